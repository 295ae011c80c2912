"""A real IMAP server (Dovecot 2.3) on the loopback, and a proxy in front of it that hangs up mid-way.

Dovecot comes from the system (`apt-get install dovecot-imapd`); no configuration of the system is used.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from servers.certificates import Certificates

PASSWORD = "a-mailbox-password"

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%n
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


def absent() -> str:
    """Why the server cannot run here, or nothing."""
    program = shutil.which("dovecot")
    if program is None:
        return "needs dovecot (apt-get install dovecot-imapd)"
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return "" if version.startswith("2.3.") else f"needs dovecot 2.3, found {version.strip()}"


@dataclass(frozen=True, slots=True)
class Server:
    """The running server: its ports (TLS, plain) and where the mailboxes lie. Any user may log in with PASSWORD."""

    port: int
    plain: int
    folder: Path
    owner: tuple[int, int]

    def mailbox(self, user: str) -> Mailbox:
        """A new mailbox, empty, for `user`@example.org."""
        maildir = self.folder / user
        for base in (maildir, maildir / ".Sent"):
            for part in ("new", "cur", "tmp"):
                (base / part).mkdir(parents=True)
        for path in (maildir, *maildir.rglob("*")):
            path.chmod(0o777)  # the server runs as another user when the tests run as root
            os.chown(path, *self.owner)
        return Mailbox(f"{user}@example.org", maildir)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One user's mailbox: the Maildir behind the server."""

    user: str
    maildir: Path

    @property
    def sent(self) -> Path:
        """The Sent folder."""
        return self.maildir / ".Sent"

    def deliver(self, mail: EmailMessage | bytes, name: str, at: datetime | None = None) -> None:
        """Put a mail into the INBOX, as a delivery agent does; `at`: when, now by default."""
        file = self.maildir / "tmp" / name
        file.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
        file.chmod(0o666)
        if at:
            os.utime(file, (at.timestamp(), at.timestamp()))  # what the server tells as INTERNALDATE
        file.replace(self.maildir / "new" / name)

    def flags(self) -> list[str]:
        """The flags of every mail in the INBOX that a client has touched."""
        return sorted(path.name.partition(":2,")[2] for path in (self.maildir / "cur").iterdir())

    def count(self) -> int:
        """How many mails the INBOX holds."""
        return sum(1 for part in ("new", "cur") for _ in (self.maildir / part).iterdir())


@contextmanager
def serving(certificates: Certificates) -> Iterator[Server]:
    """Run the server in a folder of its own with a short path: its sockets live there."""
    with tempfile.TemporaryDirectory(prefix="imap", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        with _running(Path(name), certificates) as server:
            yield server


@contextmanager
def _running(folder: Path, certificates: Certificates) -> Iterator[Server]:
    import grp
    import pwd  # neither exists on Windows, where this server does not run

    root = os.geteuid() == 0
    user = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
    me = pwd.getpwuid(os.getuid()).pw_name
    found = Server(_free_port(), _free_port(), folder / "mail", (user.pw_uid, user.pw_gid))
    found.folder.mkdir()
    config = folder / "dovecot.conf"
    config.write_text(
        _CONFIG.format(
            folder=folder,
            certificate=certificates.certificate,
            key=certificates.key,
            uid=user.pw_uid,
            gid=user.pw_gid,
            internal="dovecot" if root else me,
            group="dovecot" if root else grp.getgrgid(os.getgid()).gr_name,
            login="dovenull" if root else me,
            password=PASSWORD,
            port=found.port,
            plain=found.plain,
        )
    )
    with subprocess.Popen(["dovecot", "-F", "-c", str(config)]) as server:
        try:
            _wait(found.port, folder / "dovecot.log")
            yield found
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, log: Path) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"dovecot did not start: {log.read_text() if log.exists() else 'no log'}")


@contextmanager
def vanishing(port: int, after: int, *, silent: bool = False) -> Iterator[int]:
    """A port in front of `port` whose every connection is cut once `after` bytes have come from the server.

    `silent`: it is not cut, but nothing more is heard.
    """
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_forward, args=(listener, port, after, over if silent else None), daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=10)


def _forward(listener: socket.socket, port: int, after: int, over: threading.Event | None) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        with client, socket.create_connection(("127.0.0.1", port)) as server:
            up = threading.Thread(target=_pump, args=(client, server, -1), daemon=True)
            up.start()
            _pump(server, client, after)
            if over:
                over.wait()
            for end in (client, server):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            up.join(timeout=10)


def _pump(source: socket.socket, target: socket.socket, room: int) -> None:
    with suppress(OSError):
        while room and (data := source.recv(4096 if room < 0 else min(room, 4096))):
            target.sendall(data)
            room -= len(data) if room > 0 else 0
