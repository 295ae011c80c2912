"""What a page header or footer says: the unit's own name and who signed ask nothing, anything else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from laboratory import UNITS, form, received
from tasklist.model.book import Leftover
from tasklist.model.returns import Return


def headed(words: str, what: str = "页眉") -> Return:
    draft = form(UNITS[0])
    return received(draft, replace(draft.book(), leftovers=(Leftover(what, words, "任务清单"),)))


@pytest.mark.parametrize(
    "words",
    [UNITS[0], f"填报单位：{UNITS[0]}", f"{UNITS[0]}\n填报人：王晓明", "旗人民医院", "负责人：李某\n填表人：王晓明"],
)
def test_whose_form_it_is_and_who_signed_ask_nothing(words: str) -> None:
    assert not [each for each in headed(words).unplaced if each.text == words]


@pytest.mark.parametrize("words", ["乌审旗蒙医综合医院", f"{UNITS[0]}\n另报：6月18日接受督查1次"])
def test_another_unit_or_anything_said_is_asked(words: str) -> None:
    made = headed(words)
    assert [each.text for each in made.unplaced if each.text == words] == [words]
    assert any(each.code == "other_unit" for each in made.findings) is ("蒙医" in words)
