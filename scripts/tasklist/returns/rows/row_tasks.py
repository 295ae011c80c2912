"""Which task each row of a table is: by its mark, text and number, the row above it, and what the other rows prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasklist.returns.rows import numbers_alone
from tasklist.returns.rows.numbers_alone import RENUMBERED
from tasklist.returns.rows.samples import calls_itself_sample, is_sample, is_sample_row
from tasklist.returns.rows.task_matching import How, Match, Matcher, recognises, several
from tasklist.returns.rows.unheaded import unheaded
from tasklist.tables import marks
from tasklist.tables.find import Table, TableRow
from tasklist.tables.template_text import Furniture
from tasklist.text.normalize import bare
from tasklist.text.unfinished import goes_on

SAMPLE = "填写样例，不算填报"
_NO_TWIN = Match(None, How.ASK, "几项任务文字相同，这一行的其他栏又对不上")
_UNDER = Match(None, How.ASK, "写在表的末行下面，不像是接着上一行没写完的话，不知道算哪一项")
_OTHERS = Match(None, How.ASK, "与清单里的任务只是相像，同一张表里的别的行都不是清单上的，像是另一份清单的")


def tasks_of_rows(
    table: Table, matcher: Matcher, duties: Sequence[int] | None, furniture: Furniture, beside: Sequence[int]
) -> list[tuple[TableRow, Match]]:
    """Every row of a table with its task, or why it has none. The arguments are those of `placing.place`."""
    rows = _match(table, matcher)
    if not table.numbers_hold:
        held = table.numbers_hold is None and not _misnumbered(table, matcher)
        rows = numbers_alone.settled(rows, duties if held else (), matcher, beside)
    rows = _settle_likeness(rows, table, matcher)
    rows = _settle_own(rows, duties, matcher)
    return _settle_doubles(rows, furniture, matcher)


def _match(table: Table, matcher: Matcher) -> list[tuple[TableRow, Match]]:
    """Which task each row is. Numbers that other rows prove to be the unit's own break no tie and name no task."""
    found = _matched(table, matcher, numbered=True)
    return _matched(table, matcher, numbered=False) if not table.numbers_hold and _foreign(found, matcher) else found


def _matched(table: Table, matcher: Matcher, *, numbered: bool) -> list[tuple[TableRow, Match]]:
    found: list[tuple[TableRow, Match]] = []
    chapters = _chapters(table, matcher)
    for row in table.rows:
        marked = _marked(table, row, matcher)
        seq, detail = row.text("seq"), _identity(table, row, matcher)
        if is_sample_row(table, row) or _is_sample_copy(row, table):
            found.append((row, Match(None, How.ASK, SAMPLE)))
        elif row.doubt:
            found.append((row, _doubtful(row, matcher)))
        elif found and _goes_on(row, found[-1][0]) and (row.cells.get("detail") or len(matcher.sharing(seq)) < 2):
            found.append((row, replace(found[-1][1], how=How.CONTINUED) if found[-1][1].task else found[-1][1]))
        elif len(row.cells.get("seq", ())) > 1:
            found.append((row, Match(None, How.ASK, "一行里有几个序号")))
        elif not bare(detail) and not matcher.is_number(seq) and marked is None:
            found.append((row, _continuation(table, row, found, matcher)))
        elif not numbered and not bare(detail) and marked is None:
            found.append((row, RENUMBERED))
        else:
            match = matcher.match(seq if numbered else "", detail, marked)
            if match.how is How.OWN and several(seq):
                match = Match(None, How.ASK, f"序号写的是“{seq}”，像是几项任务合填在一行，或是单位自己的编号")
            found.append((row, _told_apart(row, chapters.get(row.number, ""), match, matcher)))
    return found


def _chapters(table: Table, matcher: Matcher) -> dict[int, str]:
    """Row → the chapter it stands under: the last row above that holds nothing but a 重点任务 of the list."""
    lines: dict[int, set[str]] = {}
    for (number, _), text in table.sheet.grid.cells.items():
        lines.setdefault(number, set()).add(text)
    found: dict[int, str] = {}
    chapter = ""
    for number in sorted(lines):
        if number > table.top and len(lines[number]) == 1 and matcher.is_theme(text := next(iter(lines[number]))):
            chapter = text
        found[number] = chapter
    return found


