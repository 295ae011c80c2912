"""上报稿 as a workbook and as a Word document."""
