"""A linked rule base kept between runs, by the content of the rule files.

JSON, one row a line, with the offset of each row in the index, so that a run decodes only the
services and decisions that it looks at. The name of the file is the hash of what was read; a file
that is cut short, foreign or of another version does not match its own check and is ignored, and a row
that does not match its own is made anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Generic, TypeVar

from advisor import __version__
from advisor.rulebase import rows

Kind = TypeVar("Kind")

#: Raised when the rows change their meaning.
FORMAT = 3

#: How many rule bases a cache folder keeps.
_KEEP = 8


class Spoilt(Exception):  # noqa: N818 - it says what the row is
    """A row that is not what was written; it never leaves this module."""


class Kept:
    """The bytes of a kept rule base, and where its rows stand; read only where they are looked at."""

    def __init__(
        self, path: Path, data: mmap, start: int, again: Callable[[], Mapping[str, Mapping[str, Any]]]
    ) -> None:
        """Keep the bytes; ``again`` makes all shelves anew from the rule files."""
        self._path = path
        self._data = data
        self._start = start
        self._again = again
        self._anew: Mapping[str, Mapping[str, Any]] | None = None

    def row(self, place: list[int]) -> Any:
        """Give a row.

        Raises:
            Spoilt: it is not what was written.
        """
        start, end, check = place
        line = self._data[self._start + start : self._start + end]
        if zlib.crc32(line) != check:
            raise Spoilt
        return json.loads(line)

    def anew(self, shelf: str) -> Mapping[str, Any]:
        """Give a shelf made anew, for when a row of it is spoilt; the next run keeps it again."""
        if self._anew is None:
            with contextlib.suppress(OSError):
                self._path.unlink()
            self._anew = self._again()
        return self._anew[shelf]


class Shelf(Mapping[str, Kind], Generic[Kind]):
    """A mapping whose values are decoded when they are first looked at."""

    def __init__(
        self, name: str, kept: Kept, index: dict[str, list[int]], decode: Callable[[Any], Kind]
    ) -> None:
        """Keep where each row stands."""
        self._name = name
        self._kept = kept
        self._index = index
        self._decode = decode
        self._seen: dict[str, Kind] = {}

    def __getitem__(self, key: str) -> Kind:
        """Decode the row, once."""
        found = self._seen.get(key)
        if found is None:
            place = self._index[key]
            try:
                found = self._decode(self._kept.row(place))
            except Spoilt:
                found = self._kept.anew(self._name)[key]
            self._seen[key] = found
        return found

    def __contains__(self, key: object) -> bool:
        """Tell without decoding."""
        return key in self._index

    def __iter__(self) -> Iterator[str]:
        """Give the ids in order."""
        return iter(self._index)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._index)


class Table(Mapping[str, Kind], Generic[Kind]):
    """A whole table as one row of a shelf, decoded when it is first looked at."""

    def __init__(self, shelf: Mapping[str, dict[str, Kind]], key: str) -> None:
        """Stand for the table of that name."""
        self._shelf = shelf
        self._key = key

    def __getitem__(self, key: str) -> Kind:
        """Give an entry."""
        return self._shelf[self._key][key]

    def __iter__(self) -> Iterator[str]:
        """Give the keys in order."""
        return iter(self._shelf[self._key])

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._shelf[self._key])


def folder() -> Path | None:
    """Give the user's cache folder for rule bases, or None where caching is switched off."""
    said = os.environ.get("ADVISOR_CACHE")
    if said is not None:
        return Path(said) if said else None
    if sys.platform == "linux":  # what platformdirs says there, without the time to import it
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "advisor"
    from platformdirs import user_cache_path

    return Path(user_cache_path("advisor"))


def load(
    where: Path, digest: str, again: Callable[[], Mapping[str, Mapping[str, Any]]]
) -> tuple[dict[str, Any], dict[str, Shelf[Any]]] | None:
    """Give the head and the shelves of the rule base with that hash, or None.

    Args:
        where: the cache folder.
        digest: the hash of what the rule files say.
        again: makes all shelves anew, should a row turn out to be spoilt.
    """
    path = where / f"{digest}.rules"
    try:
        with path.open("rb") as file:
            data = mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError):  # not there, or empty
        return None
    first = data.find(b"\n")
    second = data.find(b"\n", first + 1)
    top = data[first + 1 : second]
    if first < 0 or second < 0 or data[:first] != _stamp(digest, top, len(data) - second - 1):
        return None
    head: dict[str, Any] = json.loads(top)
    kept = Kept(path, data, second + 1, again)
    decoders: dict[str, Callable[[Any], Any]] = {
        "terms": rows.term,
        "services": rows.service,
        "decisions": rows.decision,
        "tables": dict,
    }
    return head, {name: Shelf(name, kept, head["index"][name], decode) for name, decode in decoders.items()}


def save(where: Path, digest: str, head: dict[str, Any], shelves: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep a rule base; a folder that cannot be written is no error, only slower next time."""
    import tempfile

    body = bytearray()
    index: dict[str, dict[str, list[int]]] = {}
    for name, shelf in shelves.items():
        index[name] = {}
        for key, value in shelf.items():
            line = json.dumps(rows.row(value), ensure_ascii=False, separators=(",", ":")).encode()
            index[name][key] = [len(body), len(body) + len(line), zlib.crc32(line)]
            body += line + b"\n"
    top = json.dumps({**head, "index": index}, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        where.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=where, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(_stamp(digest, top, len(body)) + b"\n" + top + b"\n" + body)
        Path(name).replace(where / f"{digest}.rules")
        _forget_old(where)
    except OSError:
        return


def _stamp(digest: str, top: bytes, size: int) -> bytes:
    return f"advisor {__version__} {FORMAT} {digest} {size} {zlib.crc32(top):08x}".encode()


def _forget_old(where: Path) -> None:
    kept = sorted(where.glob("*.rules"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEEP:]:
        path.unlink(missing_ok=True)
