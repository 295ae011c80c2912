"""What a mail quotes of one that was written before its period began: the answers in it are not those of this period.

Quoted is what carries the sign of it, below the line that tells when the older mail was written; and only where the
mail answers tasks itself, or says that there is nothing to report. Of any other what it quotes may be all it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.model.book import MAILS
from tasklist.model.place import Place
from tasklist.plan import periods
from tasklist.returns import cell_accounts
from tasklist.returns.evidence import Evidence
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.text import task_numbers
from tasklist.text.item_titles import day_in

_WRITTEN = re.compile(
    r"写道|wrote|^[>|｜\s*]{0,20}(?:发送时间|发送日期|日期|时间|sent|date)\s{0,5}[:：]", re.IGNORECASE
)
_HEAD = re.compile(r"(?:写道|wrote)[:：]?\s{0,5}$", re.IGNORECASE)  # nothing is said behind it
_SIGN = re.compile(r"\s{0,5}[>|｜]")


def quoted(evidence: Evidence) -> Iterator[Place]:
    """The lines of a mail that are such quotations, and those that tell when what is quoted was written."""
    period = periods.by_id(evidence.context.plan.campaign, evidence.period.value) if evidence.period.value else None
    told = list(cell_accounts.everything(evidence)) if evidence.book.format in MAILS else []
    context = Surroundings(words=evidence.context.words)
    said = [text for _, text, _ in told if not _SIGN.match(text)]
    own = any(task_numbers.places(text) or judge(text, context).code == "nil" for text in said)
    older = False
    for spot, text, _ in told if period and own else ():
        if _WRITTEN.search(text) and (day := day_in(text, evidence.received_on)):
            older = period is not None and day < period.opens
            if _HEAD.search(text):
                yield spot
        elif older and _SIGN.match(text):
            yield spot
