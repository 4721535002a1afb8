"""The files of rule folders: found, read, and one folder laid over another.

A file of a later folder with the same name adds keys to the earlier one's; a key that is there
already is an error unless the file says ``replaces: true``. Lists of ids (candidates, terms asked
about, other names) grow.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from advisor import source
from advisor.errors import AdvisorError, Place, Problem, did_you_mean
from advisor.models.words import ID, ID_HINT
from advisor.source import Fields, Items, Node, Text

try:
    from _blake2 import blake2b  # what hashlib gives, without loading OpenSSL first
except ImportError:  # pragma: no cover - it is there in every CPython of today
    from hashlib import blake2b

#: Lists that grow when one folder is laid over another.
_GROWING = ("candidates", "asks", "aka", "requires", "raised_by", "lifecycle")

#: Maps whose keys are merged one by one.
_MERGING = ("facts", "sources", "notes", "rules", "editions")

_FOLDERS = ("services", "decisions")

#: Lies beside the rules and says nothing that an answer hangs on: how scenarios are told.
_ASIDE = "stories/"
_SINGLE = ("vocabulary.yaml", "editions.yaml")


class Found(NamedTuple):
    """One file of a rule folder, unread by YAML."""

    kind: str
    """vocabulary, editions, service or decision"""
    id: str
    shown: str
    data: bytes
    folder: int = 0
    """The number of the folder that it lies in."""


@dataclass(slots=True)
class Tree:
    """All files of all folders as nodes, laid over each other."""

    vocabulary: Node | None = None
    editions: Node | None = None
    services: dict[str, Node | None] = field(default_factory=dict)
    decisions: dict[str, Node | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def find(folders: list[Path]) -> tuple[list[Found], str]:
    """Give every file of the folders, in order, and a hash of all that they say.

    Raises:
        AdvisorError: a folder is not there, or something lies in it that no one would read.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    for number, folder in enumerate(folders):
        shown = "rules" if number == 0 else str(folder)
        if number and shown == "rules":
            shown = "./rules"  # a place must not look like one in the packaged rules
        if not folder.is_dir():
            hint = "a rule folder holds services/ and decisions/"
            problems.append(Problem(Place(str(folder)), "there is no such folder", hint))
            continue
        found += [one._replace(folder=number) for one in _files(folder, shown, problems)]
    if problems:
        raise AdvisorError(problems)
    digest = blake2b(digest_size=16)
    for one in found:
        head = f"{one.folder}\0{one.kind}\0{one.shown}\0{len(one.data)}\0"
        digest.update(head.encode(errors="surrogateescape"))
        digest.update(one.data)
    return found, digest.hexdigest()


def _files(folder: Path, shown: str, problems: list[Problem]) -> list[Found]:
    found = []
    for inside in sorted(_inside(str(folder), shown, problems)):
        name = f"{shown}/{inside}"
        kind = _kind(inside)
        if inside.startswith(_ASIDE):
            continue
        if kind is None:
            hint = _way_out(PurePosixPath(inside))
            problems.append(Problem(Place(name), "no one reads this file", hint))
            continue
        id_ = inside.rpartition("/")[2][:-5]
        if not ID.fullmatch(id_):
            problems.append(Problem(Place(name), f"the file's name '{id_}' is not an id", ID_HINT))
            continue
        try:
            data = _bytes(f"{folder}/{inside}")
        except OSError as error:
            text = f"the file cannot be read: {error.strerror}"
            problems.append(Problem(Place(name), text))
            continue
        found.append(Found(kind, id_, name, data))
    return found


def _bytes(path: str) -> bytes:
    """Give what a file holds, in a third of the time that a Path takes; there are thousands."""
    handle = os.open(path, os.O_RDONLY)
    try:
        parts = []
        while part := os.read(handle, 1 << 16):
            parts.append(part)
            if len(part) < 1 << 16:
                break
        return b"".join(parts)
    finally:
        os.close(handle)


