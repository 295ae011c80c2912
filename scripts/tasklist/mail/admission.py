"""Who may be written to: addresses that are none, or outside the allowed domains, are left out and told."""

from __future__ import annotations

from dataclasses import replace

from tasklist.mail import mime, queue
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.message import Message
from tasklist.text.addresses import is_address


def admitted(message: Message, domains: tuple[str, ...]) -> tuple[Message, list[Finding]]:
    """The message for the addresses that may be written to, and a finding for each of the others."""
    barred = {
        address: said for address in queue.recipients(message) if (said := _barred(address, domains, message.unit))
    }

    def left(addresses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(address for address in addresses if address not in barred)

    return replace(message, to=left(message.to), cc=left(message.cc)), list(barred.values())


def _barred(address: str, domains: tuple[str, ...], unit: str) -> Finding | None:
    if not is_address(address):
        text = f"邮箱“{mime.one_line(address)}”不是有效的地址，没有发送"
        return finding("mail_refused", text, unit=unit, todo="在名册或 config.yaml 里改正这个邮箱，再发一次")
    if domains and not _within(address, domains):
        text = f"{address} 不在允许的邮箱域名（{'、'.join(domains)}）之内，没有发送"
        todo = "核对地址；确需发送时把域名加进 config.yaml 的 mail.allowed_domains"
        return finding("mail_refused", text, unit=unit, todo=todo)
    return None


def _within(address: str, domains: tuple[str, ...]) -> bool:
    domain = address.rpartition("@")[2].lower()
    allowed = [name.lower().lstrip("@.") for name in domains]
    return any(domain == name or domain.endswith(f".{name}") for name in allowed)
