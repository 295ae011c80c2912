"""Answers taken sentence by sentence: facts are told from plans, problems and empty words, and nothing is rewritten."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.substance.clauses import compiled
from tasklist.substance.pieces import pieces
from tasklist.substance.quantities import quantities
from tasklist.substance.sentences import Sense, read
from tasklist.substance.word_lists import DEFAULT_WORDS

FACT, PROBLEM, PLAN, NONE, EMPTY = Sense.FACT, Sense.PROBLEM, Sense.PLAN, Sense.NONE, Sense.EMPTY
PHRASES = Path(__file__).parents[1] / "examples/phrases/progress.tsv"
LEXICON = compiled(DEFAULT_WORDS)


def cut(text: str) -> tuple[str, ...]:
    return tuple(one.text for one in pieces(text))


def senses(text: str, task: str = "") -> list[tuple[str, Sense]]:
    return [(one.text, one.sense) for one in read(text, DEFAULT_WORDS, task)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("6月12日组织学习1次，参训45人。", FACT),
        ("印发《实施方案》", FACT),
        ("发现问题2个，已整改", FACT),
        ("走访慰问困难职工12人，收集建议5条", FACT),
        ("和旗中医院签了医联体协议", FACT),
        ("没有问题", EMPTY),
        ("定期研究分析，及时解决存在问题", EMPTY),
        ("本期无此类情况", NONE),
        ("尚未开展，待文件下发", NONE),
        ("高度重视，加强领导", EMPTY),
        ("X月X日召开XX会议", EMPTY),
        ("2023年6月30日", EMPTY),
        ("下一步将召开推进会", PLAN),
        ("目前人员不足，仅有医师2名", PROBLEM),
        ("恳请上级协调解决更新经费12万元", PROBLEM),
        ("建议统一制作展板", PROBLEM),
        ("存在问题：无", EMPTY),
        ("存在问题：经费没有着落", PROBLEM),
        ("因设备老化，更新设备3台", FACT),
        ("由于人手不足，6月2日招聘护士3名", FACT),
        ("针对患者反映的就诊难问题，增设窗口2个", FACT),
        ("场地不足，6月5日租用会议室1间", FACT),
        ("为解决资金短缺问题，6月3日申报项目1个", FACT),
        ("因设备老化，急需更新设备3台", PROBLEM),
        ("因经费不足，培训尚未开展", PROBLEM),
        ("设备老化，影响诊疗", PROBLEM),
        ("6月2日义诊1场，但人手不足", PROBLEM),
        ("目前尚欠工程款20万元，望协调", PROBLEM),
        ("工程尾款迟迟未拨付", PROBLEM),
        ("尚缺麻醉医师2名", PROBLEM),
        ("无专项经费", PROBLEM),
        ("请予协调", PROBLEM),
        ("建议增加编制8名", PROBLEM),
        ("设备3台已到位，但无专业操作人员", PROBLEM),
        ("6月2日开展检查1次，无人员伤亡", FACT),
        ("希望加强业务指导", PROBLEM),
        ("患者反映停车难，已协调增设车位20个", FACT),
        ("拟投入15万元改造诊室8间", PLAN),
        ("我院拟于近期购置设备3台", PLAN),
        ("拟定对二级单位的考核指标7项，6月5日征求意见", FACT),
        ("6月2日对拟晋升的2名职工做了政治考察", FACT),
        ("计划5月组织", PLAN),
        ("拟于7月10日开展义诊2场", PLAN),
        ("预计8月完工", PLAN),
        ("尚未开展", NONE),
        ("由于雨雪天气，原定6月14日的义诊改至7月举行", NONE),
        ("年度目标：义诊10场", PLAN),
        ("上级任务指标：培训2次；义诊1场", PLAN),
    ],
)
def test_a_sentence_is_a_fact_a_problem_a_plan_or_nothing(text: str, wanted: Sense) -> None:
    assert [sense for _, sense in senses(text)] == [wanted]


def test_a_heading_says_what_stands_below_it_until_the_next() -> None:
    text = (
        "一、工作开展情况\n（一）6月3日召开部署会。\n二、存在问题\n1.场地太小。2.宣传册300份不够用\n"
        "三、下一步打算\n1.7月组织培训2次。2.走访30户"
    )
    assert senses(text) == [
        ("工作开展情况", EMPTY),
        ("6月3日召开部署会", FACT),
        ("存在问题", EMPTY),
        ("场地太小", PROBLEM),
        ("宣传册300份不够用", PROBLEM),
        ("下一步打算", EMPTY),
        ("7月组织培训2次", PLAN),
        ("走访30户", PLAN),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("存在问题：车辆不足。\n6月2日义诊1场。", [PROBLEM, FACT]),
        ("存在问题：车辆不足。6月2日义诊1场。", [PROBLEM, FACT]),
        ("存在问题：一是车辆不足；二是宣传册300份不够用。", [EMPTY, PROBLEM, PROBLEM]),
        ("存在问题：\n1.车辆不足\n2.宣传册300份不够用", [EMPTY, PROBLEM, PROBLEM]),
        ("任务目标：\n义诊10场\n培训3次，覆盖全体职工和村医", [EMPTY, PLAN, PLAN]),
        ("组织体检31人，检出高血压患者7例，建议住院1例", [FACT]),
    ],
)
def test_a_heading_with_words_beside_it_holds_for_them_alone(text: str, wanted: list[Sense]) -> None:
    assert [sense for _, sense in senses(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("无\n\n6月2日义诊1场", ("无", "6月2日义诊1场")),
        ("本期无此类情况\n6月2日召开部署会1次，参会31人", ("本期无此类情况", "6月2日召开部署会1次，参会31人")),
        ("投入资金1.\n5万元，用于购置双语设备", ("投入资金1. 5万元，用于购置双语设备",)),
        ("任务目标：义诊10场；\n培训3次，覆盖全体职工", ("任务目标：义诊10场； 培训3次，覆盖全体职工",)),
        ("学习《关于进一步加强\n工作的\n通知》1次", ("学习《关于进一步加强 工作的 通知》1次",)),
    ],
)
def test_a_line_break_ends_a_sentence_only_where_it_was_meant(text: str, wanted: tuple[str, ...]) -> None:
    assert cut(text) == wanted


def test_a_plan_lasts_to_the_full_stop_and_no_further() -> None:
    text = "下一步，我院将组织培训2次；走访30户。6月12日已义诊1场。"
    assert [sense for _, sense in senses(text)] == [PLAN, PLAN, FACT]


def test_what_the_task_itself_says_is_no_fact() -> None:
    assert senses("每年组织学习2次。", "各单位每年组织学习2次以上") == [("每年组织学习2次", EMPTY)]


def test_a_sentence_is_not_cut_inside_quotation_marks_or_where_a_line_was_wrapped() -> None:
    assert cut("学习《关于加强。的通知》1次。开展义诊3场\n培训2次") == (
        "学习《关于加强。的通知》1次",
        "开展义诊3场 培训2次",
    )


@pytest.mark.parametrize(
    "text",
    [
        "一、二期改造6月2日完工",
        "1、2号楼6月2日完工",
        "第一、二党支部6月2日开展主题党日1次",
        "12、13日组织培训2次",
        "三、四季度各义诊3场",
        "（一）、（二）标段6月2日完工",
        "（一）期工程6月2日完工",
        "①、②号楼6月2日完工",
        "①号楼6月2日完工",
        "4．11召开部署会1次",
        "1.5万元用于购置设备3台",
        "1、4月15日各义诊1次",
        "一、二\n三病区6月2日完工",
        "第一、第二党支部6月2日开展主题党日1次",
    ],
)
def test_the_first_of_several_numbers_is_no_list_number(text: str) -> None:
    assert cut(text + "。") == (" ".join(text.split()),)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一、召开部署会。\n二、义诊3场", ("召开部署会", "义诊3场")),
        ("1、召开部署会；2、义诊3场", ("召开部署会", "义诊3场")),
        ("1、4月11日召开部署会。\n2、4月12日义诊3场", ("4月11日召开部署会", "4月12日义诊3场")),
        ("1.7月组织培训2次。2.走访30户", ("7月组织培训2次", "走访30户")),
        ("（一）召开部署会\n（二）义诊3场", ("召开部署会", "义诊3场")),
        ("①召开部署会；②义诊3场", ("召开部署会", "义诊3场")),
        ("第一，召开部署会。第二，义诊3场", ("召开部署会", "义诊3场")),
        ("一是召开部署会；二是义诊3场", ("召开部署会", "义诊3场")),
    ],
)
def test_a_list_number_is_taken_off(text: str, wanted: tuple[str, ...]) -> None:
    assert cut(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "任务目标：义诊10场；培训3次",
        "尚未完成：义诊10场；培训3次",
        "去年工作：义诊10场；培训3次",
        "今年以来，义诊10场；培训3次",
        "全市义诊10场；培训3次",
        "会同妇联义诊1场；走访3户",
    ],
)
def test_what_governs_all_halves_of_a_statement_is_not_parted_from_them(text: str) -> None:
    assert cut(text) == (text,)


@pytest.mark.parametrize(
    "heading", ["尚未完成：", "未落实事项", "去年工作：", "全旗情况", "拟开展工作：", "下月安排："]
)
def test_what_stands_under_a_heading_of_no_deed_is_none(heading: str) -> None:
    told = [sense for _, sense in senses(f"{heading}\n1.义诊10场。\n2.培训5次。")]
    assert FACT not in told[1:] and len(told) == 3


def test_what_stands_under_a_heading_of_another_time_or_of_others_is_not_the_units_own() -> None:
    text = "全市情况：\n1.义诊30场。\n2.培训3次。\n本单位情况：\n1.6月2日义诊1场。"
    assert [sense for _, sense in senses(text)] == [EMPTY, Sense.FRAMED, Sense.FRAMED, EMPTY, FACT]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("时间\t内容\t人数\n4月1日\t义诊\t30\n4月8日\t培训\t45", True),
        ("时间|内容|人数\n4月1日|义诊|30", True),
        ("时间 内容 人数\n4月1日 义诊 30\n4月8日 培训 45", True),
        ("时间\n内容\n人数\n4月1日\n义诊\n30", True),
        ("4月1日\t义诊3场\n4月8日\t培训2次", False),
        ("6月2日 召开部署会1次 45人\n6月9日 义诊3场 120人", False),
        ("召开部署会\n义诊3场\n培训2次\n走访3户\n慰问5人\n印发简报2期", False),
    ],
)
def test_a_table_pasted_into_a_cell_is_told_as_one(text: str, table: bool) -> None:
    assert {sense is Sense.TABLE for _, sense in senses(text)} == {table}


@given(st.text(alphabet="6月12日义诊3场，。；：\n1.2、（一）《》“”无建议下一步x ", max_size=60))
def test_every_sentence_stands_in_the_text_as_it_was_typed(text: str) -> None:
    plain = "".join(text.split())
    assert all("".join(one.split()) in plain for one in cut(text))


def counted(text: str) -> list[tuple[str, str, str]]:
    return [
        (one.thing, f"{one.amount:f}", one.measure)
        for sentence in read(text, DEFAULT_WORDS)
        if sentence.alone and sentence.sense is FACT
        for one in quantities(sentence.text, LEXICON)
    ]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("6月12日组织专题学习1次，发放宣传册三百份", [("组织专题学习", "1", "次"), ("发放宣传册", "300", "份")]),
        ("义诊3场、培训2次", [("义诊", "3", "场"), ("培训", "2", "次")]),
        ("发放宣传册1,200份", [("发放宣传册", "1200", "份")]),
        ("本月上门服务6次", [("本月上门服务", "6", "次")]),
        ("6月18日到2个嘎查义诊，诊疗340人次", [("诊疗", "340", "人次")]),
        ("高度重视，义诊3场，受益群众约300人", [("义诊", "3", "场")]),
        ("发放宣传册三百二十份", [("发放宣传册", "320", "份")]),
        ("义诊十二场", [("义诊", "12", "场")]),
        ("6月2日我院义诊3场", [("义诊", "3", "场")]),
        ("6月2日召开部署会，59名职工参加，义诊3场", [("义诊", "3", "场")]),
    ],
)
def test_a_clause_that_names_its_thing_and_one_exact_number_may_be_added_up(
    sentence: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert counted(sentence) == wanted


IN_DOUBT = """
    同期，义诊3场 任期内，义诊3场 建院以来义诊3场 前三季度义诊3场 前期义诊3场 双方义诊3场 镇村两级义诊3场
    帮扶医院义诊3场
    义诊不到3场 义诊不超3场 义诊少于3场 义诊大于3场 义诊最少3场 义诊三场半 发放宣传册3万份 发放宣传册3百份 投入1万2千元
    指导基层义诊3场 陪同旗领导走访群众3户 随旗医疗队义诊3场 由妇联组织，义诊3场 妇联牵头组织，义诊3场
    在妇联支持下，义诊3场
    同旗妇联义诊3场 和旗妇联义诊3场 妇联、我院义诊3场 要开展义诊3场 应开展义诊3场 保证义诊3场 不再义诊3场 少义诊3场
    补报义诊3场 曾义诊3场 建议义诊3场 到希望小学义诊1场 在旗广场义诊1场 全民义诊3场 春节期间义诊3场 疫情期间，义诊3场
    义诊3场，占任务30% 义诊3场/月 日义诊3场 义诊3场次左右 近义诊3场 义诊3场（约） 义诊3场（其中联合2场）
    义诊3场，不含下乡 义诊3场含分院 义诊3场；以上为全市数据 与医联体单位义诊3场 医共体内义诊3场 义诊一百来场 义诊几场
    义诊多场 义诊数场 累计，义诊3场 合计：义诊3场 小计，义诊3场 总计义诊3场 义诊3场、共5场 拟义诊3场 待义诊3场
    预计义诊3场 可义诊3场 限义诊3场 每院义诊3场 各科义诊3场 全员义诊3场 义诊约摸3场 义诊3场或4场 义诊3、4场
    义诊3到4场 义诊第3场 第3次义诊3场 义诊3% 义诊两三四场 义诊二三场 义诊三十几场 义诊百场 义诊千百场 义诊廿三场
    义诊卅场 义诊上十场 义诊十好几场 义诊小10场 义诊10场上下 义诊整10场 义诊约合3场 义诊大致3场 义诊差不多3场
    义诊不止3场 义诊不足3场 义诊已超3场 义诊接近3场 义诊好几场 代表全旗义诊3场 市级义诊3场 医院集团义诊3场 上年度义诊3场
    二〇二二年义诊3场 2022年，义诊3场 22年义诊3场 去年6月2日，义诊3场 上一期义诊3场 上周义诊3场 下周义诊3场
    7月2日将义诊3场 义诊3场（未开展） 义诊3场，未开展 义诊3场，改期 义诊3场的计划 义诊3场任务 考核义诊3场 义诊指标3场
    发放宣传册三百五份 义诊十来场 义诊或3场 发放宣传册将近300份 义诊二三十场 发放宣传册1，200份
    与旗妇联共同走访，义诊3场 会同旗妇联，义诊3场 义诊3场，系与旗中医院联合开展 应旗妇联邀请，义诊3场
    协同旗妇联开展活动，义诊3场 与旗妇联开展义诊3场 携手旗妇联，义诊3场 参加旗里活动，义诊3场
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "发放宣传册约300份",
        "开展义诊20余场",
        "全系统开展义诊20场",
        "上半年开展义诊20场",
        "截至6月5日，开展义诊2场",
        "累计发放宣传册300份",
        "参加旗里组织的培训1次",
        "与嘎查联合开展义诊1场",
        "满意率提高5个",
        "设职工教育点、青年教育点各1个",
        "开展培训2次120人",
        "发放300份",
        "本月服务20人次",
        "在此举办青年职工交流2场",
        "召开第3次会议",
        "议定1项具体措施",
        *[
            "义诊两三场",
            "义诊三四场",
            "发放宣传册上百份",
            "发放宣传册数十份",
            "走访企业五六十家",
            "发放宣传册逾百份",
            "发放宣传册数百份",
        ],
        *[
            "发放宣传册大概10份",
            "义诊三至五场",
            "义诊3-5场",
            "义诊3~5场",
            "义诊三~五场",
            "发放宣传册近百份",
            "发放宣传册若干份",
        ],
        *[
            "发放宣传册十余份",
            "发放宣传册百余份",
            "发放宣传册100多份",
            "发放宣传册成百份",
            "义诊10场左右",
            "义诊不下10场",
        ],
        *IN_DOUBT.split(),
        *[
            "今年，义诊3场",
            "1至4月，义诊3场",
            "第一季度，义诊3场",
            "全市，义诊3场",
            "平均每村，义诊3场",
            "上级要求，义诊3场",
        ],
        *[
            "义诊3场（年度任务10场）",
            "义诊3场，为年度任务数",
            "义诊3场（全市）",
            "去年同期，义诊3场",
            "自1月起，义诊3场",
        ],
        *[
            "任务目标：义诊3场",
            "其中，义诊3场",
            "4月，义诊3场",
            "近三个月，义诊3场",
            "义诊3场，均为累计数",
            "同期，义诊3场",
        ],
        "今年以来，我院高度重视。义诊3场",
        "6月2日会同旗妇联开展活动。义诊3场",
        "年度目标\n1.召开部署会。\n2.义诊3场",
        "义诊3场。以上均为累计数",
        "义诊3场。注：含分院数据",
        "义诊3场，2场",
        "义诊3场，因雨取消",
        "护士节义诊1场",
        "旗里组织的义诊1场",
        "旗卫健委组织培训3次",
        "中标价12.8万元",
        "检测平均值12.5万元",
        "举办“健康杯”运动会1场",
        "6月2日至8日义诊3场",
        "昨日，义诊1场",
        "因雨，义诊0场改期",
    ],
)
def test_when_in_doubt_nothing_is_added_up(sentence: str) -> None:
    assert counted(sentence) == []


def test_the_examples_of_honest_and_of_empty_texts_are_told_apart() -> None:
    rows = [row.split("\t") for row in PHRASES.read_text("utf-8").splitlines()[1:]]
    held = {text: any(sense is FACT for _, sense in senses(text)) for text, *_ in rows}
    assert [text for text, group, verdict in rows if (group, verdict) == ("facts", "ok") and not held[text]] == []
    assert [text for text, group, _ in rows if group != "facts" and held[text]] == []


def test_a_statement_of_many_parts_is_kept_once_for_all_of_them() -> None:
    """A cell of thousands of them took gigabytes, for each part held the whole."""
    kept = [
        len(pickle.dumps([(each.title, each.statement) for each in read("1+1；" * n, DEFAULT_WORDS)]))
        for n in (300, 600)
    ]
    assert kept[1] < 3 * kept[0]