def _inside(folder: str, shown: str, problems: list[Problem], lead: str = "") -> Iterator[str]:
    """Give the files below a folder by their paths in it; hidden ones and notes (.md) are passed over."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "__")):
                    continue
                if entry.is_dir():
                    yield from _inside(entry.path, shown, problems, f"{lead}{entry.name}/")
                elif not entry.name.endswith(".md"):
                    yield lead + entry.name
    except OSError as error:
        text = f"the folder cannot be read: {error.strerror}"
        problems.append(Problem(Place(f"{shown}/{lead}".rstrip("/")), text))


def _kind(inside: str) -> str | None:
    if not inside.endswith(".yaml"):
        return None
    if inside in _SINGLE:
        return inside[:-5]
    if inside.startswith("services/"):
        return "service"
    return "decision" if inside.startswith("decisions/") and inside.count("/") == 1 else None


def _way_out(inside: PurePosixPath) -> str:
    if inside.suffix in (".yml", ".json"):
        return f"rule files end in .yaml: rename it to {inside.stem}.yaml"
    if len(inside.parts) == 1:
        near = did_you_mean(inside.stem, [name[:-5] for name in _SINGLE])
        if near.startswith("did"):
            return near.replace("'?", ".yaml'?")
        return "services go into services/, decisions into decisions/"
    near = "" if inside.parts[0] in _FOLDERS else did_you_mean(inside.parts[0], _FOLDERS)
    return near if near.startswith("did") else "services/<family>/<id>.yaml and decisions/<id>.yaml are read"


def tree(found: list[Found]) -> Tree:
    """Parse the files and lay later folders over earlier ones."""
    result = Tree()
    first: dict[tuple[str, str], Found] = {}
    for one in found:
        node, problems = source.parse(one.data, one.shown)
        result.problems += problems
        if node is not None and not isinstance(node, Fields):
            result.problems.append(Problem(node.place, "expected a map of fields"))
            node = None
        twin = first.setdefault((one.kind, one.id), one)
        if one.kind in ("vocabulary", "editions"):
            before = getattr(result, one.kind)
            good = node is not None and (before is not None or twin is one)
            setattr(result, one.kind, _over(before, node, result.problems, one.kind) if good else None)
            continue
        if twin is not one and twin.folder == one.folder:
            text = f"a second file for '{one.id}'"
            result.problems.append(Problem(Place(one.shown), text, f"the first is {twin.shown}"))
            continue
        table = result.services if one.kind == "service" else result.decisions
        if twin is one or table[one.id] is not None:  # nothing can be laid over what cannot be read
            table[one.id] = _over(table.get(one.id), node, result.problems, one.kind)
    return result


def _over(before: Node | None, node: Node | None, problems: list[Problem], kind: str) -> Node | None:
    """Lay one file's fields over another's."""
    if not isinstance(before, Fields) or not isinstance(node, Fields):
        return node if before is None else before
    if kind == "vocabulary":
        return _merged(before, node, problems, replaces=None)
    said = node.values.get("replaces")
    if said is not None and source.plain(said) not in (None, "yes", "true", "no", "false"):
        wrote = f"'{said.value}'" if isinstance(said, Text) else "something else"
        problems.append(Problem(said.place, f"expected yes or no, got {wrote}"))
    replaces = _replaces(node)
    values, keys = dict(before.values), dict(before.keys)
    for key, value in node.values.items():
        old = values.get(key)
        if key == "replaces":
            continue
        if isinstance(old, Fields) and isinstance(value, Fields) and key in _MERGING:
            values[key] = _merged(old, value, problems, replaces=replaces)
        elif isinstance(old, Items) and isinstance(value, Items) and key in _GROWING and not replaces:
            values[key] = Items(old.values + _new(old, value), old.place)
        elif old is not None and not replaces:
            problems.append(_again(key, node.keys[key], before.keys[key]))
        else:
            values[key], keys[key] = value, node.keys[key]
    return Fields(values, keys, before.place)


def _replaces(node: Node) -> bool:
    said = node.values.get("replaces") if isinstance(node, Fields) else None
    return isinstance(said, Text) and said.value in ("yes", "true")


def _merged(old: Fields, new: Fields, problems: list[Problem], *, replaces: bool | None) -> Fields:
    values, keys = dict(old.values), dict(old.keys)
    for key, value in new.values.items():
        may = _replaces(value) if replaces is None else replaces
        if key in values and not may:
            problems.append(_again(key, new.keys[key], old.keys[key]))
            continue
        values[key], keys[key] = value, new.keys[key]
    return Fields(values, keys, old.place)


def _again(key: str, place: Place, first: Place) -> Problem:
    return Problem(
        place, f"'{key}' is there already", f"first at {first.at}; say 'replaces: true' to take its place"
    )


def _new(old: Items, new: Items) -> tuple[Node, ...]:
    there = [source.plain(value) for value in old.values]
    return tuple(value for value in new.values if source.plain(value) not in there)
