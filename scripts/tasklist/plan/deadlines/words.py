"""The words of a 完成时限 phrase: the text becomes a row of tokens, and every character lands in one.

Right after a date its marks come first (6月底前 + 提交, never 前提).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tasklist.plan.deadlines.lexicon import DATE_KINDS, DATES, FIRST, LATER, MARKS, WEEK, WEEKDAYS
from tasklist.text.normalize import fold, number


class Token(NamedTuple):
    """One word: its kind, the text it was read from, and its numbers."""

    kind: str
    text: str
    value: tuple[int, ...] = ()


END = Token("end", "")


@dataclass
class TokenRow:
    """The tokens of one phrase, read from left to right."""

    tokens: tuple[Token, ...]
    at: int = 0

    def peek(self, ahead: int = 0) -> Token:
        """The token `ahead` of the next one (negative: behind it), or END."""
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else END

    def take(self) -> Token:
        """The next token, which is then behind."""
        token = self.peek()
        self.at += 1
        return token

    def skip_of(self) -> None:
        """Pass over 的."""
        if self.peek().text == "的":
            self.take()

    def around(self, begin: int | None = None) -> str:
        """The last token with a few words before it (or all from `begin`), as a person would quote what is not read."""
        return "".join(token.text for token in self.tokens[max(0, self.at - 4 if begin is None else begin) : self.at])


def _compile(*tables: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for table in tables for kind, pattern in table)


_ANYWHERE = _compile(FIRST, DATES, LATER)
_AFTER_DATE = _compile(MARKS, FIRST, DATES, LATER)
_MARKABLE = DATE_KINDS | {"every", "time", "nth_month", "weekday"}
_CIRCLED = re.compile(r"[\u2460-\u249b]")
_QUOTES = re.compile(r"[“”‘’\"'「」『』〝〞`]")
_TITLE = re.compile(r"《[^》]*》?")
_ASIDE = re.compile(rf"\((?:(?P<day>{WEEK}[一二三四五六日天])|含.{{0,3}})\)")
_HAN = "[\u4e00-\u9fff]"
# What brackets behind a day call it: 9月10日（教师节）前, 8月31日前（开学前）.
_CALLED = re.compile(
    rf"(?P<day>\d[日号](?P<by>前)?)\((?!{_HAN}{{0,8}}(?:工作|休息|节假|提前|次日|当日|顺延|每|隔|含|遇|不|或|原|改|延|除))"
    rf"(?:{_HAN}{{1,10}}[节日]前?|(?(by){_HAN}{{2,10}}前|(?!)))\)"
)
_WEEKDAY = re.compile(
    rf"[本这下](?P<weekday>{WEEK}[一二三四五六日天])\((?P<day>\d{{1,2}}月\d{{1,2}}[日号])\)"
)  # its day is given
# A season whose days stand in brackets behind it: 春季（3月—5月）, 汛期（6月1日至9月30日）.
_SEASON = re.compile(
    rf"(?:^|(?<=[,;。、(]))(?:{_HAN}{{0,6}}?(?:汛|[春夏秋冬]季|[暑寒]假|暑期|雨季|旱季|学期|[防采供]{_HAN}期|春运|节)(?:期间?|间)?)"
    r"(?=\((?:20\d\d年)?\d{1,2}月[\d年月日号底初上中下旬至到、\-—~次]{0,24}\))"
)
_THAT_DAY = re.compile(rf"(?P<day>\d[日号]){_HAN}{{2,8}}[节日]当[天日]")  # 12月4日国家宪法日当天
# What is told beside a day and holds none of ours: whom to call, an address, a document's number, the day as it was.
_BESIDE = re.compile(
    rf"\([^()]*(?:联系人|联系电话|电话|邮箱|传真)[^()]*\)|[A-Za-z0-9_.+-]{{1,40}}@[A-Za-z0-9_.-]{{1,40}}|{_HAN}{{1,8}}[〔\[(]20\d\d[〕\])]第?\d{{1,4}}号"
    r"|(?<=[日号底末前内成])\(原(?:定|计划|为|时限|定时限)[^()现改调延]*\)"
)
_NUMBERED = re.compile(r"(?<![\d.、月第])\(?(?P<n>\d{1,2}|[一二三四五六七八九十])[、.)]")
_NUMBER = re.compile(r"(?:(?<=^)|(?<=[;,。]))\(?\d{1,2}[.)](?=\d{1,2}月|20\d\d年|每)")


def clean(text: str) -> str:
    """`text` folded, quotes and item numbers dropped, 《titles》 turned into words that hold no date."""
    folded = _without_numbering(fold(_CIRCLED.sub("；", text)))
    folded = _TITLE.sub("某", _QUOTES.sub("", folded)).replace("【", "(").replace("】", ")").replace("元月", "1月")
    folded = _WEEKDAY.sub(r"\g<day>(\g<weekday>)", _BESIDE.sub(lambda told: "某" * (told[0][0] != "("), folded))
    folded = _ASIDE.sub(lambda aside: aside["day"] or "", folded)
    folded = _SEASON.sub("", _CALLED.sub(lambda called: called["day"], _THAT_DAY.sub(r"\g<day>", folded)))
    return _NUMBER.sub("", folded).strip(",;。、")


def _without_numbering(text: str) -> str:
    """Drop 1、 2、 or 一、 二、 before the items of a list: numbers that run on, each with words after it."""
    found: list[re.Match[str]] = []
    for match in _NUMBERED.finditer(text):
        begins = match.start() == 0 if not found else match.start() - found[-1].end() > 1
        if begins and number(match["n"]) == len(found) + 1:
            found.append(match)
    for match in reversed(found if len(found) > 1 else ()):
        text = f"{text[: match.start()]};{text[match.end() :]}"
    return text


def tokens(text: str) -> tuple[Token, ...]:
    """Every character of `text` (as `clean` left it) in tokens, bare numbers of lists given their unit (3、4月)."""
    return _with_shared_days(_with_units(list(_scan(text))))


def _scan(text: str) -> Iterator[Token]:
    place, after_date = 0, False
    while place < len(text):
        for kind, pattern in _AFTER_DATE if after_date else _ANYWHERE:
            match = pattern.match(text, place)
            if match and match.end() > place:
                token = _token(kind, match)
                yield token
                place, after_date = match.end(), token.kind in _MARKABLE
                break
        else:
            yield Token("danger", text[place])
            place, after_date = place + 1, False


def _token(kind: str, match: re.Match[str]) -> Token:
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    value = _VALUES[kind](found) if kind in _VALUES else ()
    known = tuple(each for each in value if each is not None)
    return Token(kind if len(known) == len(value) else "danger", match.group(), known)


def _numbers(found: dict[str, str]) -> tuple[int | None, ...]:
    return tuple(number(found[name]) for name in "ymdn" if name in found)


def _full(found: dict[str, str]) -> tuple[int | None, ...]:
    """A date whose day runs into the hour (2023-06-3000:00:00) counts only when it splits in one way."""
    year, month, clock = found["y"], found["m"], found.get("clock", "")
    if not clock:
        return _numbers(found)
    before, mark, _ = clock.partition("T")
    if mark or len(clock) == 2:
        day = before if mark else clock[0]
    elif len(clock) == 4 or (len(clock) == 3 and len(month) == 2 and month < "10"):
        day = clock[:2]
    else:
        return (None,)
    return number(year), number(month), number(day)


def _year(found: dict[str, str]) -> tuple[int | None, ...]:
    year = number(found["y"])
    return (year + 2000 if year is not None and year < 100 else year,)


def _every(found: dict[str, str]) -> tuple[int, ...]:
    """(months, weekday, closed): months 0 is a week; `closed`: counted from the end of the span."""
    months = {"周": 0, "月": 1, "季": 3, "季度": 3, "半年": 6, "年": 12, "年度": 12}[
        found.get("u") or found.get("v") or "周"
    ]
    return months, WEEKDAYS.get(found.get("wd", ""), 0), int("closed" in found)


_VALUES: dict[str, Callable[[dict[str, str]], tuple[int | None, ...]]] = {
    "full": _full,
    "above": lambda found: (1,) if "ask" in found else (),
    "every": _every,
    "year": _year,
    "plan": lambda found: (2005 + 5 * (number(found["n"]) or 0),),
    "months": lambda found: (6,) if "half" in found else _numbers(found),
    "nth_month": lambda found: (3,) if "last" in found else (1,) if "n" in found else _numbers(found),
    "half": lambda found: (1 if found["n"] == "上" else 2,),
    "quarter": lambda found: (1,) if "first" in found else _numbers(found),
    "rel_quarter": lambda found: (int(found["rel"] == "下"),),
    "rel_year": lambda found: ({"明": 1, "来": 1, "后": 2}.get(found["rel"], 0),),
    "rel_month": lambda found: (int(found["rel"] == "下"),),
    "rel_week": lambda found: (int(found["rel"] == "下"), WEEKDAYS.get(found.get("wd", ""), 0)),
    "weekday": lambda found: (WEEKDAYS[found["wd"]],),
    "third": lambda found: (
        ({"上": 10, "上中": 20, "中上": 20, "中": 20}.get(found["t"], 31),)
        if "t" in found
        else (15 if found["h"] == "上" else 31,)
    ),
} | dict.fromkeys(
    ("ym", "md", "month", "day", "num", "time", "workdays", "quarters", "weeks", "days", "years"), _numbers
)


def _with_units(row: list[Token]) -> tuple[Token, ...]:
    """A bare number before 、 or — takes the unit of the number after it: 3、4月, 2023—2025年, 15—20日."""
    for place in range(len(row) - 3, -1, -1):
        token, link, other = row[place : place + 3]
        if (
            token.kind != "num"
            or link.kind not in ("list", "to")
            or other.kind not in ("year", "quarter", "month", "day")
        ):
            continue
        behind = [each.kind for each in row[place + 3 : place + 5] if each.text != "的"]
        shared = row[place + 3 : place + 4] and row[place + 3].text == "的"
        finer = behind[:1] in (["day"], ["third"]) and other.kind == "month" and not shared
        if not (finer and link.kind == "list"):
            row[place] = Token(other.kind, token.text, token.value)
    return tuple(row)


_YEARS = ("year", "next_year", "rel_year")
_DAYS = ("day", "third")


def _with_shared_days(row: tuple[Token, ...]) -> tuple[Token, ...]:
    """分别为4月、7月及次年1月5日前, 4月、7月的10日前: the day behind the last month of such a list is that of each."""
    for place, token in enumerate(row):
        told = token.text == "分别"
        if told or (token.kind == "month" and (place == 0 or row[place - 1].kind != "list")):
            months, day = _listed_months(row, place + told)
            if months and (told or row[day - 1].text == "的"):
                return tuple(
                    each for at, word in enumerate(row) for each in ((word, row[day]) if at in months else (word,))
                )
    return row


def _listed_months(row: tuple[Token, ...], start: int) -> tuple[set[int], int]:
    """The places of the months without a day in the list that begins at `start`, and of the day behind its last one."""
    months: list[int] = []
    for at in range(start, len(row)):
        kind = row[at].kind
        if kind == "month" and at - 1 not in months:
            months.append(at)
        elif kind in _DAYS and len(months) > 1 and at - months[-1] <= 2:
            return set(months[:-1]), at
        elif kind not in (*_YEARS, "list", "prep") and row[at].text != "的":
            break
    return set(), 0
