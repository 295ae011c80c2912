"""Mails as units send them, laid into the inbox of a home."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path


def mailed(
    home: Path,
    text: str,
    *files: Path,
    sender: str = "unit01@example.org",
    subject: str = "6月报表",
    taken: str = "",
    page: str = "",
) -> None:
    """A mail of a unit in the inbox, the files enclosed and gone from where they lay. `taken`: when its server took it;
    `page`: its text as HTML.
    """
    made = EmailMessage()
    if taken:
        made["Received"] = f"from mx.example.org by mail.example.org; {taken}"
    made["From"], made["Subject"], made["Date"] = sender, subject, "Tue, 20 Jun 2023 09:00:00 +0800"
    made.set_content(text)
    if page:
        made.add_alternative(page, subtype="html")
    for path in files:
        made.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
        path.unlink()
    (home / f"inbox/{sender} {subject}.eml").write_bytes(bytes(made))
