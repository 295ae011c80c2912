"""Where a word stands: the file, the sheet, the cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a word stands: file!sheet!cell. A member of an archive has the archive as its `outer` file."""

    file: str
    sheet: str = ""
    cell: str = ""
    outer: str = ""

    @property
    def disk(self) -> str:
        """The file on disk: itself, or the archive it is a member of."""
        return self.outer or self.file

    @property
    def named(self) -> str:
        """The place with its file called by its name alone, without the folders."""
        return str(self)[self.disk.rfind("/") + 1 :]

    def __str__(self) -> str:
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)
