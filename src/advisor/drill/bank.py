"""The bank: the questions of scenario files, found quickly and proved when they are needed.

What is found out about a question is kept by the content of its file and of the rules, so that a run
reads and proves only what is new. Where the folders look as they did, not even the files are read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from advisor.drill import shelf
from advisor.drill.shelf import Face, Shelf, Sign
from advisor.errors import AdvisorError, Place, Problem
from advisor.rulebase import sighting
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario

try:
    from _blake2 import blake2b  # what hashlib gives, without loading OpenSSL first
except ImportError:  # pragma: no cover - it is there in every CPython of today
    from hashlib import blake2b

if TYPE_CHECKING:
    from advisor.drill.question import Question


class Bank(NamedTuple):
    """Questions by their ids; what is found out about them is noted in it."""

    base: RuleBase
    read: Callable[[RuleBase, Sign], Scenario]
    """Gives the scenario of a question: from its file, or from wherever else questions come."""
    signs: dict[str, Sign]
    """By the ids of the questions."""
    others: list[Sign]
    """Of files that are no questions, so that they need not be read again."""
    faces: dict[str, Face]
    """By ids: those that were looked at or made in this run."""
    made: set[str]
    """Ids of those that were made in this run, and are not kept yet."""
    kept: Shelf
    """What earlier runs have kept."""
    where: Path | None
    """Where it is kept; None keeps nothing."""

    def next_unproved(self) -> str | None:
        """Give a question that the engine has not been asked yet; None where all are proved."""
        return next((id_ for id_, one in self.signs.items() if not one.proved), None)


def packaged() -> Path:
    """Give the folder of the questions that come with the program."""
    here = Path(__file__).resolve().parent.parent
    inside = here / "scenarios"
    return inside if inside.is_dir() else here.parent.parent / "scenarios"


def load(base: RuleBase, paths: Sequence[Path] = (), where: Path | None = None) -> Bank:
    """Find the questions in files and folders (those that come with the program, if none are named).

    Args:
        base: the rule base.
        paths: files and folders; of a folder, all its scenarios that have options.
        where: the folder in which what is known is kept between runs; None keeps nothing.

    Raises:
        AdvisorError: all that is wrong in all files.
    """
    chosen = list(paths) or [packaged()]
    name = _hash(base.hash, *map(str, chosen))
    file = where / f"questions-{name}" if where else None
    kept = shelf.read(file)
    look = sighting.look(chosen) if where else None
    if where and look and kept.signs and sighting.recall(where, _hash(name, look.hash)) == _digest(kept):
        return _bank(base, list(kept.signs.values()), kept, file)
    found = _found(base, [str(path) for path in chosen], kept)
    bank = _bank(base, found, kept, file)
    if kept.signs.keys() != {sign.mark for sign in found}:
        keep(bank)
    if where and look:
        digest = _digest(Shelf({sign.mark: sign for sign in found}, {}, b""))
        sighting.remember(where, look._replace(hash=_hash(name, look.hash)), digest)
    return bank


def _digest(kept: Shelf) -> str:
    return _hash(*sorted(kept.signs))


def _bank(base: RuleBase, found: Sequence[Sign], kept: Shelf, file: Path | None) -> Bank:
    signs = {sign.id: sign for sign in found if sign.services}
    others = [sign for sign in found if not sign.services]
    return Bank(base, _from_file, signs, others, {}, set(), kept, file)


def _found(base: RuleBase, chosen: Sequence[str], kept: Shelf) -> list[Sign]:
    """Read all files; what is known of one that has not changed is taken over."""
    problems: list[Problem] = []
    found: list[Sign] = []
    first: dict[str, str] = {}
    for path in _files(chosen, problems):
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - there are thousands, and a Path takes its time
                data = file.read()
        except OSError as error:
            problems.append(Problem(Place(path), f"the file cannot be read: {error.strerror}"))
            continue
        mark = _hash(path, data)
        sign = kept.signs.get(mark) or _sign(base, path, mark, data, problems)
        if sign is None:
            continue
        found.append(sign)
        twin = first.setdefault(sign.id, path) if sign.services else path
        if twin != path:
            hint = f"the first is {twin}"
            problems.append(Problem(Place(path), f"a second question of the name '{sign.id}'", hint))
    if problems:
        raise AdvisorError(problems)
    return found


def _hash(*said: str | bytes) -> str:
    digest = blake2b(digest_size=12)
    for one in said:
        data = one if isinstance(one, bytes) else one.encode(errors="surrogateescape")
        digest.update(b"%d " % len(data) + data)
    return digest.hexdigest()


def _files(paths: Iterable[str], problems: list[Problem]) -> list[str]:
    found: list[str] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - see above
            inside = [
                os.path.join(folder, name)  # noqa: PTH118
                for folder, _, names in sorted(os.walk(path))
                for name in sorted(names)
                if name.endswith(".yaml") and not name.startswith(".")
            ]
            if not inside:
                problems.append(Problem(Place(path), "there is no .yaml file in this folder"))
            found += inside
        elif Path(path).exists():
            found.append(path)
        else:
            problems.append(Problem(Place(path), "there is no such file or folder"))
    return found


def _sign(base: RuleBase, path: str, mark: str, data: bytes, problems: list[Problem]) -> Sign | None:
    """Read a file that is new, or has changed."""
    from advisor.rulebase.asked import parse  # YAML: only when a file is read

    id_ = Path(path).stem
    try:
        scenario = parse(data, base, path, id_)
        day = base.day(scenario.as_of)
    except AdvisorError as error:
        problems += error.problems
        return None
    services = sorted({part.service for option in scenario.options for part in option.parts})
    return Sign(
        id_, path, mark, scenario.domain, day, scenario.choose, scenario.decide or (), tuple(services)
    )


def _from_file(base: RuleBase, sign: Sign) -> Scenario:
    from advisor.rulebase.asked import read  # YAML: only when a file is read

    return read(Path(sign.path), base)


def question(bank: Bank, id_: str) -> Question:
    """Read a question and have it proved; what is found out is noted in the bank.

    Raises:
        AdvisorError: its file has changed and cannot be read any more.
    """
    from advisor.drill.difference import differences
    from advisor.drill.question import prove

    sign = bank.signs[id_]
    found = prove(bank.base, bank.read(bank.base, sign))
    if not (sign.proved and (id_ in bank.faces or sign.mark in bank.kept.places)):
        table = {} if found.problems else differences(found)
        bank.faces[id_] = Face(found.scenario.text, found.texts, found.keyed, table)
        decisions = found.recommendation.decisions
        bank.signs[id_] = sign._replace(decisions=decisions, proved=True, problems=found.problems)
        bank.made.add(id_)
    return found


def proved(bank: Bank, id_: str) -> Sign:
    """Give what is known of a question once the engine has been asked; asks it if need be."""
    if not bank.signs[id_].proved:
        question(bank, id_)
    return bank.signs[id_]


def face(bank: Bank, id_: str) -> Face:
    """Give what is shown of a question; the engine is asked if it was not yet."""
    if id_ not in bank.faces:
        sign = proved(bank, id_)
        found = bank.faces.get(id_) or bank.kept.face(sign.mark)
        if found is None:
            bank.signs[id_] = sign._replace(proved=False)
            question(bank, id_)
        else:
            bank.faces[id_] = found
    return bank.faces[id_]


def shown(bank: Bank, id_: str, letters: str) -> bool:
    """Whether a question is there, proved, and has just these options, so that it may be shown with them."""
    if id_ not in bank.signs or proved(bank, id_).problems:
        return False
    return sorted(face(bank, id_).texts) == sorted(letters)


def keep(bank: Bank) -> None:
    """Keep what is known for the next run."""
    if bank.where is not None:
        signs = {sign.mark: sign for sign in (*bank.signs.values(), *bank.others) if sign.path}
        faces = {bank.signs[id_].mark: bank.faces[id_] for id_ in bank.made if bank.signs[id_].path}
        shelf.write(bank.where, signs, faces, bank.kept)
