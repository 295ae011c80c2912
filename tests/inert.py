"""What the program wrote, looked through for anything that acts: formulas, links, names, macros, foreign parts."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

_FOREIGN = re.compile(
    r"externalLink|vbaProject|embeddings|activeX|customUI|connections\.xml|ctrlProps|queryTable|\.bin$"
)
_FORMULA = re.compile(r"<f\b[^>]*?(?:/>|>([^<]*)</f>)")
_NAME = re.compile(r'<definedName\b[^>]*?name="([^"]*)"')
_TARGET = re.compile(r'<Relationship\b(?=[^>]*TargetMode="External")[^>]*?Target="([^"]*)"')
_FIELD = re.compile(r"<w:instrText\b[^>]*>([^<]*)<")
_ELEMENT = re.compile(
    r"<(?:\w+:)?(ddeLink|oleObject|oleObjects|altChunk|attachedTemplate|control|script|iframe|object)\b"
)

# What the master leads to: files as they came, and the next sheet; documents and pictures only.
_OWN = re.compile(
    r"(?:\.\.[\\/]){1,3}inbox[\\/].*\.(?:xlsx?|xlsm|xlsb|csv|txt|html?|docx?|rtf|od[st]|pdf|png|jpe?g|eml|msg|mbox|mht|xml|zip)"
)


def outputs(home: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the outbox that the program made itself, those in mails too; not the units' own that it keeps."""
    for path in sorted((home / "outbox").rglob("*")):
        kept = ("archive", "材料", "log")
        if path.is_file() and not set(kept) & set(path.relative_to(home).parts):
            yield from _opened(path.relative_to(home).as_posix(), path.read_bytes())


def _opened(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if name.endswith(".eml"):
        for part in email.message_from_bytes(data, policy=email.policy.default).walk():
            if not part.is_multipart():
                yield f"{name}!{part.get_filename() or part.get_content_type()}", part.get_payload(decode=True)


def acting(home: Path) -> set[str]:
    """Everything that acts in what the program made: what it is, figures as 0. Compared with a run without a file."""
    found = {each for name, data in outputs(home) for each in _acting(name, data)}
    return {
        f"{kind}: {re.sub('[0-9]+', '0', said)}" for kind, said in found if kind != "link" or not _OWN.fullmatch(said)
    }


def _acting(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                if _FOREIGN.search(part):
                    yield "part", part
                text = package.read(part).decode("utf-8", "replace") if part.endswith((".xml", ".rels", ".vml")) else ""
                for kind, pattern in (
                    ("formula", _FORMULA),
                    ("name", _NAME),
                    ("link", _TARGET),
                    ("field", _FIELD),
                    ("element", _ELEMENT),
                ):
                    yield from ((kind, found or "") for found in pattern.findall(text))
    elif name.endswith((".html", "text/html")):
        text = data.decode("utf-8", "replace")
        yield from (("element", found) for found in _ELEMENT.findall(text))
        yield from (("link", found) for found in re.findall(r'<[^>]*\s(?:href|src)="([^"]*)"', text))
        yield from (("handler", found) for found in re.findall(r"<[^>]*\s(on\w+)=", text))
    elif name.endswith(".eml"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        yield from (("header", head) for head in message)
        yield from (("to", str(message[head])) for head in ("To", "Cc", "Bcc") if message[head])
