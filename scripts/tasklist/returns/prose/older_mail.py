"""What a mail quotes of one that was written before its period began: the answers in it are not those of this period.

Quoted is what carries the sign of it, below the line that tells when the older mail was written, and all below the
lines that head a mail passed on; and only where the mail answers tasks itself, says that there is nothing to report, or
came with a form of the period. Of any other what it quotes may be all it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.model.book import LETTER, MAILS
from tasklist.model.place import Place
from tasklist.plan import periods
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.belonging.evidence import Evidence
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.text import quoted_mails, task_numbers
from tasklist.text.item_titles import day_in

_WRITTEN = re.compile(
    r"写道|wrote|^[>|｜\s*]{0,20}(?:发送时间|发送日期|日期|时间|sent|date)\s{0,5}[:：]", re.IGNORECASE
)
_HEAD = re.compile(r"(?:写道|wrote)[:：]?\s{0,5}$", re.IGNORECASE)  # nothing is said behind it
_SIGN = re.compile(r"\s{0,5}[>|｜]")


def quoted(evidence: Evidence) -> Iterator[Place]:
    """The lines of a mail that are such quotations, and those that tell when what is quoted was written."""
    period = periods.by_id(evidence.context.plan.campaign, evidence.period.value) if evidence.period.value else None
    forms = evidence.period.value in {period for _, period in evidence.arrival.forms}
    is_mail = evidence.book.format in MAILS or (evidence.book.format == LETTER and forms)
    told = list(cell_accounts.everything(evidence)) if is_mail else []
    context = Surroundings(words=evidence.context.words)
    heads = [head for head in quoted_mails.heads([text for _, text, _ in told]) if head.start]
    headed = {at for head in heads for at in head}
    above = told[: heads[0].start] if heads else told
    said = [text for _, text, _ in above if not _SIGN.match(text)]
    own = forms or any(task_numbers.places(text) or judge(text, context).code == "nil" for text in said)
    older = False
    for at, (spot, text, _) in enumerate(told) if period and own else ():
        tells = _WRITTEN.search(text) or (at in headed and quoted_mails.is_sent(text))
        if tells and (day := day_in(text, evidence.received_on)):
            older = period is not None and day < period.opens
            if _HEAD.search(text):
                yield spot
        elif older and at not in headed and (_SIGN.match(text) or (heads and at >= heads[0].stop)):
            yield spot
