"""Mails from the server to the ledger: kept whole, read like any other file, in time by the server's word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from offices import CONFIG, FACT, UNITS, answered, merged, office, verb
from servers import certificates
from servers import imap as imap_server

pytestmark = pytest.mark.skipif(bool(imap_server.absent()), reason=imap_server.absent() or "present")

ZONE = ZoneInfo("Asia/Shanghai")
IN_TIME = datetime(2023, 6, 24, 16, 0, tzinfo=ZONE)
OTHER = "6月15日走访牧户8户，发放宣传册30份"
NUMBERS = count()
Deliver = Callable[[EmailMessage, datetime], None]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> certificates.Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def server(papers: certificates.Certificates) -> Iterator[imap_server.Server]:
    with imap_server.serving(papers) as running:
        yield running


@pytest.fixture
def box(server: imap_server.Server) -> imap_server.Mailbox:
    return server.mailbox(f"clerk{next(NUMBERS)}")


@pytest.fixture
def home(
    tmp_path: Path,
    box: imap_server.Mailbox,
    server: imap_server.Server,
    papers: certificates.Certificates,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    monkeypatch.setenv("TEST_PASSWORD", imap_server.PASSWORD)
    mail = f"""mail:
  from: office@example.org
  report_to: leader@example.org
  ca_file: {papers.authority}
  collect: {{host: 127.0.0.1, port: {server.port}, user: {box.user}, password_env: TEST_PASSWORD}}
"""
    return office(tmp_path / "home", CONFIG.replace(CONFIG[CONFIG.index("mail:") :], mail))


def letter(sender: str, subject: str, text: str, *forms: Path) -> EmailMessage:
    """A mail with forms attached; they leave the inbox they were made in."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = sender, subject, "Sat, 24 Jun 2023 15:59:00 +0800"
    mail.set_content(text)
    for form in forms:
        mail.add_attachment(form.read_bytes(), maintype="application", subtype="octet-stream", filename=form.name)
        form.unlink()
    return mail


def collected(home: Path, box: imap_server.Mailbox, *mails: EmailMessage, at: datetime = IN_TIME) -> list[str]:
    """Deliver the mails, collect them as on 27 June, and tell what lies in the inbox."""
    for mail in mails:
        box.deliver(mail, f"{next(NUMBERS)}.test", at)
    code, _, err = verb("collect", home, "--as-of", "2023-06-27T08:00")
    assert code == 0, err
    return sorted(path.relative_to(home / "inbox").as_posix() for path in (home / "inbox").rglob("*.eml"))


def files(answer: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The name behind the last `!` or `/` → outcome and unit."""
    return {
        each["path"].replace("!", "/").rpartition("/")[2]: (each["outcome"], each["unit"]) for each in answer["files"]
    }


def test_a_collected_form_is_in_time_by_the_servers_word_whenever_the_inbox_was_looked_at(
    home: Path, box: imap_server.Mailbox
) -> None:
    form = answered(home, UNITS[0], {1: FACT, 2: OTHER, 3: f"{FACT}。"})
    mail = letter("unit01@example.org", "6月", "见附件", form)
    merged(home, "2023-06-26T09:00")  # a run after the due day that could not see it: it lay in the mailbox
    assert collected(home, box, mail) == ["邮件/2023-06-24_乌审旗人民医院_6月.eml"]
    answer: Any = merged(home, "2023-06-27T09:00")
    assert answer["obligations"]["late"] == 0 and answer["obligations"]["reported"] == 3
    assert files(answer)["正文（6月）"] == ("ignored", "")


def test_a_parents_mail_with_its_branchs_form_is_read_as_both_and_the_name_of_the_mail_says_nothing(
    home: Path, box: imap_server.Mailbox
) -> None:
    forms = [answered(home, UNITS[2], {1: FACT}), answered(home, UNITS[3], {1: OTHER})]
    collected(home, box, letter("unit03@example.org", "6月报表", "两份", *forms))
    answer: Any = merged(home, "2023-06-27T09:00")
    found = [each["unit"] for each in answer["files"] if each["path"].endswith(".xlsx")]
    assert sorted(found) == sorted((UNITS[2], UNITS[3]))


def test_mails_of_different_units_are_no_company_for_one_another(home: Path, box: imap_server.Mailbox) -> None:
    forms = [answered(home, UNITS[0], {1: FACT}), answered(home, UNITS[1], {1: OTHER})]
    mails = [
        letter("unit01@example.org", "6月", "见附件", forms[0]),
        letter("unit05@example.org", "6月", "见附件", forms[1]),
    ]
    collected(home, box, *mails)
    answer: Any = merged(home, "2023-06-27T09:00")
    outcomes = sorted(each["outcome"] for each in answer["files"] if each["path"].endswith(".xlsx"))
    assert outcomes == ["merged", "set_aside"]  # the office's own address sent a hospital's form: asked


def test_a_mail_without_attachment_stays_a_question_and_one_of_a_stranger_makes_nobody_wait(
    home: Path, box: imap_server.Mailbox
) -> None:
    mails = (
        letter("unit01@example.org", "6月任务清单进展", "附件是我们6月的进展，请查收"),
        letter("shop@example.com", "优惠", "全场五折"),
    )
    collected(home, box, *mails)
    answer: Any = merged(home, "2023-06-27T09:00")
    outcomes = files(answer)
    assert outcomes["2023-06-24_乌审旗人民医院_6月任务清单进展.eml"] == ("set_aside", UNITS[0])
    assert outcomes["2023-06-24_shop@example.com_优惠.eml"] == ("set_aside", "")
    (why,) = (each["reason"] for each in answer["files"] if "shop" in each["path"])
    assert "不在名册" in why and "没有附件" in why
    assert answer["obligations"]["pending"] == 3  # those of the one hospital
    assert len(answer["units"]["missing"]) == 4 or UNITS[0] not in answer["units"]["missing"]


def test_an_emblem_in_the_signature_is_no_attachment(home: Path, box: imap_server.Mailbox) -> None:
    mail = letter("unit01@example.org", "6月", "见附件", answered(home, UNITS[0], {1: FACT, 2: OTHER, 3: f"{FACT}。"}))
    mail.add_attachment("<p>见附件<img src='cid:x'></p>", subtype="html", disposition="inline")
    mail.add_attachment(
        b"GIF89a", maintype="image", subtype="gif", disposition="inline", filename="logo.gif", cid="<x>"
    )
    collected(home, box, mail)
    answer: Any = merged(home, "2023-06-27T09:00")
    assert {each["outcome"] for each in answer["files"] if each["path"].endswith("logo.gif")} <= {"ignored"}
    assert answer["obligations"]["pending"] == 0
    assert any("logo.gif" in each["message"] for each in answer["findings"])
