"""A linked rule base kept between runs, by the content of the rule files.

JSON, one row a line, with the offset of each row in the index, so that a run decodes only the
services and decisions that it looks at. The name of the file is the hash of what was read; a file
that is cut short, foreign or of another version does not match its own check and is ignored.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from advisor import __version__
from advisor.rulebase import rows

Kind = TypeVar("Kind")

#: Raised when the rows change their meaning.
FORMAT = 1

#: How many rule bases a cache folder keeps.
_KEEP = 8


class Shelf(Mapping[str, Kind], Generic[Kind]):
    """A mapping whose values are decoded when they are first looked at."""

    def __init__(self, data: bytes, index: dict[str, list[int]], decode: Callable[[Any], Kind]) -> None:
        """Keep the bytes and where each row stands in them."""
        self._data = data
        self._index = index
        self._decode = decode
        self._seen: dict[str, Kind] = {}

    def __getitem__(self, key: str) -> Kind:
        """Decode the row, once."""
        found = self._seen.get(key)
        if found is None:
            start, end = self._index[key]
            found = self._seen[key] = self._decode(json.loads(self._data[start:end]))
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


def folder() -> Path | None:
    """Give the user's cache folder for rule bases, or None where caching is switched off."""
    said = os.environ.get("ADVISOR_CACHE")
    if said is not None:
        return Path(said) if said else None
    from platformdirs import user_cache_path  # a warm import of 2 ms, and only here

    return Path(user_cache_path("advisor"))


def load(where: Path, digest: str) -> tuple[dict[str, Any], dict[str, Shelf[Any]]] | None:
    """Give the head and the shelves of the rule base with that hash, or None."""
    try:
        data = (where / f"{digest}.rules").read_bytes()
    except OSError:
        return None
    first = data.find(b"\n")
    second = data.find(b"\n", first + 1)
    if first < 0 or second < 0 or data[:first] != _stamp(digest, data[first + 1 :]):
        return None
    head: dict[str, Any] = json.loads(data[first + 1 : second])
    body = data[second + 1 :]
    shelves: dict[str, Shelf[Any]] = {
        "services": Shelf(body, head["index"]["services"], rows.service),
        "decisions": Shelf(body, head["index"]["decisions"], rows.decision),
        "terms": Shelf(body, head["index"]["terms"], rows.term),
    }
    return head, shelves


def save(where: Path, digest: str, head: dict[str, Any], shelves: dict[str, Mapping[str, Any]]) -> None:
    """Keep a rule base; a folder that cannot be written is no error, only slower next time."""
    body = bytearray()
    index: dict[str, dict[str, list[int]]] = {}
    for name, shelf in shelves.items():
        index[name] = {}
        for key, value in shelf.items():
            line = json.dumps(rows.row(value), ensure_ascii=False, separators=(",", ":")).encode()
            index[name][key] = [len(body), len(body) + len(line)]
            body += line + b"\n"
    top = json.dumps({**head, "index": index}, ensure_ascii=False, separators=(",", ":")).encode()
    rest = top + b"\n" + bytes(body)
    import tempfile

    try:
        where.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=where, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(_stamp(digest, rest) + b"\n" + rest)
        Path(name).replace(where / f"{digest}.rules")
        _forget_old(where)
    except OSError:
        return


def _stamp(digest: str, rest: bytes) -> bytes:
    check = hashlib.blake2b(rest, digest_size=16).hexdigest()
    return f"advisor {__version__} {FORMAT} {digest} {check}".encode()


def _forget_old(where: Path) -> None:
    kept = sorted(where.glob("*.rules"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEEP:]:
        path.unlink(missing_ok=True)
