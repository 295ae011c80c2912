"""The catalogue of damages: what units do to a form, as small functions over a correct return.

A damage takes a draft and a source of chance and gives the draft a unit might send instead. However it is damaged,
what its words mean travels with them (see `drafts`), so the truth is right by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from damages.answers import (
    cleared_answers,
    listed_answers,
    named_oneself,
    named_partners,
    offices_in_contacts,
    persons_in_answers,
    phones_as_figures,
    quoted_tasks,
    two_persons,
    two_telephones,
)
from damages.cells import merge_contacts, merge_equal, merge_progress, unmerge, unmerge_and_fill
from damages.columns import (
    blank_column,
    drop_a_column,
    drop_many_columns,
    drop_meta,
    drop_the_mark,
    drop_the_tasks,
    flat_theme,
    insert_column,
    month_columns,
    show_the_mark,
    shuffle_columns,
    split_contact,
    split_progress,
    swap_columns,
    unit_column,
)
from damages.contacts import (
    contact_in_first_row,
    contact_labels,
    contact_line,
    contact_lines_broken,
    label_under_task,
    percent_column,
    traditional_headings,
    unheaded_counts,
    unheaded_phones,
    words_like_headings,
    wrong_column,
)
from damages.drafts import Draft
from damages.habits import (
    apostrophes,
    blank_table_below,
    composite_numbers,
    contact_behind_answer,
    entities,
    half_width,
    invisible_signs,
    overwritten_deadline,
    same_numbers,
    sections_by_state,
    shifted_paste,
    status_column,
    two_abreast,
)
from damages.headings import (
    blank_heading,
    decorate_headings,
    detail_as_theme,
    lose_heading,
    number_the_columns,
    repeat_heading,
    reword_a_heading,
    reword_headings,
    split_heading,
    strange_heading,
    vague_headings,
)
from damages.layouts import cut_table, one_cell, sheet_per_task, tasks_across, torn_titles
from damages.neighbours import neighbours_block, neighbours_column, neighbours_columns, neighbours_rows
from damages.others import (
    addressed,
    foreign_label,
    last_years_form,
    sample_row,
    sample_sheet,
    second_list,
    two_units,
)
from damages.pastes import (
    block_twice,
    doubled_heading,
    exchanged_headings,
    merged_across,
    merged_remarks,
    older_block,
    pasted_right,
    some_pasted_left,
)
from damages.prints import (
    blocks_of_lines,
    contacts_on_a_sheet,
    crowned_heading,
    deadlines_as_days,
    heading_in_two_rows,
    merged_unit_column,
    notes_between,
    own_departments,
    page_titles,
    subtotals,
    table_beside,
    unit_over_answers,
)
from damages.rows import (
    blank_rows,
    continue_rows,
    copy_a_row,
    delete_rows,
    join_tasks,
    own_task,
    section_lines,
    section_rows,
    shift_marks,
    sort_rows,
    stretch_rows,
)
from damages.sheets import (
    copy_sheet,
    empty_copy,
    hide,
    last_months_sheet,
    move,
    notes_below,
    other_sheets,
    rename_file,
    rename_sheet,
    retype_unit,
    sign,
    split_sheets,
    title_lines,
    total_row,
    unit_beside,
)
from damages.texts import (
    abbreviate_tasks,
    answer_under_task,
    break_lines,
    mistype_tasks,
    number_the_tasks,
    renumber,
    restart_numbers,
    theme_into_task,
    write_numbers,
)


@dataclass(frozen=True)
class Damage:
    """One thing units do. `slight`: after it, and another slight one, every cell must still be right."""

    do: Callable[[Draft, Random], Draft]
    slight: bool = True

    @property
    def name(self) -> str:
        """The function's name is the damage's."""
        return self.do.__name__


DAMAGES = (
    *map(
        Damage,
        (
            reword_a_heading, reword_headings, decorate_headings, split_heading, number_the_columns, repeat_heading,
            swap_columns, shuffle_columns, flat_theme, insert_column, unit_column, blank_column, drop_a_column,
            drop_many_columns, drop_the_mark, show_the_mark, drop_meta, split_progress, split_contact,
            delete_rows, sort_rows, renumber, restart_numbers, write_numbers, mistype_tasks, number_the_tasks,
            theme_into_task, break_lines, section_rows, blank_rows, own_task, continue_rows, stretch_rows,
            unmerge, unmerge_and_fill, merge_equal, merge_contacts,
            title_lines, notes_below, sign, retype_unit, unit_beside, move, hide,
            other_sheets, copy_sheet, empty_copy, split_sheets, rename_sheet, rename_file,
        ),
    ),
    *map(Damage, (section_lines, shift_marks, total_row, last_months_sheet, month_columns)),
    *map(Damage, (detail_as_theme, blank_heading)),
    *map(
        Damage,
        (
            contact_in_first_row, contact_labels, contact_line, contact_lines_broken, percent_column,
            traditional_headings, unheaded_counts, unheaded_phones, words_like_headings, wrong_column, torn_titles,
            addressed, last_years_form, sample_row, sample_sheet, second_list, two_units,
        ),
    ),
    *map(
        Damage,
        (
            apostrophes, blank_table_below, composite_numbers, entities, half_width, invisible_signs,
            overwritten_deadline, same_numbers, sections_by_state, status_column,
        ),
    ),
    *(Damage(each, slight=False) for each in (contact_behind_answer, merge_progress, shifted_paste, two_abreast)),
    *(Damage(each, slight=False) for each in (cut_table, one_cell, sheet_per_task, tasks_across, label_under_task)),
    *map(
        Damage,
        (
            listed_answers, quoted_tasks, named_partners, named_oneself, persons_in_answers, two_persons,
            offices_in_contacts, phones_as_figures, two_telephones, cleared_answers,
            page_titles, subtotals, notes_between, crowned_heading, unit_over_answers, own_departments,
            deadlines_as_days, merged_unit_column, block_twice, doubled_heading, merged_across,
        ),
    ),
    *(Damage(each, slight=False) for each in (some_pasted_left, pasted_right, exchanged_headings, older_block)),
    *(Damage(each, slight=False) for each in (merged_remarks, heading_in_two_rows, table_beside, blocks_of_lines)),
    *(Damage(each, slight=False) for each in (neighbours_rows, neighbours_block, neighbours_column)),
    *(Damage(each, slight=False) for each in (neighbours_columns, contacts_on_a_sheet)),
    Damage(foreign_label, slight=False),
    Damage(vague_headings, slight=False),
    Damage(strange_heading, slight=False),
    Damage(lose_heading, slight=False),
    Damage(copy_a_row, slight=False),
    Damage(join_tasks, slight=False),
    Damage(answer_under_task, slight=False),
    Damage(abbreviate_tasks, slight=False),
    Damage(drop_the_tasks, slight=False),
)  # fmt: skip


def damaged(draft: Draft, damages: Iterable[Damage], seed: int) -> Draft:
    """The draft after these damages, one after the other; `seed` decides every chance in them."""
    chance = Random(seed)
    for each in damages:
        draft = each.do(draft, chance)
    return draft
