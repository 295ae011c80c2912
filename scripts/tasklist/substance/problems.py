"""Does a sentence ask for something, or say what is missing? The cause of a thing done is neither."""

from __future__ import annotations

import re

from tasklist.substance.clauses import Lexicon, clauses
from tasklist.substance.facts import facts, prepared
from tasklist.text.patterns import quick


def _any(words: str) -> str:
    return "|".join(words.split())


_NEED = _any(
    "经费 资金 款项 工程款 尾款 配套 人员 人手 人才 力量 编制 设备 设施 床位 场地 场所 用房 车辆 药品 试剂 耗材 技术 "
    "专业人员 医师 医生 护士 药师 师资"
)
_ABOVE = _any("上级 贵委 领导 主管部门 相关部门 有关部门 财政 编办 人社 委 局 旗 县 区 市 省 自治区 国家 办公室")
_HELP = _any("协调 解决 支持 明确 增加 追加 拨付 帮助 给予 批复 答复 指导 下达 配备 补充 出台 研究解决 支付 落实经费")
_SOON = "(?:尽快|尽早|早日|及早|及时|予以?|给予|能|协助|统一|进一步)*"
_AT_START = r"(?:^|[,:;。、])(?:为此|因此|故|现|并|同时|也|在此)?,?"
_ASKS = quick(
    rf"恳请|恳求|敬请|烦请|务请|万望|{_AT_START}(?:急需|亟需|亟待|急缺|迫切需要)|{_AT_START}建议(?!\d|[^,。]{{0,6}}\d+[条项份个]|患者|病人|住院|转诊|复查|就[医诊]|随访|手术|其)"
    rf"|{_AT_START}(?:特?请求?|希望|盼望?|望)(?:(?:{_ABOVE})[^,。]{{0,24}}?)?{_SOON}(?:{_HELP})"
    rf"|{_AT_START}(?:希望|盼望?)[^,。\d]{{0,12}}(?:{_HELP})|需(?:要)?(?:(?:{_ABOVE})[^,。]{{0,16}}?|尽快|进一步)(?:{_HELP})|(?:^|[,:;。、])需(?:要)?(?:{_HELP})(?!了?\d)"
)
_LACKS = quick(
    rf"(?<![没无未不决改找摆对现])(?:存在|面临|遇到|有)[^,。]{{0,10}}(?:问题|困难|不足|短板|堵点)(?!\d|群众|职工|患者|家庭|户|党员|线索)"
    rf"|困难(?:是|在于|较大|很大|突出)|(?:{_NEED})[^,。、]{{0,6}}(?:不足|短缺|紧缺|缺乏|紧张|匮乏|欠缺|不够|老化|缺口|未到位|不到位)"
    rf"|(?:{_NEED})[^,。、]{{0,4}}(?:尚未|仍未|还未|迟迟未|一直未|没有|未能?)(?:拨付|到位|到账|落实|解决|批复|下达|支付)"
    rf"|不够用|不够(?=[,。;]|$)|(?<!不)(?:缺少|缺乏|短缺|紧缺|奇缺|欠缺)|(?:尚|还|仍)(?:缺|欠|差)|(?:^|[,:;。])(?:目前|现|至今|一直)?(?:拖欠|欠(?=\d|{_NEED})|缺口)"
    rf"|(?:^|[,:;。]|目前|现|因|由于)(?:但|且|又|仍|尚|也)?(?:无(?![需法须])|没有)[^,。;:]{{0,6}}(?:{_NEED})(?=[,。;]|$)"
    r"|难以(?:开展|推进|落实|完成|保障|满足|解决|维持|承担)|(?:受|受到)[^,。]{0,10}(?:制约|限制)"
)
_SETTLED = re.compile(
    r"(?:已|均已|全部|当日|立即|现场)[^,。]{0,6}(?:整改|解决|办结|协调|落实|改正|答复|化解)|(?:问题|困难)[^,。]{0,4}\d+[个件条项起处]"
)
_CAUSE = re.compile(
    r"因(?!此|地|素|子)|由于|鉴于|针对|解决|克服|面对|缓解|弥补|化解|应对|考虑到|围绕|为[^,。]{0,6}改善"
)
_STILL = re.compile("仍|尚|还(?!款|原)|目前|依然|至今|迟迟|一直")
_CLAUSE = re.compile(r"[^,;。:]+")


def settled(plain: str) -> bool:
    """Is what a folded sentence tells of solved already, or counted as found (发现问题2个)?"""
    return bool(_SETTLED.search(plain))


def problem(plain: str, lexicon: Lexicon) -> bool:
    """Does a folded sentence ask for something, or say what is missing and stays so?"""
    if settled(plain):
        return False
    return bool(_ASKS.search(plain)) or any(not _explains(plain, lack, lexicon) for lack in _LACKS.finditer(plain))


def _explains(plain: str, lack: re.Match[str], lexicon: Lexicon) -> bool:
    """Is what is missing only why something was done (因设备老化，更新设备3台)?"""
    clause = next(one for one in _CLAUSE.finditer(plain) if one.end() >= lack.end())
    if not _done(plain[lack.end() :], lexicon):
        return False
    if _CAUSE.search(plain[clause.start() : lack.end()]):
        return True
    return clause.end() < len(plain) and not _STILL.search(clause[0])


def _done(rest: str, lexicon: Lexicon) -> bool:
    """Do these words tell a deed with a day, a number or a document?"""
    ready = prepared(rest)
    solid = [fact for fact in facts(ready) if fact.solid]
    return any(
        clause.tense == "done" and clause.start <= fact.at < clause.end and (clause.act or clause.generic_act or dated)
        for clause in clauses(ready, lexicon)
        for fact in solid
        if (dated := fact.kind == "date") or True
    )
