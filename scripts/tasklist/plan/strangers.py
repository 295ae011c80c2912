"""Houses outside the roster that a title or the name of a file says it is of: alone, or beside a unit of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tasklist.plan.names_in_text import addressed
from tasklist.plan.unit_names import OF_IT, Names, callings
from tasklist.text.normalize import fold

# A name that says of what kind its bearer is, and words that name many at once.
_ENDS_LIKE = re.compile(r"(?:院|中心|[站所校园馆局会司队团])$")
_A_KIND = re.compile(
    r"全[市县区旗州省国]|各|所有|有关|相关|所属|下属|直属|基层|公立|民营|社会办|医疗|本单位|我|系统|行业|定点|[一二三]级|样板|示范"
)
# 两家医院, 3所卫生院, 部分医院 count houses and name none.
_A_COUNT = re.compile(
    r"(?:[一二两三四五六七八九十百几数多0-9]+|若干|这|那|余下的?)[家所个]|部分|其他|其它|其余|另外|多数|少数"
)
_HOUSE = r"(?P<who>[\u4e00-\u9fff]{2,16}?(?:[院站所校园馆局会司队团学委办]|中心|教学点|政府|公司))"
_BEHIND = rf"(?!关于|印发|文件)(?=$|的?(?:{OF_IT}|[报填呈交转]|上报|[_+，,、—–-]))"
# 代王家镇卫生院报, 转发改局报送的; 现代医院 and 代县 are names.
_FOR = re.compile(
    rf"(?:(?<![现当时交古近世年历朝后前])代(?!县)[为替]?|替|帮|转(?:发来?|报|送|交|来)?)[:：]?{_HOUSE}{_BEHIND}"
)
_WITH = re.compile(rf"[、和及与暨+&]{_HOUSE}{_BEHIND}")
_BEFORE = re.compile(rf"(?:^|(?<=[_\s—–(（-])){_HOUSE}[、和及与暨+&]$")
_PART = re.compile(r"(?:[科室股处部办]|党[委支总]|工会|团委|本[院校部])$")  # 人民医院和党委 is one house


@dataclass(frozen=True)
class Strangers:
    """Whom the words of a title or a file's name mean beside the units of a roster."""

    names: Names

    @cached_property
    def _begins(self) -> re.Pattern[str]:
        """A title that begins with an institution of the roster's kinds: 王家镇卫生院2023年5月任务清单."""
        units = self.names.roster.units
        kinds = sorted({name[-2:] for unit in units for name in callings(unit) if _ENDS_LIKE.search(name)})
        return re.compile(rf"([\u4e00-\u9fff]{{2,12}}?(?:{'|'.join(kinds) or '(?!)'}))(?:$|{OF_IT})")

    def at_the_head(self, text: str) -> str:
        """The institution, none of the roster's nor the office, with whose name a title begins; or empty.

        基层医疗机构 and 全市公立医院 name a kind and nobody, 两家医院 a number of them.
        """
        said = fold(text)
        found = self._begins.match(said)
        if not found or self.names.spans(said) or _names_nobody(found[1]):
            return ""
        office = fold(self.names.office).startswith(found[1])
        return "" if office or addressed("", said[found.end(1) :][:1]) else found[1]

    def spoken_for(self, text: str) -> str:
        """Whom the name of a file says it is of beside a unit of the roster, or for whom it is sent; or empty."""
        said = fold(text)
        found = next((one["who"] for one in _FOR.finditer(said) if self._is_strange(one["who"])), "")
        if found:
            return found
        for start, end, units in self.names.spans(said) if not _FOR.search(said) else ():
            for beside in (_WITH.match(said, end), _BEFORE.search(said[:start])) if units else ():
                if beside and self._is_strange(beside["who"]) and not _PART.search(beside["who"]):
                    return beside["who"]
        return ""

    def _is_strange(self, who: str) -> bool:
        """Is a name nobody's in the roster, and not that of the office or of one of its kind above it?"""
        if self.names.spans(who) or _names_nobody(who):
            return False
        rest = iter(fold(self.names.office))
        return not all(char in rest for char in re.sub(r"^.{0,6}?[省市旗县区州盟]", "", who))


def _names_nobody(who: str) -> bool:
    """Does a text that ends like a house's name say only of what kind houses are, or how many?"""
    return bool(_A_KIND.search(who) or _A_COUNT.match(who))
