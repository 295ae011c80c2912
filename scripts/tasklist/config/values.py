"""How a value of config.yaml may be written: days, times, addresses, rhythms, roles.

Each takes what stands in the file. A ValueError is the Chinese sentence the clerk reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from tasklist.model.layout import AnswerKind, Role
from tasklist.tables import small_tables
from tasklist.text import addresses, task_numbers
from tasklist.text.normalize import fold

_RANGE = re.compile(r"(\d{1,3})(?:[-—–~]{1,2}|至|到)(\d{1,3})")
_NO_OTHERS: Mapping[str, str] = {}


def day(text: object) -> date:
    """The day a text writes. Raises ValueError."""
    found = small_tables.day(text) if isinstance(text, str) else None
    if not found:
        raise ValueError(f"“{text}”不是日期，请写成 2023-04-04 的样子" if isinstance(text, str) else "应写一个日期")
    return found


def mail_address(text: str) -> str:
    """A mail address as it is used, or empty. Raises ValueError."""
    found = addresses.address(text)
    if text and not found:
        raise ValueError(f"“{text}”不是邮箱地址")
    return found or ""


def zone(text: str) -> str:
    """The name of a time zone. Raises ValueError."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"“{text}”不是时区名，中国大陆请写 Asia/Shanghai") from error
    return text


def variable(text: str) -> str:
    """The name of an environment variable, or empty. Raises ValueError."""
    if not re.fullmatch(r"(?:[A-Za-z_][A-Za-z0-9_]*)?", text):
        raise ValueError("这里只写环境变量的名字（字母、数字、下划线），不要写密码本身")
    return text


def time_of_day(text: str) -> str:
    """A time of day as HH:MM. Raises ValueError."""
    match = re.fullmatch(r"(\d{1,2})[:：](\d{2})", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"“{text}”不是时刻，请写成 17:30 的样子")
    return f"{int(match[1]):02}:{match[2]}"


def phrase(value: object) -> object:
    """One phrase as a list of one."""
    return (value,) if isinstance(value, str) else value


def listed(value: object) -> object:
    """A text with several values, split."""
    return small_tables.several(value) if isinstance(value, str) else value


def numbers(value: object) -> object:
    """A text with several numbers, split, and its ranges written out: 1、3-5 is 1, 3, 4, 5."""
    if not isinstance(value, str):
        return value
    found: list[int | str] = []
    for part in small_tables.several(value):
        ends = _RANGE.fullmatch(fold(part))
        found += (ends and task_numbers.between(ends[1], ends[2])) or [part]
    return tuple(dict.fromkeys(found))


def rhythm(text: str) -> str:
    """How often something is done, or empty. Raises ValueError."""
    if not re.fullmatch(r"(?:day|week:[1-7]|month:(?:end|[1-9]|[12]\d|3[01]))?", text):
        raise ValueError(f"“{text}”读不懂，请写 day、week:1（周一）至 week:7、month:25 或 month:end")
    return text


def columns(value: object) -> object:
    """`{是否销号: choice}` and `{是否销号: {role: answer, …}}` as a list of items."""
    if not isinstance(value, dict):
        return value
    return [{"heading": name, **(said if isinstance(said, dict) else {"role": said})} for name, said in value.items()]


def named(
    *kinds: type[Role] | type[AnswerKind], only: tuple[Role, ...] = (), others: Mapping[str, str] = _NO_OTHERS
) -> Callable[[object], str]:
    """A validator that takes a role or kind by its English name or its Chinese label; `others`: name → label."""
    known = {each.value: each.label for kind in kinds for each in kind if not only or each in only} | dict(others)

    def found(text: object) -> str:
        for name, label in known.items():
            if text in (name, label):
                return name
        offered = "、".join(f"{name}（{label}）" for name, label in known.items())
        raise ValueError(f"“{text}”读不懂，可以写 {offered}")

    return found
