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
def test_words_that_say_how_may_be_left_out_and_single_signs_may_stand_for_all(phrase: str, unit: str) -> None:
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


TOWNS = Roster(
    (
        *(Unit(name, (), ("乡镇（街道）",)) for name in ("城关镇人民政府", "双河乡人民政府", "永安街道办事处")),
        *(Unit(name, (), ("县直部门",)) for name in ("县教育体育局", "县公安局", "县财政局", "县消防救援大队")),
    )
)


@pytest.mark.parametrize(
    ("phrase", "letters"),
    [
        ("各街道", "永"),
        ("各乡镇政府（街道办事处）", "城双永"),
        ("各乡（镇）人民政府、永安街道办事处", "城双永"),
        ("城关镇党委、政府", "城"),
        ("各乡镇党委、政府，永安街道", "城双永"),
        ("教育、公安部门", "教公"),
        ("县教育体育局会同公安、消防部门", "教公消"),
        ("1.县公安局 2.县财政局", "公财"),
        ("县公安局牵头，县财政局保障", "公财"),
    ],
)
def test_towns_by_their_sort_and_bureaus_by_their_matter(phrase: str, letters: str) -> None:
    reach = expand(phrase, TOWNS, "清水县人民政府办公室")
    assert "".join(name.removeprefix("县")[0] for name, _ in reach.units) == letters
    assert (reach.unreached, reach.doubts) == ((), ())


def test_towns_without_the_streets_are_those_said_and_the_streets_are_asked() -> None:
    for phrase in ("各乡镇", "全县各乡镇", "各乡镇人民政府"):
        reach = expand(phrase, TOWNS, "清水县人民政府办公室")
        assert [name for name, _ in reach.units] == ["城关镇人民政府", "双河乡人民政府"]
        assert [words.partition("（")[2] for words in reach.unreached] == ["没有写明含不含永安街道办事处）"]
    only_towns = Roster(tuple(unit for unit in TOWNS.units if "街道" not in unit.name))
    assert len(expand("各乡镇", only_towns, "清水县人民政府办公室").units) == 2


def test_what_is_left_out_may_stand_before_the_group_it_is_taken_from() -> None:
    colleges = Roster((*(Unit(name, (), ("学院",)) for name in ("法学院", "文学院", "理学院")), Unit("教务处")))
    reach = expand("法学院、文学院除外的各学院", colleges, "江城大学")
    assert ([name for name, _ in reach.units], reach.unreached) == (["理学院"], ())
    assert expand("教务处、法学院除外的各学院", colleges, "江城大学").unreached == ("教务处（写了除外，本不在其中）",)


@pytest.mark.parametrize(
    ("phrase", "office", "name"),
    [
        ("校团委", "江城大学", "团委"),
        ("学校办公室", "清水县第一中学", "办公室"),
        ("局办公室", "清水县教育局", "办公室"),
        ("医院保卫科", "清水县人民医院", "保卫科"),
        ("街道执法队", "和平街道办事处", "执法队"),
    ],
)
def test_a_section_is_known_behind_what_the_house_is_called_from_within(phrase: str, office: str, name: str) -> None:
    assert reached(phrase, f"{name} 财务科", office) == ([name], ())


def test_all_rooms_are_those_of_every_group_of_rooms() -> None:
    units = (Unit("医务科", (), ("职能科室",)), Unit("内科", (), ("临床科室",)), Unit("东院区", (), ("院区",)))
    assert [name for name, _ in expand("全院各科室", Roster(units), "县人民医院").units] == ["医务科", "内科"]
    assert len(expand("全院", Roster(units), "县人民医院").units) == 3


def test_an_area_group_is_known_by_the_full_or_the_short_of_what_its_units_are_called() -> None:
    units = tuple(Unit(f"{place}市场监督管理局", (), ("县（区）局",)) for place in ("东湖区", "临河县"))
    for phrase in ("各县（区）市场监管局", "各县区市场监督管理局"):
        assert len(expand(phrase, Roster(units), "东江市市场监督管理局").units) == 2


def test_some_of_a_kind_are_asked_and_who_stands_before_them_is_not_lost() -> None:
    reach = expand("县公安局及相关乡镇", TOWNS, "清水县人民政府办公室")
    assert [name for name, _ in reach.units] == ["县公安局"]
    assert reach.unreached == ("相关乡镇（没有说明是哪些单位）",)


def test_another_word_for_the_sort_in_brackets_is_no_doubt() -> None:
    units = Roster((Unit("学生工作部（学生工作处）"),))
    assert expand("学生工作部（处）", units, "江城大学").doubts == ()


