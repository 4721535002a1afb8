"""How rule folders looked when they were last read: enough to know, without reading, what they say.

A file whose size, number and times of change are as they were has not been written to: its time of
change of state (``ctime``) cannot be set by anybody. Only times close to the moment of reading could hide
a later change, so what was changed within the last seconds is not remembered.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

try:
    from _blake2 import blake2b  # what hashlib gives, without loading OpenSSL first
except ImportError:  # pragma: no cover - it is there in every CPython of today
    from hashlib import blake2b

#: Files changed later than this many nanoseconds before they were read may have been changed again unseen.
_SETTLED = 2_000_000_000

#: How many sightings a cache folder keeps.
_KEEP = 16


class Look(NamedTuple):
    """How folders look."""

    hash: str
    newest: int
    """The time of the last change of any file, in nanoseconds."""


def look(folders: Sequence[Path]) -> Look | None:
    """Give how the folders look.

    None where that cannot be told: a folder that cannot be read, or a system without such times.
    """
    if os.name != "posix":
        return None
    lines: list[str] = []
    newest = 0
    try:
        for number, folder in enumerate(folders):
            for line, changed in _files(str(folder), str(number)):
                lines.append(line)
                newest = max(newest, changed)
    except OSError:
        return None
    lines.sort()
    text = "\n".join((*map(str, folders), *lines))
    return Look(blake2b(text.encode(errors="surrogateescape"), digest_size=16).hexdigest(), newest)


def _files(folder: str, lead: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{lead}/{entry.name}"
            if entry.name.startswith((".", "__")):
                continue
            if entry.is_dir():
                yield from _files(entry.path, name)
            else:
                one = entry.stat()
                times = one.st_mtime_ns, one.st_ctime_ns
                yield f"{name} {one.st_size} {one.st_dev} {one.st_ino} {times}", max(times)


def recall(where: Path, seen: str) -> str | None:
    """Give the hash of what the folders say, if they were read when they looked like this."""
    try:
        said = (where / f"{seen}.seen").read_bytes()
    except OSError:
        return None
    digest, _, check = said.partition(b" ")
    return digest.decode() if check == _check(seen, digest) else None


def remember(where: Path, seen: Look, digest: str) -> None:
    """Keep what the folders say for when they look like this again; a failure is none."""
    import tempfile

    said = digest.encode()
    try:
        handle, name = tempfile.mkstemp(dir=where, prefix=".new-")
        path = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(said + b" " + _check(seen.hash, said))
        if path.stat().st_mtime_ns - seen.newest < _SETTLED:
            path.unlink()
            return
        path.replace(where / f"{seen.hash}.seen")
        kept = sorted(where.glob("*.seen"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_KEEP:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _check(seen: str, digest: bytes) -> bytes:
    return f"{zlib.crc32(seen.encode() + digest):08x}".encode()
