"""A task list as an office might have made it: one of everything a person puts into a workbook."""

from __future__ import annotations

import io

import xlsxwriter

from formed import TASK_LIST
from made_workbooks import picture
from tasklist.config.task_list import HEADINGS


def template() -> bytes:
    """Rich text, notes, links, a picture, conditional formats, a list to choose from, a table and a chart."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet, more = book.add_worksheet("清单"), book.add_worksheet("须知")
    red = book.add_format({"font_color": "red", "bold": True, "font_strikeout": True, "underline": 1, "font_size": 14})
    blue = book.add_format({"font_color": "blue", "italic": True, "font_script": 1, "font_name": "黑体"})
    sheet.merge_range("A1:I1", "", red)
    sheet.write_rich_string("A1", "本委", red, "自制", blue, "任务清单", red)
    sheet.write_row("A2", HEADINGS, red)
    for row, task in enumerate(TASK_LIST.tasks, 2):
        sheet.write_row(row, 0, (task.seq, task.theme, task.detail, task.lead, task.responsible, task.deadline.text))
    sheet.write_comment("C2", "标题说明\n第二行", {"author": "办公室"})
    sheet.write_url("A12", "https://example.org/a?b=1&c=2", None, "通知全文")
    sheet.write_url("A13", "internal:'须知'!A1", None, "须知")
    sheet.write_url("A14", "external:/通知/附件.docx", None, "附件")
    sheet.insert_image("K2", "标志.png", {"image_data": io.BytesIO(picture())})
    sheet.conditional_format("G3:G8", {"type": "no_blanks", "format": blue})
    sheet.conditional_format("G3:G8", {"type": "3_color_scale"})
    sheet.data_validation("H3:H8", {"validate": "list", "source": ["联络员01", "联络员02"]})
    sheet.set_header("&C内部")
    sheet.autofilter("A2:I7")
    sheet.freeze_panes(2, 0)
    book.define_name("标题", "=清单!$A$1")
    more.add_table("C1:D4", {"columns": [{"header": "名称"}, {"header": "数量"}]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=须知!$D$2:$D$4"})
    more.insert_chart("F2", chart)
    book.close()
    return data.getvalue()
