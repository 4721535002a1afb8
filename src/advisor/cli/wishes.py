"""What a person wants to be asked: the words of the command line looked up, and said again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from advisor.drill.bank import Bank
    from advisor.drill.pick import Wish

#: Fields of a wish that are said with a value each time, and their options.
_SAID = {"domains": "--domain", "decisions": "--decision", "services": "--service", "questions": "--question"}

#: Fields that are said or not.
_FLAGS = ("missed", "unseen", "new", "flagged", "confused")


def settings(given: dict[str, Any]) -> dict[str, object]:
    """Give what was said on the command line about which questions to ask, as it is kept with the drill."""
    paths = [str(path.absolute()) for path in given["paths"]]
    said = {field: list(given[field]) for field in _SAID}
    flags = {field: bool(given[field]) for field in _FLAGS}
    return {"paths": paths, "count": given["count"], **said, **flags}


def says_something(found: dict[str, object]) -> bool:
    """Whether anything was said about which questions to ask."""
    return any(found.values())


def wish(bank: Bank, found: dict[str, Any]) -> Wish:
    """Give the wish that settings stand for.

    Raises:
        AdvisorError: a word in them is not known; all of them at once.
    """
    from advisor.drill.pick import Wish

    problems: list[Problem] = []
    domains = {one.domain for one in bank.entries.values() if one.domain}
    services = []
    for word in found["services"]:
        id_ = bank.base.names.find(word)
        if id_ is None:
            hint = bank.base.names.nearest(word)
            problems.append(Problem(Place("--service"), f"unknown service '{word}'", hint))
        else:
            services.append(id_)
    known = {"domains": domains, "decisions": bank.base.decisions, "questions": bank.entries}
    for field, words in known.items():
        problems += _unknown(_SAID[field], found[field], words)
    if problems:
        raise AdvisorError(problems)
    return Wish(
        domains=tuple(found["domains"]),
        decisions=tuple(found["decisions"]),
        services=tuple(services),
        questions=tuple(found["questions"]),
        **{field: found[field] for field in _FLAGS},
    )


def _unknown(option: str, words: Iterable[str], known: Iterable[str]) -> list[Problem]:
    names = set(known)
    return [
        Problem(Place(option), f"unknown {option[2:]} '{word}'", did_you_mean(word, names))
        for word in words
        if word not in names
    ]


def said(found: dict[str, Any]) -> str:
    """Give settings as they were said on the command line; empty where nothing was."""
    here = Path.cwd()
    words = [
        str(one.relative_to(here) if one.is_relative_to(here) else one) for one in map(Path, found["paths"])
    ]
    words += [f"{option} {_quoted(one)}" for field, option in _SAID.items() for one in found[field]]
    words += [f"--{field}" for field in _FLAGS if found[field]]
    words += [f"--count {found['count']}"] if found["count"] else []
    return " ".join(words)


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