def _told_apart(row: TableRow, chapter: str, match: Match, matcher: Matcher) -> Match:
    """Of tasks with one text the one that all other official columns of the row, and its chapter, say.

    The number alone tells them not apart where these say another: it may be the unit's own.
    """
    twins = matcher.twins(match)
    told = {role: row.text(role) for role in matcher.task_list.layout.official if role not in ("seq", "detail")}
    told = {role: text for role, text in told.items() if bare(text)}
    if chapter:
        told.setdefault("theme", chapter)
    tasks = [task for seq in twins if (task := matcher.task_list.find(seq))]
    exact = [task for task in tasks if all(bare(text) == bare(task.says(role)) for role, text in told.items())]
    fit = exact or [task for task in tasks if all(recognises(task, role, text) for role, text in told.items())]
    if not told or len(fit) == len(tasks):
        return match
    if len(fit) == 1:
        return Match(fit[0].seq, How.EXACT)
    return match if match.task in [task.seq for task in fit] else replace(_NO_TWIN, rivals=twins)


def _is_sample_copy(row: TableRow, table: Table) -> bool:
    """Is this a task's row once more, its progress a sample of what to write (（例）走访…), beside its own row?"""
    if not calls_itself_sample(row.text("progress")):
        return False
    said = [(each.text("seq"), bare(each.text("detail"))) for each in table.rows]
    return said.count((row.text("seq"), bare(row.text("detail")))) > 1


def _foreign(rows: Sequence[tuple[TableRow, Match]], matcher: Matcher) -> bool:
    """Do the rows that are known by their text prove the numbers to be the unit's own: shifted, or begun anew?"""
    texts: dict[int, set[str]] = {}
    alone: dict[int, int] = {}  # the last row of each number that stands without a text
    for row, match in rows:
        number = matcher.number(row.text("seq"))
        if number is None or match.how is How.CONTINUED:
            continue
        if match.how in (How.EXACT, How.ALIKE) and match.task != number:
            return True
        if bare(row.text("detail")):
            texts.setdefault(number, set()).add(bare(row.text("detail")))
        elif match.how is How.NUMBER:
            if row.number - alone.get(number, row.number) > 1:  # the numbers began anew
                return True
            alone[number] = row.number
    return any(len(said) > 1 for said in texts.values())


def _misnumbered(table: Table, matcher: Matcher) -> bool:
    """Does a row say another number than its mark? Then a row without a mark may be of another task than its number."""
    told = ((matcher.number(row.text("seq")), _marked(table, row, matcher)) for row in table.rows)
    return any(number != mark for number, mark in told if number and mark)


def _marked(table: Table, row: TableRow, matcher: Matcher) -> int | None:
    """The task number in the row's own mark, when it was made from the list in force."""
    for column in table.sheet.columns(row.number):
        token = marks.mark_in(table.sheet.grid.cells.get((row.number, column), ""))
        if token and token.task and token.list_digest == matcher.task_list.digest:
            return token.task
    return None


def _doubtful(row: TableRow, matcher: Matcher) -> Match:
    """A row that may stand in wrong columns asks, whatever it says; a task's text in it tells which it may be."""
    named = (matcher.match("", text).task for text in row.texts.values() if matcher.is_task(text))
    return Match(None, How.ASK, row.doubt, tuple(dict.fromkeys(task for task in named if task)))


def _identity(table: Table, row: TableRow, matcher: Matcher) -> str:
    """The task's text in a row; where no column is headed so, an official text under another heading or none."""
    if "detail" in table.columns:
        return row.text("detail")
    cells = (table.sheet.grid.cells.get((row.number, column), "") for column in table.sheet.columns(row.number))
    official = next((text for text in cells if matcher.is_task(text)), "")
    theme = row.text("theme")
    several = sum(bare(each.text("theme")) == bare(theme) for each in table.rows) > 1  # what they are all called
    return official or ("" if several or matcher.is_theme(theme) else theme)


def _goes_on(row: TableRow, above: TableRow) -> bool:
    """Is this the row above once more, its number and text merged down over both?"""
    same = [row.cells.get(role, ()) == above.cells.get(role, ()) for role in ("seq", "detail")]
    return all(same) and bool(row.cells.get("seq") or row.cells.get("detail"))


