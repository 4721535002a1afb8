"""What is known of questions, kept between runs: a line of signs to choose by, and a line for each one shown.

A run that shows one question decodes the signs of all and the rest of that one only. A file that is cut
short, foreign or of another version is as good as none.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from advisor.drill.difference import Shown, Table

#: Raised when what is kept changes its meaning.
_FORMAT = 5

#: How many files a cache folder keeps.
_KEEP = 8


class Sign(NamedTuple):
    """What is known of a scenario file without a look at what it says; enough to choose by."""

    id: str
    path: str
    mark: str
    """The hash of the file's name and content."""
    domain: str
    day: str
    choose: int
    decisions: tuple[str, ...]
    """What is to be decided; empty where the file does not say so and it is not proved yet."""
    services: tuple[str, ...]
    """The parts of all its options; empty where it has none and so is no question."""
    proved: bool = False
    """Whether the engine has been asked."""
    problems: tuple[str, ...] = ()
    """Why it must not be shown, once that is known."""


class Face(NamedTuple):
    """What is shown of a proved question, and held against an answer, without asking the engine again."""

    text: str
    """The story, with the question last."""
    texts: dict[str, str]
    """Letter -> what the option proposes."""
    keyed: str
    """The letters that are right."""
    table: Table
    """The differences that speak against each wrong option."""

    @property
    def shows(self) -> frozenset[str]:
        """The keys of all differences that it shows."""
        return frozenset(one.key for some in self.table.values() for one in some)


class Shelf(NamedTuple):
    """What was kept."""

    signs: dict[str, Sign]
    """Mark -> sign; those of files that are no questions too."""
    places: dict[str, tuple[int, int, int]]
    """Mark of a proved question -> where its face stands, and its check."""
    body: bytes

    def face(self, mark: str) -> Face | None:
        """Give the face kept under a mark; None where there is none, or it is not what was written."""
        start, end, check = self.places.get(mark, (0, 0, 0))
        line = self.body[start:end]
        return _face(json.loads(line)) if line and zlib.crc32(line) == check else None


def read(path: Path | None) -> Shelf:
    """Give what was kept in a file; nothing where it is not there or not whole."""
    try:
        data = path.read_bytes() if path else b""
        top, _, body = data.partition(b"\n")
        head = json.loads(top) if data else {}
        if (
            head.get("format") != _FORMAT
            or head["size"] != len(body)
            or head["check"] != _check(head["rows"])
        ):
            return Shelf({}, {}, b"")
        signs, places = {}, {}
        for id_, file, mark, domain, day, choose, decisions, services, proved, problems, place in head[
            "rows"
        ]:
            signs[mark] = Sign(
                id_,
                file,
                mark,
                domain,
                day,
                choose,
                tuple(decisions),
                tuple(services),
                proved,
                tuple(problems),
            )
            if place:
                places[mark] = tuple(place)
        return Shelf(signs, places, body)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Shelf({}, {}, b"")


def _check(rows: list[Any]) -> int:
    """Give the check of the signs: of their count and of what ties them to their files."""
    return zlib.crc32("".join(f"{row[2]}{row[10]}" for row in rows).encode())


def write(path: Path, signs: Mapping[str, Sign], faces: Mapping[str, Face], before: Shelf) -> None:
    """Keep what is known for the next run; a folder that cannot be written is no error.

    Args:
        path: the file.
        signs: by their marks.
        faces: those that were made in this run, by their marks.
        before: what was kept; faces that are still right are taken over as they stand.
    """
    import tempfile  # seldom: most runs find nothing new

    rows, body = [], bytearray()
    for mark, sign in signs.items():
        place: list[int] | None = None
        line = _line(mark, faces, before) if sign.proved and sign.services else b""
        if line:
            place = [len(body), len(body) + len(line), zlib.crc32(line)]
            body += line + b"\n"
        rows.append([*sign, place])
    head = {"format": _FORMAT, "size": len(body), "check": _check(rows), "rows": rows}
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode() + b"\n" + body)
        Path(name).replace(path)
        kept = sorted(path.parent.glob("questions-*"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_KEEP:]:
            old.unlink(missing_ok=True)


def _line(mark: str, faces: Mapping[str, Face], before: Shelf) -> bytes:
    if mark in faces:
        face = faces[mark]
        row = [face.text, list(face.texts.items()), face.keyed, list(face.table.items())]
        return json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode()
    start, end, _ = before.places.get(mark, (0, 0, 0))
    return before.body[start:end]


def _face(row: list[Any]) -> Face:
    text, texts, keyed, table = row
    told = {letter: tuple(Shown(*one) for one in some) for letter, some in table}
    return Face(text, dict(texts), keyed, told)
