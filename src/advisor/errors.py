"""What can be wrong with what people wrote, and how it is told.

One exception for the whole program, :class:`AdvisorError`, carries every problem of every file at
once, because an author mends a folder of files in one go and not one message at a time.
This module imports nothing of the project, so that every other module may raise it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

#: A line of a message is cut beyond this; only a mistake in a very long word makes one so long.
_LONGEST = 2000


class Place(NamedTuple):
    """A spot in a file; line and column count from 1, and 0 means "the file as a whole"."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give ``path:line:column``, as editors read it."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def at(self) -> str:
        """``path:line``, the form in which reasons cite a place."""
        return f"{self.path}:{self.line}" if self.line else self.path


class Problem(NamedTuple):
    """One mistake: where it is, what is wrong in plain words, and the way out if one is known."""

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Give the message on one line and the way out, indented, on the next."""
        lines = [f"{self.place}: {_one_line(self.message)}"]
        lines += [f"  {_one_line(line)}" for line in self.hint.splitlines()]
        return "\n".join(lines)


def _one_line(text: str) -> str:
    """Give a text without what would break a line or a terminal, cut where nobody would read on."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 4 :]}"


class AdvisorError(Exception):
    """The input cannot be used as it stands; ``problems`` says why, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, each once, sorted by place."""
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str], *, most: int = 12) -> str:
    """Give the way out for a word that is not known: the nearest ones, else what there is.

    Args:
        word: what was written.
        known: the words that would have been right.
        most: how many known words are listed when none is near; a longer list says how many more.
    """
    import difflib  # only when something is wrong

    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    if not near:
        lowered = {name.lower(): name for name in reversed(names)}
        near = [lowered[found] for found in difflib.get_close_matches(word.lower(), lowered, n=1)]
    if near:
        return "did you mean " + " or ".join(f"'{name}'" for name in near) + "?"
    if not names:
        return ""
    shown = ", ".join(names[:most])
    more = len(names) - most
    return f"known: {shown}" + (f", and {more} more" if more > 0 else "")