@pytest.mark.parametrize(
    ("phrase", "names", "unit"),
    [
        ("县一中", "清水县第一中学 清水县第二中学", "清水县第一中学"),
        ("一中", "清水县第一中学 清水县第二中学", "清水县第一中学"),
        ("县三幼", "清水县第三幼儿园 县第一幼儿园", "清水县第三幼儿园"),
        ("区总工会", "区工会 区妇联", "区工会"),
        ("县卫健局", "清水县卫生健康局 县教育局", "清水县卫生健康局"),
        ("党委组织部", "组织部 宣传部", "组织部"),
        ("永安街道", "永安街道办事处 城关镇人民政府", "永安街道办事处"),
        ("县医院", "县人民医院 县中医医院", "县人民医院"),
        ("安平县市监局", "安平县市场监督管理局 临河县市场监督管理局", "安平县市场监督管理局"),
        ("法院", "县人民法院 县人民检察院", "县人民法院"),
        ("科技部门", "县科学技术局 县民政局", "县科学技术局"),
        ("城关镇", "永安街道办事处 城关镇人民政府", "城关镇人民政府"),
    ],
)
def test_numbered_houses_and_other_words_for_the_same_are_known(phrase: str, names: str, unit: str) -> None:
    assert reached(phrase, names, "清水县人民政府办公室") == ([unit], ())


def test_a_bureau_is_no_branch_of_it_and_a_party_office_no_office() -> None:
    assert reached("区公安局", "西城公安分局 区教育局", "西城区人民政府办公室")[0] == []
    assert reached("党委办公室", "办公室 财务处", "江城大学")[0] == []


VILLAGES = Roster(tuple(Unit(name, (), ("村（社区）",)) for name in ("上坪村", "水口村", "街心社区")))


@pytest.mark.parametrize(
    ("phrase", "count", "asked"),
    [
        ("各村、社区", 3, False),
        ("各村（社区）", 3, False),
        ("各村委会", 2, False),
        ("各社区", 1, False),
        ("各村", 2, True),
    ],
)
def test_villages_are_reached_by_their_sort(phrase: str, count: int, asked: bool) -> None:
    reach = expand(phrase, VILLAGES, "大坪镇人民政府")
    assert (len(reach.units), bool(reach.unreached)) == (count, asked)


def test_a_place_and_a_bureau_for_short_are_put_together() -> None:
    names = "东城区卫生健康局 西城区卫生健康局 大坪镇中心小学 石门乡中心小学"
    assert reached("东城区、西城区卫健局", names, "滨河市卫生健康委员会")[0] == ["东城区卫生健康局", "西城区卫生健康局"]
    assert reached("城南、城北镇", "城南镇人民政府 城北镇人民政府", "南江县人民政府")[0] == [
        "城南镇人民政府",
        "城北镇人民政府",
    ]
    assert reached("大坪、石门中心小学", names, "云山县教育局")[0] == ["大坪镇中心小学", "石门乡中心小学"]


def test_one_named_before_others_of_a_kind_owes_it_and_the_others_are_asked() -> None:
    reach = reached("市第一人民医院等三级医院", "市第一人民医院 市第二人民医院", "滨河市卫生健康委员会")
    assert reach == (["市第一人民医院"], ("等三级医院",))


def test_one_named_before_the_others_concerned_owes_it() -> None:
    reach = reached("法学院等相关学院", "法学院 文学院", "江城大学")
    assert reach == (["法学院"], ("等",))


