"""The bank: the questions of scenario files, found quickly and proved when they are needed.

What is said of a question (its domain, its services, what it shows) is kept between runs by the content
of its file and of the rules, so that a run reads and proves only what is new and the one it shows.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from advisor.drill.difference import Shown, Table
from advisor.errors import AdvisorError, Place, Problem
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario

try:
    from _blake2 import blake2b  # what hashlib gives, without loading OpenSSL first
except ImportError:  # pragma: no cover - it is there in every CPython of today
    from hashlib import blake2b

if TYPE_CHECKING:
    from advisor.drill.question import Question

#: Raised when the rows change their meaning.
_FORMAT = 4

#: How many files of rows a cache folder keeps.
_KEEP = 8


class Entry(NamedTuple):
    """What is known of a scenario file without reading it again."""

    id: str
    path: str
    domain: str
    day: str
    choose: int
    decisions: tuple[str, ...]
    """What is to be decided; empty where the file does not say so and it is not proved yet."""
    services: tuple[str, ...]
    """The parts of all its options; empty where it has none and so is no question."""
    proved: bool
    """Whether the engine has been asked."""
    problems: tuple[str, ...]
    """Why it must not be shown, once that is known."""
    text: str
    """The story, with the question last."""
    texts: dict[str, str]
    """Letter -> what the option proposes, once it is proved; so it can be shown without the engine."""
    keyed: str
    """The letters that are right, once it is proved."""
    table: Table
    """The differences that speak against each wrong option, once it is proved."""

    @property
    def shows(self) -> frozenset[str]:
        """The keys of all differences that it shows."""
        return frozenset(one.key for some in self.table.values() for one in some)


class Bank(NamedTuple):
    """Questions by their ids; what is found out about them is noted in it."""

    base: RuleBase
    read: Callable[[RuleBase, Entry], Scenario]
    """Gives the scenario of a question: from its file, or from wherever else questions come."""
    entries: dict[str, Entry]
    rows: dict[str, Entry]
    """Mark -> what is known of the file; those that are no questions too."""
    marks: dict[str, str]
    """Id of a question -> the hash of its file's name and content."""
    kept: Path | None
    """Where the rows are kept between runs."""

    def next_unproved(self) -> str | None:
        """Give a question that the engine has not been asked yet; None where all are proved."""
        return next((id_ for id_, one in self.entries.items() if not one.proved), None)


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
        where: the folder in which rows are kept between runs; None keeps nothing.

    Raises:
        AdvisorError: all that is wrong in all files.
    """
    chosen = [str(path) for path in paths] or [str(packaged())]
    kept = where / f"questions-{_hash(base.hash, *chosen)}.json" if where else None
    known = _read(kept) if kept else {}
    bank = Bank(base, _from_file, {}, {}, {}, kept)
    problems: list[Problem] = []
    for path in _files(chosen, problems):
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - there are thousands, and a Path takes its time
                data = file.read()
        except OSError as error:
            problems.append(Problem(Place(path), f"the file cannot be read: {error.strerror}"))
            continue
        mark = _hash(path, data)
        entry = known.get(mark) or _entry(base, path, data, problems)
        if entry is None:
            continue
        bank.rows[mark] = entry
        if not entry.services:
            continue
        if entry.id in bank.entries:
            hint = f"the first is {bank.entries[entry.id].path}"
            problems.append(Problem(Place(path), f"a second question of the name '{entry.id}'", hint))
        bank.entries[entry.id], bank.marks[entry.id] = entry, mark
    if problems:
        raise AdvisorError(problems)
    if len(known) != len(bank.rows) or known.keys() != bank.rows.keys():
        keep(bank)
    return bank


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


def _entry(base: RuleBase, path: str, data: bytes, problems: list[Problem]) -> Entry | None:
    """Read a file that is new, or has changed."""
    from advisor.rulebase.asked import parse  # YAML: only when a file is read

    id_ = Path(path).stem
    try:
        scenario = parse(data, base, path, id_)
        day = base.day(scenario.as_of)
    except AdvisorError as error:
        problems += error.problems
        return None
    return Entry(
        id=id_,
        path=path,
        domain=scenario.domain,
        day=day,
        choose=scenario.choose,
        decisions=scenario.decide or (),
        services=tuple(sorted({part.service for option in scenario.options for part in option.parts})),
        proved=False,
        problems=(),
        text=scenario.text,
        texts={},
        keyed="",
        table={},
    )


def question(bank: Bank, id_: str) -> Question:
    """Read a question and have it proved; what is found out is noted in the bank.

    Raises:
        AdvisorError: its file has changed and cannot be read any more.
    """
    from advisor.drill.question import prove

    entry = bank.entries[id_]
    found = prove(bank.base, bank.read(bank.base, entry))
    if not entry.proved:
        note(bank, found)
    return found


def _from_file(base: RuleBase, entry: Entry) -> Scenario:
    from advisor.rulebase.asked import read  # YAML: only when a file is read

    return read(Path(entry.path), base)


def note(bank: Bank, found: Question) -> Entry:
    """Note the proof of a question: what it decides, what it shows, or why it must not be shown."""
    from advisor.drill.difference import differences

    entry = bank.entries[found.id]._replace(
        decisions=found.recommendation.decisions,
        proved=True,
        problems=found.problems,
        texts=found.texts,
        keyed=found.keyed,
        table={} if found.problems else differences(found),
    )
    bank.entries[found.id] = bank.rows[bank.marks[found.id]] = entry
    return entry


def proved(bank: Bank, id_: str) -> Entry:
    """Give what is known of a question once the engine has been asked; asks it if need be."""
    if not bank.entries[id_].proved:
        question(bank, id_)
    return bank.entries[id_]


def shown(bank: Bank, id_: str, letters: str) -> bool:
    """Whether a question is there, proved, and has just these options, so that it may be shown with them."""
    if id_ not in bank.entries:
        return False
    entry = proved(bank, id_)
    return not entry.problems and sorted(entry.texts) == sorted(letters)


def keep(bank: Bank) -> None:
    """Keep what is known for the next run; a folder that cannot be written is no error."""
    if bank.kept is None:
        return
    rows = {mark: [*entry[:-1], list(entry.table.items())] for mark, entry in bank.rows.items()}
    body = json.dumps({"format": _FORMAT, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    with contextlib.suppress(OSError):
        bank.kept.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=bank.kept.parent, prefix=".new-")
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(body)
        Path(name).replace(bank.kept)
        _forget_old(bank.kept.parent)


def _forget_old(where: Path) -> None:
    files = sorted(where.glob("questions-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[_KEEP:]:
        path.unlink(missing_ok=True)


def _read(kept: Path) -> dict[str, Entry]:
    """Give the rows that were kept; none where they are not there, cut short or of another version."""
    try:
        said = json.loads(kept.read_text(encoding="utf-8", errors="surrogateescape"))
        rows = said["rows"] if said["format"] == _FORMAT else {}
        return {mark: _row(row) for mark, row in rows.items()}
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return {}


def _row(row: list[Any]) -> Entry:
    *rest, table = row
    told = {letter: tuple(Shown(*one) for one in some) for letter, some in table}
    found = Entry._make([*rest, told])
    return found._replace(
        decisions=tuple(found.decisions),
        services=tuple(found.services),
        problems=tuple(found.problems),
    )
