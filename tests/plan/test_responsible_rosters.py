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


@pytest.mark.parametrize(
    ("roster", "phrase"),
    [
        ("edu", "机关党委"),
        ("edu", "局机关党支部"),
        ("edu", "省幼儿园"),
        ("health", "省直医疗卫生单位"),
        ("water", "省局机关各科室"),
        ("health", "县委办公室"),
        ("emerg", "东区应急局"),
        ("city", "各县（市、区）党委"),
        ("town", "县机关办公室"),
    ],
)
def test_a_body_of_its_own_and_another_level_are_no_group_of_here(roster: str, phrase: str) -> None:
    assert expand(phrase, ROSTERS[roster], OFFICES[roster]).units == ()


@pytest.mark.parametrize(
    ("office", "phrase"),
    [
        ("滨海市东城区教育局", "区教育局各股室"),
        ("滨海市东城区教育局", "东城区教育局机关各股室"),
        ("滨海市东城区教育局", "滨海市东城区教育局各股室"),
        ("清河县教育体育局", "县教体局各股室"),
    ],
)
def test_the_office_is_known_by_every_form_of_its_name(office: str, phrase: str) -> None:
    roster = Roster((Unit("办公室", (), ("局机关股室",)), Unit("第一小学", (), ("学校",))))
    assert [name for name, _ in expand(phrase, roster, office).units] == ["办公室"]
    assert len(expand("教育系统各单位", roster, office).units) == 2


WIDE = str.maketrans("（），；：、0123456789", "(),;:、０１２３４５６７８９")


def test_signs_around_a_phrase_and_their_width_change_nothing() -> None:
    for roster, phrase, *_ in lines("responsible.tsv", 4):
        said = phrase.replace("\\n", "\n")
        plain = expand(said, ROSTERS[roster], OFFICES[roster])
        reached = [name for name, _ in plain.units]
        for other in (said.translate(WIDE), f"“{said}”", f"{said}。", f" {said} ", f"责任单位：{said}"):
            found = expand(other, ROSTERS[roster], OFFICES[roster])
            assert [name for name, _ in found.units] == reached, other
            assert bool(found.unreached or found.doubts) == bool(plain.unreached or plain.doubts), other


def test_a_unit_taken_out_of_its_group_is_all_that_is_taken_out() -> None:
    for office, roster in ROSTERS.items():
        for group in roster.groups:
            members = [unit.name for unit in roster.members(group)]
            for unit in roster.members(group):
                for called in (unit.name, *unit.aliases):
                    for phrase in (
                        f"除{called}外的各{group}",
                        f"各{group}（{called}除外）",
                        f"各{group}（不含{called}）",
                    ):
                        reach = expand(phrase, roster, OFFICES[office])
                        assert [name for name, _ in reach.units] == [each for each in members if each != unit.name]
                        assert (reach.unreached, reach.doubts) == ((), ()), phrase
