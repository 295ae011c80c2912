"""Counted items (动态信息, 学习 …): which quota a row means and on which day it happened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from tasklist.model.plan import Quota
from tasklist.text.normalize import bare, without_brackets


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
    near = [quota for quota in owed if word in bare(quota.name) or without_brackets(quota.name) in word]
    meant = same or near
    return meant[0] if len(meant) == 1 else None


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
