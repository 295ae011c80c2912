"""Counted items (动态信息, 学习 …): which quota a row means and on which day it happened."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from tasklist.model import Quota
from tasklist.wording import bare, fold

_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)[年./-])?(?P<m>1[0-2]|0?[1-9])[月./-](?P<d>3[01]|[12]\d|0?[1-9])(?:日|号|(?!\d))"
    r"|(?<!\d)(?P<y8>20\d\d)(?P<m8>0[1-9]|1[0-2])(?P<d8>0[1-9]|[12]\d|3[01])(?!\d)"
)


def day_in(text: str, received: date) -> date | None:
    """The first civil day a text names, or None. A day without a year is the latest one not after `received`."""
    found = _DAY.search(fold(text))
    if not found:
        return None
    part = found.groupdict()
    year, month, day = part["y"] or part["y8"], part["m"] or part["m8"], part["d"] or part["d8"]
    try:
        if year:
            return date(int(year), int(month), int(day))
        this = date(received.year, int(month), int(day))
        return this if this <= received else this.replace(year=received.year - 1)
    except ValueError:
        return None


def undated(text: str) -> str:
    """`text` without the days it names."""
    return _DAY.sub("", fold(text))


# What people put behind a title when they send it again: a version, or what is enclosed. A number is none of these.
_ASIDE = (
    r"(?:附|见|含|配|有|另)?(?:照片|图片|图|附件|佐证(?:材料)?|签到表|链接)(?:另送|另附|见附件)?|补报?|重报|再报|已报|更正|补充|"
    r"(?:修改|修订|最终|定)?[终定]?[稿版]|副本"
)
_ASIDES = re.compile(rf"(?:[（(【\[](?:{_ASIDE})[）)】\]]|[-_—–\s]+(?:{_ASIDE}))\s*$")


def called(title: str) -> str:
    """What an item is called, bare: without the days it names and the asides behind it (（附照片）, -终稿)."""
    left = title.strip()
    while found := _ASIDES.search(left):
        left = left[: found.start()]
    return bare(undated(left)) or bare(title)


def quota_meant(said: str, owed: Sequence[Quota], known: Sequence[Quota] = ()) -> Quota | None:
    """The quota a row's 事项 means among those the unit owes: by name, by its words, or the only one.

    The full name of one it does not owe (`known`) means that one, and so none of its own.
    """
    word = bare(said)
    if not word:
        return owed[0] if len(owed) == 1 else None
    if any(bare(quota.name) == word for quota in known if quota not in owed):
        return None
    same = [quota for quota in owed if bare(quota.name) == word]
    near = [quota for quota in owed if word in bare(quota.name) or _plain(quota.name) in word]
    meant = same or near
    return meant[0] if len(meant) == 1 else None


def _plain(name: str) -> str:
    return bare(re.sub(r"[（(][^）)]*[）)]", "", name))


def incomplete(
    quota: Quota | None, title: str, day: date | None, said: str, received: date, *, placeholders: Collection[str]
) -> str:
    """Why a row of 频次填报 cannot be counted, or empty. What has not happened yet cannot be reported.

    `placeholders`: the bare titles that say nothing.
    """
    if quota is None:
        return f"“{said}”不是该单位应报的事项" if said.strip() else "没有写事项"
    if bare(title) in placeholders:
        return "没有标题或内容"
    if day is None:
        return "日期空白或看不懂"
    return "日期在收到之后" if day > received else ""
