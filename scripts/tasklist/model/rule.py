"""Why, of two values of one cell, one stands and the other does not: what a rule is known by, and how it is said."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """The rule that decided between two versions; its value is its sentence, which no code looks at."""

    OFFICE = "汇总单位的更正为准"
    LATER = "后收到的为准"
    BLANK = "占位符不覆盖已有内容"
    AGAIN = "以前各段时间的栏里重抄的，以当时报的为准"
    OVER = "以后的表里改了以前的栏，没有核对前以当时报的为准"
    GIVEN = "表里带的联系人不覆盖单位自己填的"
    REPEAT = "同一件只计一次，以先收到的为准"
    REPLACED = "文件换成了新的一版，以新的为准，收到时间不变"
    OTHER = "文件换成了新的一版，以新的为准"
    MOVED = "单位后来把它写进了进展一栏"
    DECIDED = "经办人决定以它为准"
    NIL = "零报告不覆盖具体的填报"
    ADDED = "补在后面的话，后来的填报里没有写进去"
    AMENDS = "要改的字不在现在的填报里，没有改"
    NOT_THERE = "要移的那一项没有填报，没有移"
    WRITTEN = "后来的填报里已经写进去了"
    SAID = "同一批收到，发的人说以它为准"
    BY_MODIFIED = "同一批收到，以文件自身的修改时间为准"
    BY_TIME = "同一批收到，以文件时间为准"
    BY_NAME = "同一批收到，以文件名先后为准"


TIES = (Rule.SAID, Rule.BY_MODIFIED, Rule.BY_TIME, Rule.BY_NAME)  # what tells versions of one run apart