def test_who_is_taken_out_may_be_called_by_how_the_name_ends() -> None:
    group = Roster(tuple(Unit(name, (), ("市直机构",)) for name in ("市中心血站", "市急救中心")))
    assert [name for name, _ in expand("除血站外的市直机构", group, "滨河市卫生健康委员会").units] == ["市急救中心"]


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("柳树河镇", "柳河镇 东坪镇"),
        ("柳河镇", "柳树河镇 东坪镇"),
        ("大树坪镇", "大树镇 东坪镇"),
        ("城东关街道", "城关街道 南门街道"),
        ("新城关街道", "新城街道 南门街道"),
        ("柳河镇卫生院", "柳树河镇卫生院 东坪镇卫生院"),
        ("县石桥小学", "石板桥小学 和平路小学"),
        ("和平西路小学", "和平路小学 育英学校"),
        ("区第一高级中学", "区第一中学 区第二中学"),
        ("区实验中心小学", "区实验小学 育英学校"),
        ("区机关一幼", "区第一幼儿园 区第二幼儿园"),
        ("安康妇科产科医院", "安康妇产医院 仁爱医院"),
        ("急诊儿科", "急诊科 骨科"),
        ("心胸血管内科", "心血管内科 骨科"),
        ("内分泌一科", "内一科 外一科"),
        ("后勤保卫科", "后勤保障科 保卫科"),
        ("感染科", "医院感染管理科 保卫科"),
        ("科技研究处", "科研处 教务处"),
        ("研究院", "研究生院 教务处"),
        ("研究生学院", "研究生院 教务处"),
        ("生命与环境科学学院", "生命科学学院 文学院"),
        ("经济贸易与管理学院", "经济与管理学院 文学院"),
        ("县交通运输管理局", "县交通运输局 县公安局"),
        ("县文化市场和旅游局", "县文化和旅游局 县公安局"),
        ("县水资源事务局", "县水务局 县公安局"),
        ("县妇幼联合会", "县妇联 县公安局"),
    ],
)
def test_a_name_with_signs_written_into_it_or_left_out_of_a_place_is_anothers(phrase: str, names: str) -> None:
    units, unreached = reached(phrase, names, "清水县人民医院")
    assert units == []
    assert unreached


def test_a_short_name_is_written_out_only_where_no_full_one_is_known() -> None:
    known = Roster(
        (Unit("经济与管理学院", ("经管学院",)), Unit("市精神卫生中心", ("市三院",)), Unit("消毒供应中心", ("供应室",)))
    )
    for phrase in ("经济贸易与管理学院", "市第三人民医院", "供应保障室"):
        assert expand(phrase, known, "江州市卫生健康委员会").units == ()
    for full, short in (
        ("住房和城乡建设", "住建"),
        ("文化和旅游", "文旅"),
        ("林业和草原", "林草"),
        ("发展和改革", "发改"),
    ):
        assert reached(f"县{full}局", f"县{short}局 县财政局", "清水县人民政府")[0] == [f"县{short}局"]


COUNTY_TOWNS = {
    "柳河镇": "乡镇",
    "东坪镇": "乡镇",
    "石桥镇": "乡镇",
    "马家乡": "乡镇",
    "城关街道": "街道",
    "南门街道": "街道",
}


@pytest.mark.parametrize(
    "groups",
    [
        {},
        {"乡镇": "乡镇街道", "街道": "乡镇街道"},
        {"乡镇": "镇街", "街道": "镇街"},
        {"乡镇": "乡镇人民政府", "街道": "街道办事处"},
    ],
)
@pytest.mark.parametrize(
    "phrase",
    [
        "各镇街",
        "各乡镇（街道）",
        "各乡镇、街道",
        "各镇（乡）、街道办事处",
        "各乡镇人民政府（街道办事处）",
        "各乡镇、各街道",
    ],
)
def test_towns_and_streets_are_all_reached_be_they_one_group_or_two(groups: dict[str, str], phrase: str) -> None:
    roster = Roster(tuple(Unit(name, (), (groups.get(group, group),)) for name, group in COUNTY_TOWNS.items()))
    reach = expand(phrase, roster, "清水县人民政府办公室")
    assert (len(reach.units), reach.unreached) == (6, ())


def test_towns_of_two_sorts_said_leave_a_third_open() -> None:
    roster = Roster(tuple(Unit(name, (), (group,)) for name, group in COUNTY_TOWNS.items()))
    assert expand("各镇、街道", roster, "清水县人民政府").unreached == ("各镇街道（没有写明含不含马家乡）",)


SCHOOLS = Roster(
    (
        *(Unit(name, (), ("中学",)) for name in ("区第一中学", "区实验中学")),
        *(Unit(name, (), ("小学",)) for name in ("区实验小学", "区实验小学东校区", "城北中心小学", "城南中心小学")),
        *(Unit(name, (), ("幼儿园",)) for name in ("区机关幼儿园", "区第一幼儿园")),
        *(Unit(name, (), ("局机关科室",)) for name in ("局办公室", "基础教育科")),
    )
)
CITY = Roster(tuple(Unit(f"{place}{house}") for place in ("江南县", "江北县") for house in ("卫生健康局", "人民医院")))


