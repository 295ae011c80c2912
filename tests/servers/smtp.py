"""A real SMTP server (aiosmtpd, TLS, login) whose faults are scripted per recipient.

`faults` maps an address to what happens at its 1st, 2nd, … try; when the list is used up the mail is taken:
refuse (550 at RCPT), busy (451 at RCPT), close (421 at RCPT), hang (never answers at RCPT), drop-body (closed
while the body comes), busy-body (452 after the body), fail-body (554 after the body), take-and-drop (taken,
closed before answering), take-and-hang (taken, never answers), slow (taken after a moment, answered after another).
"""

from __future__ import annotations

import asyncio
import itertools
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from servers.certificates import Certificates

PASSWORD = "an-app-password"
_NUMBERS = itertools.count()


@dataclass
class Post:
    """What the server is told to do, and what it took: (recipient, mail) in order of arrival."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    password: str = PASSWORD
    sent_folder: Path | None = None  # a Maildir that keeps what was taken, as providers do
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    peers: set[tuple[str, int]] = field(default_factory=set)  # one per connection
    envelopes: list[tuple[str, ...]] = field(default_factory=list)
    port: int = 0
    current: str = ""

    def counts(self) -> dict[str, int]:
        """Recipient → how often it was delivered to."""
        found: dict[str, int] = {}
        for recipient, _ in self.taken:
            found[recipient] = found.get(recipient, 0) + 1
        return found

    def take(self, recipients: list[str], mail: bytes) -> None:
        self.envelopes.append(tuple(recipients))
        self.taken += [(recipient, mail) for recipient in recipients]
        if self.sent_folder:
            name = f"{next(_NUMBERS)}.{os.getpid()}.test"
            waiting = self.sent_folder / "tmp" / name
            waiting.write_bytes(mail)
            waiting.chmod(0o666)
            waiting.replace(self.sent_folder / "new" / name)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: ARG002, N802
        faults = self.faults.get(address, [])
        self.current = faults.pop(0) if faults else ""
        if self.current == "refuse":
            return "550 5.1.1 no such user"
        if self.current == "busy":
            return "451 4.7.1 try again later"
        if self.current == "close":
            return "421 4.7.0 too many mails on this connection"
        if self.current == "hang":
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        if self.current == "busy-body":
            return "452 4.3.1 out of storage"
        if self.current == "fail-body":
            return "554 5.7.1 content denied"
        if self.current == "slow":
            await asyncio.sleep(0.01)
        self.take(envelope.rcpt_tos, envelope.content)
        if self.current == "slow":
            await asyncio.sleep(0.01)
        if self.current == "take-and-drop":
            server.transport.abort()
        if self.current == "take-and-hang":
            await asyncio.sleep(3600)
        return "250 OK taken"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:  # noqa: ARG002
        return AuthResult(success=data.password == self.password.encode(), handled=False)


class _Server(SMTP):
    """aiosmtpd's server, which can also lose the line while the body is coming."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.event_handler.current == "drop-body":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)

    def connection_made(self, transport: Any) -> None:
        self.event_handler.peers.add(transport.get_extra_info("peername"))
        super().connection_made(transport)


class _Controller(Controller):
    def factory(self) -> SMTP:
        with warnings.catch_warnings():  # a login without STARTTLS is what some of the tests are about
            warnings.simplefilter("ignore")
            return _Server(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        self.port = self.handler.port = self.server.sockets[0].getsockname()[1]  # known only once it listens
        super()._trigger_server()
        self.handler.peers.clear()


@contextmanager
def serving(certificates: Certificates, tls: str = "starttls", **script: Any) -> Iterator[Post]:
    """Run the server on a free loopback port; `tls` as in the config (starttls, ssl, none)."""
    post = Post(**script)
    context = certificates.server_context()
    controller = _Controller(
        post,
        hostname="127.0.0.1",
        port=0,
        ready_timeout=20,
        ssl_context=context if tls == "ssl" else None,
        tls_context=context if tls == "starttls" else None,
        require_starttls=tls == "starttls",
        authenticator=post.authenticate,
        auth_required=True,
        auth_require_tls=tls == "starttls",
    )
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
