"""What the words of a text without a table are as a whole: that nothing was to be done, what was done, or neither."""

from __future__ import annotations

from itertools import islice

from tasklist.model.told import Tells
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.prose import letters
from tasklist.returns.prose.not_theirs import not_theirs
from tasklist.substance.facts import facts, prepared
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.text import phones

_LINES = 200  # a longer text is no letter


def told(evidence: Evidence) -> Tells:
    """What the words of a file tell; `Tells.NOTHING` of a table, a picture, a long text."""
    things = [thing for thing in islice(cell_accounts.everything(evidence), _LINES + 1) if not thing.what]
    one_column = len(evidence.grids) == 1 and {column for _, column in evidence.grids[0].cells} == {1}
    if not one_column or len(things) > _LINES:
        return Tells.NOTHING
    others = not_theirs(evidence)
    said = [text for spot, text, _ in things if spot not in others and letters.says(text, evidence.context)]
    verdicts = {text: judge(text, Surroundings(words=evidence.context.words)).code for text in said}
    work = (text for text, code in verdicts.items() if code not in ("nil", "placeholder"))
    if any(facts(prepared(phones.without_numbers(text))) for text in work):
        return Tells.WORK
    return Tells.NIL if "nil" in verdicts.values() else Tells.NOTHING