@pytest.mark.parametrize(
    ("roster", "phrase", "units", "asked"),
    [
        (SCHOOLS, "区实验小学和东校区", ["区实验小学", "区实验小学东校区"], 0),
        (SCHOOLS, "区实验小学、东校区", ["区实验小学", "区实验小学东校区"], 0),
        (SCHOOLS, "区实验中、小学", ["区实验中学"], 1),
        (SCHOOLS, "区第一中学、小学", ["区第一中学"], 1),
        (SCHOOLS, "区实验中学及小学", ["区实验中学"], 1),
        (SCHOOLS, "城北、城南中心小学、幼儿园", ["城北中心小学", "城南中心小学"], 1),
        (SCHOOLS, "小学、幼儿园", [unit.name for unit in SCHOOLS.units[2:8]], 0),
        (SCHOOLS, "基础教育科、幼儿园", ["区机关幼儿园", "区第一幼儿园", "基础教育科"], 0),
        (SCHOOLS, "机关、第一幼儿园", ["区机关幼儿园", "区第一幼儿园"], 0),
        (CITY, "江南县、江北县卫生健康局及县人民医院", ["江南县卫生健康局", "江北县卫生健康局"], 1),
        (
            Roster((Unit("学生工作部（处）", ("学工部",)), Unit("教务处"))),
            "学生工作处、武装部",
            ["学生工作部（处）"],
            1,
        ),
    ],
)
def test_in_a_list_nobody_is_lost_and_a_kind_behind_one_house_is_not_all_of_it(
    roster: Roster, phrase: str, units: list[str], asked: int
) -> None:
    reach = expand(phrase, roster, "南岸区教育局")
    assert ([name for name, _ in reach.units], len(reach.unreached)) == (units, asked)


@pytest.mark.parametrize(
    ("phrase", "count", "asked"),
    [
        ("石桥镇、东坪等镇", 2, True),
        ("石桥、东坪两镇", 2, False),
        ("石桥、东坪三镇", 2, True),
        ("柳河、东坪、石桥等3个镇", 3, False),
        ("2个街道", 2, False),
        ("3个街道", 0, True),
        ("4个乡镇、2个街道", 6, False),
    ],
)
def test_a_list_that_says_how_many_is_all_of_it_when_there_are_as_many(phrase: str, count: int, asked: bool) -> None:
    roster = Roster(tuple(Unit(name, (), (group,)) for name, group in COUNTY_TOWNS.items()))
    reach = expand(phrase, roster, "清水县人民政府")
    assert (len(reach.units), bool(reach.unreached)) == (count, asked)


MANY = {
    "清水县人民政府办公室": (
        "县委办公室 县委组织部 县委编办 县纪委监委 县发展和改革局 县教育局 县科学技术局 "
        "县工业和信息化局 县公安局 县民政局 县司法局 县人力资源和社会保障局 县自然资源局 "
        "县住房和城乡建设局 县水利局 县商务局 县卫生健康局 县应急管理局 县审计局 县统计局 县医疗保障局 "
        "县林业和草原局 县城市管理局 县综合行政执法局 县机关事务服务中心 县融媒体中心 县政务服务中心 "
        "县总工会 县妇女联合会 县科学技术协会 县工商业联合会 县残疾人联合会 县税务局 县国土局 县环保局 "
        "县粮食局 县文化馆 县人民医院 县第二人民医院 县中医医院 县妇幼保健院 县疾病预防控制中心 "
        "县第一中学 县第二中学 县实验小学 县第二实验小学"
    ),
    "清水县人民医院": (
        "医务科 护理部 质量控制科 医院感染管理科 感染性疾病科 公共卫生科 人事科 财务科 信息科 普外科 "
        "骨科 胸外科 妇科 产科 儿科 新生儿科 眼科 口腔科 急诊医学科 重症医学科 麻醉科 检验科 "
        "放射科 超声科 核医学科 消毒供应中心 东院区"
    ),
    "清江市农业农村局": (
        "办公室 种植业管理科 种业管理科 畜牧科 畜牧兽医科 兽医科 渔业科 渔政科 渔业渔政科 "
        "农产品质量安全监管科 农产品加工科 农村经济科 农村合作经济科 乡村产业科 科技教育科 计划财务科 "
        "法规科 植保站 土肥站 农业科学研究所 农业执法支队"
    ),
    "江南集团有限公司": (
        "办公室 董事会办公室 战略发展部 投资发展部 投资管理部 运营管理部 安全生产部 安全环保部 "
        "工程管理部 工程技术部 法务部 风控部 法务风控部 人力资源部 党委组织部 第一分公司 第二分公司 "
        "第一工程公司 物业公司"
    ),
}


