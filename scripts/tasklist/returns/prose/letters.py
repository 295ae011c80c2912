"""What the words of a letter are: greeting and signature, or something said that a person must hear.

Only what is surely packing is taken for it; every other line is listed and asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from tasklist.model.book import LETTER, MAILS, cell_name
from tasklist.model.place import Place
from tasklist.model.tasks import TaskList
from tasklist.model.unplaced import Loose
from tasklist.plan.speakers import Speakers
from tasklist.plan.task_names import mentioned
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.accounts.cell_accounts import Fates
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.context import Context
from tasklist.returns.prose import period_parts, task_headings
from tasklist.returns.prose.not_theirs import not_theirs
from tasklist.returns.prose.numbered_lines import apart
from tasklist.returns.rows.fates import TEMPLATE, Fate
from tasklist.substance.extension import asks_for_time
from tasklist.tables.letter_lines import ours, unquoted
from tasklist.text import line_numbers, task_numbers
from tasklist.text.normalize import bare, fold
from tasklist.text.paper_lines import is_hand, is_of_paper
from tasklist.text.taken_back import counts, takes_back

_SENTENCE = re.compile(r"[。！!；;？?\n]|(?<=[\u4e00-\u9fff])[,，]")
# Words with which a letter corrects, adds, takes back, excuses or asks: such a sentence is never packing.
_TELLS = re.compile(
    r"任务\d|任务[一二三四五六七八九十]|第[\d一二三四五六七八九十]+[项条行格]|序号|应为|应该|改|更正|订正|纠正|有误|错|漏|补|另|注意|但|作废|为准"
    r"|撤|替换|重新|重报|以此|未|没|无|不|零|延|迟|晚|缓|暂|推迟|推后|调整|变更|更换|换成|完成|开展|召开|培训|检查"
    r"|落实|代.{0,10}[报填]|代为|转|忽略|取消|删|勿|废|退|上月|上期|上次|上季|旧|最新|出入|遗|缺|少|多|已|均|全部|正在|继续|仍|同上|相同|一致"
)
# Words of politeness and of handing in that hold one of those and mean nothing by it.
_HARMLESS = re.compile(
    r"(?:如)?(?:有)?不[妥当](?:之处)?|妥否|晚上好?|不胜感激|不吝|多谢|感谢不尽|已(?:经)?(?:填|附|盖章?|发|上报|报送|上传|整理|审核|签字)[好妥写上送毕报完成]*|填(?:报|写)?完[成毕]|已(?:经)?按.{0,8}要求"
    r"|(?:进展|推进|落实|开展|完成|工作|任务){1,6}情况"
)
_FIGURE = re.compile(r"\d")
_DATED = re.compile(r"\d{4}年|\d{1,2}月(?:份|\d{1,2}日)?|第?\d季度|附件\d|\d份")
_GREETS = re.compile(
    r"(?:尊敬的)?(?:各位)?.{0,12}(?:您们?|你们?|大家|领导|老师|主任|科长|股长|同志|同事)(?:们)?(?:上午|下午|早上|中午|晚上)?好?[:：]?"
    r"|hi|hello|dear.{0,30}|(?:上午|下午|早上|晚上)好|此致|敬礼|顺颂.{0,6}|(?:顺)?祝.{0,12}|(?:非常)?(?:谢谢|感谢).{0,12}|辛苦了?|再见|好的?|收到"
)
_ENCLOSES = re.compile(
    r"(?:请|敬请|烦请|恳请|望)?(?:您|领导)?(?:予以)?(?:查收|查阅|审阅|审核|接收|收悉)(?:为盼|谢谢)?|(?:详)?(?:见|请见|请看)附件.{0,12}"
    r"|.{0,40}(?:附件|如下|报上|报送|上报|呈报|发送|发给|发您|发你|填报|随信).{0,30}|.{0,30}(?:填报表|任务清单|进展情况|清单|报表|[月期院位份]的表格?)"
)
_SIGNS = re.compile(
    r"[-—_=*~·#]{2,}|.{0,4}(?:联系人|联络员|填报人|经办人|姓名|电话|手机|座机|传真|地址|邮编|邮箱|单位|部门|科室|网址|tel|mobile|phone|fax|e-?mail|add|qq|微信)"
    r"[:：].{1,40}|.{0,20}(?:电话|手机|座机|传真|tel|mobile|phone)[:：]?\+?[\d\-()]{7,20}|\+?[\d\-() ]{7,20}|[\w.+-]+@[\w.-]+|(?:https?:)?(?://)?www\.[\w./-]+"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|[\u4e00-\u9fff]{2,4}(?:\d{7,12})?"
    r"|(?:联系人|联络员|填报人|经办人|负责人)\d{1,3}"
    r"|.{0,10}(?:发自|来自|sentfrom|通过).{1,30}(?:iphone|手机|邮箱|邮件|客户端|mail|android|ipad|huawei).{0,10}",
    re.IGNORECASE,
)
_HANDS_ON = re.compile(
    r"(?:您好)?(?:现|兹|今|特)?(?:将|把|由我院|由我单位|我院|我单位|我们)?(?:代为|转报|转发|转呈|转交|转送|代报|代发|代交|代送|转来|转|代)"
    r".{2,40}?(?:(?:\d{1,2}月|本月|本期)(?:份)?)?的?(?:任务)?(?:清单|报表|填报表|材料|表格?|进展|推进)?(?:情况)?"
    r"(?:报上|报来|报送|上报|发来|呈报|填报|一并报送|发您|报)?"
)
# The same of nobody in particular: 转报, 请转市局.
_PASSES_ON = re.compile(
    r"(?:您好)?(?:现|兹|今|特)?(?:(?:烦|麻烦)?请|予以|代为|帮忙|协助)*(?:转报|转发|转呈|转交|转送|代转|转)"
    r"(?:[至到给]?(?:[省市县区旗]|贵|我|你)?(?:[局委办处科]|上级|单位|领导)(?:办公室|领导)?)?(?:即可|为盼|谢谢)?"
)
# That tables came along, or stand below: of the letter with which they did, it says nothing more.
_ALONG = re.compile(
    r".{0,12}的?(?:填报|任务)?(?:报表|表格?)(?:(?:也|都)?(?:一并|一起|随信)(?:[转附报发送](?:来|上|去|报|送)?|报送|上报)"
    r"|(?:已)?(?:粘?贴|附|列|放)?在(?:下面|下方|后面|信后|文后)|补[上来])"
    r"|(?:现|再|先)?(?:(?:重新|[重补转再])[报发送交传]|转)(?:上来|[上来]|一[下遍次份])?"
)
_STOPS = "，,、.~～:： "
_DISCLAIMS = re.compile(
    r"本(?:电子)?邮件.{0,40}(?:保密|机密|秘密)|如.{0,10}误收|confidential|intended recipient|考虑环保|节约用纸",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"[-—>\s]*(?:原始邮件|转发(?:的)?邮件(?:信息)?|邮件原件|original ?message|(?:begin )?forwarded ?message)[-—:：\s]*"
    r"|[>\s*]*(?:发件人|收件人|抄送(?:人)?|主题|发送时间|发送日期|日期|时间|from|to|cc|sent|date|subject)\s*[:：].*",
    re.IGNORECASE,
)
SAID = "信里的话"
SAID_IN = {Loose.LETTER: SAID, Loose.DOCUMENT: "文件里的话"}  # how the reason begins for which words wait
_SHORT = 12  # characters of a name, a place, a title that stands alone in a line


def says(line: str, context: Context, enclosed: Collection[str] = ()) -> bool:
    """Does a line of a letter say something that must be heard? `enclosed`: the units whose forms came with it; that
    they are handed on is no word of it.
    """
    if _PASSED_ON.fullmatch(line.strip()) or _DISCLAIMS.search(line) or ours(line):
        return False
    told = (part for part in _SENTENCE.split(unquoted(line)) if _sentence_says(part, context))
    return any(not _hands_on(part, context, enclosed) for part in told)


def _hands_on(part: str, context: Context, enclosed: Collection[str]) -> bool:
    """Does a sentence only say whose forms are enclosed: 转报甲卫生院的报表?"""
    named, said = set(context.names.within(part)), fold(part).strip(_STOPS)
    if enclosed and named <= set(enclosed) and (_ALONG.fullmatch(said) or _PASSES_ON.fullmatch(said)):
        return True
    return bool(named) and named <= set(enclosed) and bool(_HANDS_ON.fullmatch(said))


def _sentence_says(part: str, context: Context) -> bool:
    office = fold(context.plan.campaign.office).lower()
    said = fold(part).strip(_STOPS).lower().removeprefix(office)
    if bare(said) in ("", *context.by_contact) or context.names.exact(part.strip().rstrip(":：")):
        return False
    if is_of_paper(part[context.names.beginning(part)[1] :]):
        return False
    left = _HARMLESS.sub("", said)
    if _TELLS.search(left) or asks_for_time(said):
        return True
    if _SIGNS.fullmatch(said) or is_hand(part) or _GREETS.fullmatch(said) or _is_name(said):
        return False
    return not (_ENCLOSES.fullmatch(said) or _ENCLOSES.fullmatch(left)) or bool(_FIGURE.search(_DATED.sub("", said)))


def is_frame(part: str, context: Context) -> bool:
    """Is a piece of a sentence greeting, politeness or handing in, and nothing else: 您好, 现报上, 附件为表格?"""
    said = fold(part).strip("，,、.~～ 。！!；;").lower()
    if not bare(said):
        return True
    return not _sentence_says(said, context) and bool(_GREETS.fullmatch(said) or _ENCLOSES.fullmatch(said))


def _is_name(said: str) -> bool:
    """Is this a short line without a number: who wrote, from where?"""
    return len(said) <= _SHORT and not any(char.isdigit() for char in said)


def packing(evidence: Evidence, *, in_a_mail: bool = True) -> Fates:
    """The fates of a mail's greeting, signature and passed-on headers, and of our own mail that it answers: they are
    the letter's own text. `in_a_mail`: no other text has any. Of another text only lines that stand alone are: what
    stands in a row with others, a name with a number, is its answer.
    """
    written = evidence.book.format in MAILS
    if in_a_mail and not written:
        return {}
    tables, ours = {table.name for table in evidence.task_tables}, not_theirs(evidence)
    spots = ((spot, text) for spot, text, _ in cell_accounts.everything(evidence) if spot.sheet not in tables)
    beside = set[Place]() if written else set(_in_rows(evidence))
    return {spot: TEMPLATE for spot, text in spots if spot in ours or not (spot in beside or _says_any(text, evidence))}


def _in_rows(evidence: Evidence) -> Iterator[Place]:
    """Where words stand beside others in a row."""
    for grid in evidence.book.grids:
        beside = Counter(row for row, _ in grid.cells)
        yield from (evidence.arrival.place(grid.sheet, cell_name(cell)) for cell in grid.cells if beside[cell[0]] > 1)


def asked(evidence: Evidence) -> Fates:
    """The lines of a letter that must be heard, each with the tasks it names in its reason."""
    found: Fates = {}
    ours, listed = not_theirs(evidence), evidence.context.plan.task_list
    loose = Loose.LETTER if evidence.book.format in (LETTER, *MAILS) else Loose.DOCUMENT
    things = [thing for thing in cell_accounts.everything(evidence) if thing.place not in ours]
    speakers = _speakers(evidence)
    lines = [thing.text for thing in things]
    both = tuple(dict.fromkeys((speakers.own, evidence.unit.value)))  # beside another unit's form it may be of that
    under = [both if units == (speakers.own,) else units for units in speakers.under(lines)]
    over = task_headings.over(lines, lambda line: bool(speakers.heading(line)[0]) or _parts_by_period(line, evidence))
    heard = task_headings.no_signature(over)
    of_periods = period_parts.of_lines(lines, evidence, evidence.period.value, over)
    for place, ((spot, text, _), whose, headed) in enumerate(zip(things, under, over, strict=True)):
        head = lines[headed].strip() if headed != task_headings.NONE else ""
        if _says_any(text, evidence) or (head and heard[place] and not is_frame(text, evidence.context)):
            named = tuple(mentioned(listed, head)) or tuple(mentioned(listed, text)) or _all_taken_back(text, evidence)
            units = tuple(dict.fromkeys(unit for each in speakers.told(text, whose, apart) for unit in each.units))
            found[spot] = Fate(
                asks_what(named, listed, loose), named,
                asks=not (_asks_only_for_time(text, evidence.context) or (evidence.arrival.forms and counts(text))),
                loose=loose, units=units if units != (speakers.own,) else (), under=whose,
                head=head, own=heard[place], spans=of_periods.spans[place],
            )  # fmt: skip  # whether the unit gets more time is asked by itself
            if head and found[spot].asks:
                found[things[headed].place] = TEMPLATE
    heads = {things[place].place for place in of_periods.heads}
    heading = (
        dict.fromkeys(heads, TEMPLATE) if any(fate.asks for spot, fate in found.items() if spot not in heads) else {}
    )
    return found | heading


def _parts_by_period(line: str, evidence: Evidence) -> bool:
    """Does a numbered line say of which period the words below it are: 二、10月份情况：?"""
    return bool(line_numbers.label(line)[0]) and evidence.headed(line)[1]


def _all_taken_back(text: str, evidence: Evidence) -> tuple[int, ...]:
    """The tasks of which a letter takes all answers back (所报填报表请作废), but not for what counts instead."""
    duties = evidence.context.plan.duties.get(writer(evidence), {})
    return tuple(duties) if takes_back(text) and not counts(text) else ()


def writer(evidence: Evidence) -> str:
    """Whose the words of a letter are: the unit it was sent from, where it came with another one's form; else whose the
    letter is.
    """
    said, sent, enclosed = evidence.unit.value, evidence.sent_from, {unit for unit, _ in evidence.arrival.forms}
    return sent if said in enclosed and sent and sent not in enclosed else said


def _speakers(evidence: Evidence) -> Speakers:
    return Speakers(evidence.context.names, writer(evidence), evidence.subject)


def asks_what(tasks: Sequence[int], listed: TaskList, loose: Loose) -> str:
    """Why words of a letter, or of another file, wait for a person."""
    return f"{SAID_IN[loose]}{about(tasks, listed)}，请核对是新的填报，还是更正、补充"


def about(tasks: Sequence[int], listed: TaskList) -> str:
    """The tasks that words name, as a sentence goes on."""
    return f"，提到{'、'.join(map(listed.name, tasks))}" if tasks else ""


def is_of_tasks(evidence: Evidence) -> bool:
    """Does a letter say something of numbered tasks, or of other units, or only that its unit asks for more time?"""
    said = asked(evidence)
    lines = (text for spot, text, _ in cell_accounts.everything(evidence) if spot in said)
    if any(fate.head for fate in said.values()) or any(
        line_numbers.label(part)[0] for line in lines for part in apart(line)
    ):
        return True
    return any(fate.tasks or fate.units for fate in said.values()) or (
        bool(said) and not any(fate.asks for fate in said.values())
    )


def answers_tasks(evidence: Evidence) -> bool:
    """Does a paragraph of a text without a table begin with the task that it answers: 任务3：6月14日义诊3场?"""
    if evidence.unit.value not in evidence.context.plan.duties:
        return False
    speakers, listed = _speakers(evidence), evidence.context.plan.task_list
    for spot, text, _ in cell_accounts.everything(evidence):
        for said in speakers.told(text, (speakers.own,), apart) if spot.sheet else ():
            begins = next(iter(task_numbers.places(said.words)), (1, 0))
            if not begins[0] and any(mentioned(listed, said.words)) and says(said.text, evidence.context):
                return True
    return False


def _asks_only_for_time(text: str, context: Context) -> bool:
    told = [part for part in task_numbers.apart(text) if says(part, context)]
    return bool(told) and all(map(asks_for_time, told))


def _says_any(text: str, evidence: Evidence) -> bool:
    enclosed = {unit for unit, _ in evidence.arrival.forms}
    lines = (line for line in _lines(text) if not _speakers(evidence).heading(line)[0])
    return any(says(line, evidence.context, enclosed) for line in lines)


def _lines(text: str) -> Iterator[str]:
    yield from (line for line in text.splitlines() if line.strip())
