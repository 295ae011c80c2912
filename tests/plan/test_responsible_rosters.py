"""Phrases of 责任单位 over the rosters of twelve offices: health, schools, emergency, cities, towns, party, tax, …"""

from __future__ import annotations

from pathlib import Path

import pytest

from tasklist.model.roster import Roster, Unit
from tasklist.plan.responsible.responsible import expand

PHRASES = Path(__file__).parents[1] / "examples" / "phrases"


def lines(name: str, width: int) -> list[list[str]]:
    rows = (PHRASES / name).read_text("utf-8").splitlines()
    return [[*row.split("\t"), *[""] * width][:width] for row in rows if row and not row.startswith("#")]


UNITS = lines("rosters.tsv", 7)
OFFICES = {roster: office for roster, office, *_ in UNITS}
LETTERS = {(roster, name): letter for roster, _, letter, name, *_ in UNITS}
ROSTERS = {
    office: Roster(
        tuple(
            Unit(name, tuple(aliases.split()), tuple(groups.split()), parent)
            for roster, _, _, name, groups, aliases, parent in UNITS
            if roster == office
        )
    )
    for office in OFFICES
}


@pytest.mark.parametrize(("roster", "phrase", "units", "asked"), lines("responsible.tsv", 4))
def test_a_phrase_of_the_table_reaches_these_units_and_no_others(
    roster: str, phrase: str, units: str, asked: str
) -> None:
    reach = expand(phrase.replace("\\n", "\n"), ROSTERS[roster], OFFICES[roster])
    assert "".join(LETTERS[roster, name] for name, _ in reach.units) == units
    assert ("yes" if reach.unreached or reach.doubts else "") == asked


def test_another_offices_sections_and_system_are_not_the_offices_own() -> None:
    roster = ROSTERS["edu"]
    for phrase in ("县公安局各股室", "公安系统各单位", "南山县教育局各股室", "县卫健委机关各股室", "卫健委办公室"):
        assert expand(phrase, roster, OFFICES["edu"]).units == ()
    assert expand("县教育局各股室", roster, OFFICES["edu"]).units != ()
    assert expand("县教育局各股室", roster).units == (), "who sends the list is not known"


def test_a_name_that_happens_to_end_like_one_of_here_is_asked() -> None:
    reach = expand("市应急管理局", ROSTERS["emerg"], OFFICES["emerg"])
    assert (reach.units, reach.unreached) == ((), ("市应急管理局（可能是北河市应急管理局）",))
    home = Roster((Unit("滨海市第一中学"), Unit("北河市第二中学")))
    assert [name for name, _ in expand("市第一中学", home, "滨海市教育局").units] == ["滨海市第一中学"]
    assert expand("市第二中学", home, "滨海市教育局").units == ()
