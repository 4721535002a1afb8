"""A page of plain text: wrapped to a width, coloured if asked, complete without colour."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

_CODES = {"bold": "1", "dim": "2", "green": "32", "red": "31", "yellow": "33", "cyan": "36"}

#: Narrower than this nothing is wrapped further: words would be cut.
_NARROWEST = 24


@dataclass(slots=True)
class Page:
    """Lines as they will be shown."""

    width: int = 80
    colour: bool = False
    lines: list[str] = field(default_factory=list)

    def paint(self, text: str, style: str) -> str:
        """Give the text in a style, or as it is where there is no colour."""
        if not self.colour or not style:
            return text
        codes = ";".join(_CODES[one] for one in style.split())
        return f"\x1b[{codes}m{text}\x1b[0m"

    def say(
        self, text: str, *, indent: int = 0, mark: str = "", style: str = "", mark_style: str = ""
    ) -> None:
        """Add a paragraph; ``mark`` stands before its first line and the rest is aligned with it."""
        lead = " " * indent + (mark + " " if mark else "")
        room = max(self.width, _NARROWEST)
        wrapped = textwrap.wrap(
            clean(text),
            width=room,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [lead.rstrip()]
        for number, line in enumerate(wrapped):
            inner = line[len(lead) :]
            head = " " * indent + self.paint(mark, mark_style) + " " * bool(mark)
            self.lines.append((head if number == 0 else " " * len(lead)) + self.paint(inner, style))

    def heading(self, text: str) -> None:
        """Add a heading with a blank line before it."""
        self.gap()
        self.say(text, style="bold")

    def gap(self) -> None:
        """Add a blank line, unless there is one."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def text(self) -> str:
        """Give the page."""
        return "\n".join(self.lines).rstrip() + "\n"


_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def clean(text: str) -> str:
    """Give the text without the control characters that a file could smuggle into a terminal."""
    if text.isprintable():
        return text  # as nearly all is
    return re.sub(_CONTROL, "\N{REPLACEMENT CHARACTER}", text)


def table(rows: Sequence[tuple[str, ...]], width: int) -> list[str]:
    """Give rows as aligned columns; the last column is wrapped to what is left of the width."""
    if not rows:
        return []
    rows = [tuple(map(clean, row)) for row in rows]
    columns = len(rows[0])
    sizes = [max(len(row[n]) for row in rows) for n in range(columns - 1)]
    lead = sum(sizes) + 2 * (columns - 1)
    room = width - lead
    lines: list[str] = []
    for row in rows:
        head = "  ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=False))
        if room < _NARROWEST:
            lines.append("  ".join(cell for cell in row[:-1] if cell))
            lines += textwrap.wrap(
                row[-1], max(width - 4, _NARROWEST), initial_indent="    ", subsequent_indent="    "
            )
            continue
        wrapped = textwrap.wrap(row[-1], room, break_on_hyphens=False) or [""]
        lines.append((head + "  " + wrapped[0]).rstrip())
        lines += [" " * lead + more for more in wrapped[1:]]
    return lines