def _continuation(table: Table, row: TableRow, above: Sequence[tuple[TableRow, Match]], matcher: Matcher) -> Match:
    """A row without number and text that holds an answer goes on where the row right above it stopped.

    Not so a lone text in the table's first column: that is a line under the table.
    """
    layout = matcher.task_list.layout
    said = [row.text(role) for role in layout.answers if row.cells.get(role)]
    says = bool(said) and not any(map(matcher.is_theme, said)) and not _below(table, row)
    before, match = above[-1] if above else (row, Match(None, How.ASK))
    shared = {cell for cells in before.cells.values() for cell in cells}  # merged down over both
    own = (cell for role in layout.official for cell in row.cells.get(role, ()) if cell not in shared)
    new = any(bare(row.texts[cell]) for cell in own)  # who leads, until when: what stands in a row of its own
    new |= bare(row.text("unit")) not in bare(before.text("unit"))
    new |= any(not marks.mark_in(table.sheet.grid.cells[cell]) for cell in unheaded(table, row))
    if says and not new and before.number == row.number - 1 and match.task is not None:
        told, more = before.text("progress"), row.text("progress")
        if more and _last(table, row) and not goes_on(told, more):
            return _UNDER
        return Match(match.task, How.CONTINUED)
    return Match(None, How.ASK, "没有序号，也没有任务文字")


def _last(table: Table, row: TableRow) -> bool:
    """Does no row of a task come behind it?"""
    return not any(
        bare(each.text("seq") + each.text("detail")) and not marks.own_text(each.text("seq"))
        for each in table.rows
        if each.number > row.number
    )


def _below(table: Table, row: TableRow) -> bool:
    """Is this a line under the table, or above its next headings: a lone text in its first column, and right behind it
    no row but such lines and the form's own?
    """
    first = min(min(columns) for columns in table.columns.values())
    lone = {each.number: {cell[1] for cell in each.texts} == {first} for each in table.rows}
    lone |= {each.number: True for each in table.rows if all(map(marks.own_text, each.texts.values()))}
    number = row.number
    while lone.get(number):
        number += 1
    return number > row.number and number not in lone


def _settle_likeness(
    rows: list[tuple[TableRow, Match]], table: Table, matcher: Matcher
) -> list[tuple[TableRow, Match]]:
    """Likeness to a task proves nothing in a table most of whose texts are no task's, where no row is by mark or word
    for word one.
    """
    hows = [match.how for _, match in rows]
    if How.EXACT in hows or How.OWN not in hows or hows.count(How.ALIKE) > hows.count(How.OWN):
        return rows
    if any(_marked(table, row, matcher) or matcher.holds(row.text("detail"), match.task) for row, match in rows):
        return rows
    return [
        (row, replace(_OTHERS, rivals=(match.task,)) if match.how is How.ALIKE and match.task else match)
        for row, match in rows
    ]


def _settle_own(
    rows: list[tuple[TableRow, Match]], duties: Sequence[int] | None, matcher: Matcher
) -> list[tuple[TableRow, Match]]:
    """A text like no task's, in a row that by mark or number is that of one, is the unit's own task only where
    another row is that task's; else it may as well be the answer, typed over the task's text.
    """
    held = {match.task for _, match in rows}

    def settled(match: Match) -> Match:
        if match.how is not How.OWN:
            return match
        over = [task for task in match.rivals if task not in held and task in (duties or ())]
        if not over:
            return replace(match, rivals=())
        named = matcher.task_list.name(over[0])
        why = f"{named}那一行的任务文字换成了别的话，可能是填报写错了栏，也可能是单位自加的工作"
        return Match(None, How.OVER, why, tuple(over))

    return [(row, settled(match)) for row, match in rows]


def _settle_doubles(
    rows: list[tuple[TableRow, Match]], furniture: Furniture, matcher: Matcher
) -> list[tuple[TableRow, Match]]:
    """Two rows of one table for one task: the exact one stands before an edited one; else both ask.

    Rows that say the same, or of which only one says anything, are no quarrel; by their progress, where one says any.
    """
    claims: dict[int, list[tuple[TableRow, Match]]] = {}
    for row, match in rows:
        if match.task is not None and match.how is not How.CONTINUED:
            claims.setdefault(match.task, []).append((row, match))
    lost: dict[int, Match] = {}
    for task, all_claimants in claims.items():
        told = [each for each in all_claimants if _tells(each[0], furniture)]
        claimants = told or all_claimants
        roles = ("progress",) if told else matcher.task_list.layout.answers
        if not any(len({bare(row.text(role)) for row, _ in claimants} - {""}) > 1 for role in roles):
            continue
        exact = [row.number for row, match in claimants if match.how is How.EXACT]
        where = "、".join(f"第{row.number}行" for row, _ in claimants)
        doubt = Match(None, How.ASK, f"{matcher.task_list.name(task)}在本表里有几行不同的填报（{where}）", (task,))
        lost |= {row.number: doubt for row, _ in claimants if len(exact) != 1 or row.number not in exact}
    return [(row, lost.get(row.number, match)) for row, match in rows]


def _tells(row: TableRow, furniture: Furniture) -> bool:
    said = row.text("progress").strip()
    return bool(said) and not is_sample(said, furniture)
