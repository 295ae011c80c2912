"""What may be left out of a unit's name in 责任单位, and what makes it another's."""

from __future__ import annotations

import pytest

from tasklist.model.roster import Roster, Unit
from tasklist.plan.responsible.responsible import expand

UNIVERSITY = (
    "经济管理学院 土木工程学院 文学与新闻传播学院 计算机科学与技术学院 "
    "体育教学部 党委学生工作部 网络信息中心 后勤管理处"
)
COUNTY = (
    "县人民医院 县疾病预防控制中心 县人社局 县市场监管局 县妇联 县残疾人联合会 县应急管理局 县交通运输局 县农业农村局 "
    "县消防救援大队 清水城市管理综合行政执法大队 城关镇中心卫生院 永安街道办事处 县委组织部 县发展和改革局"
)


def reached(phrase: str, names: str, office: str) -> tuple[list[str], tuple[str, ...]]:
    reach = expand(phrase, Roster(tuple(map(Unit, names.split()))), office)
    return [name for name, _ in reach.units], reach.unreached


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("经管学院", "经济管理学院"),
        ("经济与管理学院", "经济管理学院"),
        ("土木学院", "土木工程学院"),
        ("计算机学院", "计算机科学与技术学院"),
        ("学生工作部", "党委学生工作部"),
        ("后勤处", "后勤管理处"),
        ("网信中心", "网络信息中心"),
    ],
)
def test_a_word_that_says_how_and_the_second_sign_of_a_word_may_be_left_out(phrase: str, unit: str) -> None:
    assert reached(phrase, UNIVERSITY, "江城大学") == ([unit], ())


@pytest.mark.parametrize(
    ("phrase", "near"),
    [
        ("经济学院", "经济管理学院"),
        ("管理学院", "经济管理学院"),
        ("工程学院", "土木工程学院"),
        ("文学院", "文学与新闻传播学院"),
        ("新闻传播学院", "文学与新闻传播学院"),
        ("教学部", "体育教学部"),
        ("信息中心", "网络信息中心"),
    ],
)
def test_a_word_that_says_what_may_not_and_the_unit_it_may_be_is_offered(phrase: str, near: str) -> None:
    assert reached(phrase, UNIVERSITY, "江城大学") == ([], (f"{phrase}（可能是{near}）",))


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("县医院", "县人民医院"),
        ("县疾控中心", "县疾病预防控制中心"),
        ("县人力资源和社会保障局", "县人社局"),
        ("清水县市场监督管理局", "县市场监管局"),
        ("市场监督管理局", "县市场监管局"),
        ("县妇女联合会", "县妇联"),
        ("县残联", "县残疾人联合会"),
        ("应急局", "县应急管理局"),
        ("县消防大队", "县消防救援大队"),
        ("城关镇卫生院", "城关镇中心卫生院"),
        ("组织部", "县委组织部"),
        ("县发改局", "县发展和改革局"),
    ],
)
def test_the_full_name_of_a_short_one_is_known_as_the_short_one_of_a_full(phrase: str, unit: str) -> None:
    assert reached(phrase, COUNTY, "清水县人民政府办公室") == ([unit], ())


@pytest.mark.parametrize("phrase", ["县交通局", "县农业局", "街道办事处", "执法大队", "县中医院", "东水县应急局"])
def test_a_kind_alone_and_half_of_what_a_body_is_for_are_asked(phrase: str) -> None:
    units, unreached = reached(phrase, COUNTY, "清水县人民政府办公室")
    assert units == []
    assert len(unreached) == 1


@pytest.mark.parametrize(
    ("name", "phrase"),
    [("院办", "院感办"), ("党办", "党建办"), ("东镇党委", "东镇党委西镇党委"), ("县医院", "县中医医院")],
)
def test_a_name_of_one_telling_sign_is_short_for_no_other(name: str, phrase: str) -> None:
    assert reached(phrase, name, "清水县人民医院")[0] == []
