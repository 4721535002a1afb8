"""The check of what was begun and not yet written."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check.finding import Finding
from advisor.check.subject import Subject
from advisor.errors import Place
from advisor.models.words import FILL_IN


def unfinished(subject: Subject) -> Iterator[Finding]:
    """A line that `advisor new` has left for the author to write.

    Why it matters: a story that is not there tests nothing that a person would ask, and terms that nobody has looked
    up are told as not known.

    How to mend it: write what the line asks for, or delete it. Of terms that the page is silent on nothing is said.

    Example:
        title: FILL IN (one line)
    """
    for path, lines in subject.lines.items():
        for number, line in enumerate(lines, 1):
            if FILL_IN in line:
                place = Place(path, number, line.index(FILL_IN) + 1)
                text = "this is still to be written by its author"
                yield Finding(place, "unfinished", text, "write it, or delete the line")