@pytest.mark.parametrize(("office", "names"), MANY.items())
def test_whoever_is_not_on_the_roster_is_none_of_those_who_are(office: str, names: str) -> None:
    units = tuple(map(Unit, names.split()))
    for unit in units:
        others = Roster(tuple(each for each in units if each != unit))
        assert expand(unit.name, others, office).units == (), unit.name


def test_what_a_text_of_many_words_is_short_for_begins_with_no_word_of_another() -> None:
    assert reached("感染科", "医院感染管理科 护理部", "清水县人民医院")[0] == []
    assert reached("感染管理科", "医院感染管理科 护理部", "清水县人民医院")[0] == ["医院感染管理科"]
    assert reached("党校", "县委党校 县委编办", "清水县人民政府办公室")[0] == ["县委党校"]
    assert reached("县纪委", "县纪委监委 县委编办", "清水县人民政府办公室")[0] == ["县纪委监委"]


HOSPITAL = Roster(
    (
        *(Unit(name, (), ("行政职能科室",)) for name in ("医务科", "护理部")),
        *(Unit(name, (), ("临床科室", "外科系统")) for name in ("普外科", "骨科")),
        *(Unit(name, (), ("临床科室",)) for name in ("儿科", "急诊科")),
        *(Unit(name, (), ("医技科室",)) for name in ("检验科", "放射科")),
    )
)


@pytest.mark.parametrize(
    ("phrase", "units"),
    [
        ("各职能科室", "医务科 护理部"),
        ("各临床医技科室", "普外科 骨科 儿科 急诊科 检验科 放射科"),
        ("外科系统各科室", "普外科 骨科"),
        ("检验科以外的医技科室", "放射科"),
        ("医务科除外的行政职能科室", "护理部"),
        ("检验科及其他医技科室", "检验科 放射科"),
        ("各临床科室，不含儿科", "普外科 骨科 急诊科"),
        ("各临床科室（外科系统除外）", "儿科 急诊科"),
        ("各临床科室（外科除外）", "儿科 急诊科"),
    ],
)
def test_rooms_are_reached_by_the_end_of_their_groups_name_and_less_some_of_them(phrase: str, units: str) -> None:
    reach = expand(phrase, HOSPITAL, "清水县人民医院")
    assert ([name for name, _ in reach.units], reach.unreached, reach.doubts) == (units.split(), (), ())


def test_who_is_taken_out_of_those_it_never_was_one_of_is_asked() -> None:
    assert len(expand("各临床科室（检验科除外）", HOSPITAL, "清水县人民医院").doubts) == 1
    reach = expand("医务科，儿科、骨科除外", HOSPITAL, "清水县人民医院")
    assert len(reach.unreached) == 2


@pytest.mark.parametrize(
    ("phrase", "units"),
    [
        ("各县人民医院", ["江南县人民医院", "江北县人民医院"]),
        ("各县区人民医院", ["江南县人民医院", "江北县人民医院", "东城区人民医院"]),
        ("各区人民医院", []),
    ],
)
def test_houses_of_every_county_are_reached_by_its_name_and_theirs(phrase: str, units: list[str]) -> None:
    names = ("江南县人民医院", "江北县人民医院", "东城区人民医院", "市人民医院", "江南县中医院")
    roster = Roster(tuple(Unit(name, (), ("医院",)) for name in names))
    assert [name for name, _ in expand(phrase, roster, "江州市卫生健康委员会").units] == units


def test_brackets_behind_a_house_say_which_part_of_it_and_another_word_for_its_sort_says_nothing() -> None:
    assert expand("区实验小学（东校区）", SCHOOLS, "南岸区教育局").units[0][0] == "区实验小学东校区"
    either = Roster((Unit("学生工作部（处）", ("学工部",)), Unit("教务处")))
    assert expand("学工部（处）、教务处", either, "江城学院").doubts == ()


def test_a_county_level_is_called_two_ways() -> None:
    assert len(expand("县级各部门", TOWNS, "清水县人民政府办公室").units) == 4


@pytest.mark.parametrize("phrase", ["党委（校长）办公室", "校长（党委）办公室", "党委(校长)办公室、教务处"])
def test_a_word_behind_brackets_is_of_what_stands_in_them_too(phrase: str) -> None:
    roster = Roster(tuple(map(Unit, ("党委办公室", "校长办公室", "教务处"))))
    expected = {"党委办公室", "校长办公室", *(["教务处"] if "教务处" in phrase else [])}
    assert {name for name, _ in expand(phrase, roster, "清水大学").units} == expected
