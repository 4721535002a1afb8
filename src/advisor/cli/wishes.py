"""What a person wants to be asked: the words of the command line looked up, and said again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError, Place, Problem, did_you_mean
from advisor.models.words import DAY

if TYPE_CHECKING:
    from advisor.drill.bank import Bank
    from advisor.drill.pick import Wish
    from advisor.rulebase.base import RuleBase

#: Fields of a wish that are said with a value each time, and their options.
_SAID = {"domains": "--domain", "decisions": "--decision", "services": "--service", "questions": "--question"}

#: Fields that are said or not.
_FLAGS = ("missed", "unseen", "new", "flagged", "confused")


def check(rules: RuleBase, given: dict[str, Any], now: str) -> None:
    """Raise if what is said about an exam makes no sense."""
    day, edition = given["exam_date"], given["edition"]
    problems = []
    if day is None:
        problems += [
            Problem(Place(option), "only a plan towards an exam needs it", "say --exam-date as well")
            for option, said in (("--minutes", given["minutes"]), ("--edition", edition))
            if said is not None
        ]
    elif not DAY.fullmatch(day) or not _is_day(day):
        problems.append(Problem(Place("--exam-date"), f"'{day}' is not a day", "write it as 2027-02-01"))
    elif day <= now[:10]:
        problems.append(Problem(Place("--exam-date"), f"{day} is not after today, {now[:10]}"))
    if given["generate"]:
        others = {f"--{field}": given[field] for field in ("missed", "unseen", "new", "flagged", "confused")}
        others |= {"--exam-date": day, "FILE|FOLDER": given["paths"], "--question": given["questions"]}
        problems += [
            Problem(
                Place("--generate"),
                f"questions that are made anew know of no {option}",
                "leave one of them out",
            )
            for option, said in others.items()
            if said
        ]
    if edition is not None and edition not in rules.editions:
        hint = did_you_mean(edition, rules.editions)
        problems.append(Problem(Place("--edition"), f"no edition is called '{edition}'", hint))
    if problems:
        raise AdvisorError(problems)


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def settings(given: dict[str, Any], now: str) -> dict[str, object]:
    """Give what was said on the command line about which questions to ask, as it is kept with the drill.

    Args:
        given: the command's parameters.
        now: the time; a plan towards an exam holds for one day.
    """
    paths = [str(path.absolute()) for path in given["paths"]]
    said = {field: list(given[field]) for field in _SAID}
    flags = {field: bool(given[field]) for field in _FLAGS}
    exam = {"exam_date": given["exam_date"], "edition": given["edition"], "minutes": given["minutes"]}
    exam["day"] = now[:10] if given["exam_date"] else None
    return {"paths": paths, "count": given["count"], "generate": given["generate"], **said, **flags, **exam}


def whole(found: dict[str, object]) -> dict[str, object]:
    """Give kept settings with what an earlier version did not know of, as if it had not been said."""
    lists: dict[str, object] = {field: [] for field in ("paths", *_SAID)}
    exam = dict.fromkeys(("count", "exam_date", "edition", "minutes", "day"))
    return {**lists, **dict.fromkeys((*_FLAGS, "generate"), False), **exam, **found}


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
    domains = {one.domain for one in bank.signs.values() if one.domain} | _domains(bank.base)
    services = []
    for word in found["services"]:
        id_ = bank.base.names.find(word)
        if id_ is None:
            hint = bank.base.names.nearest(word)
            problems.append(Problem(Place("--service"), f"unknown service '{word}'", hint))
        else:
            services.append(id_)
    known = {"domains": domains, "decisions": bank.base.decisions, "questions": bank.signs}
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


def _domains(base: RuleBase) -> set[str]:
    """Give the domains of all exams."""
    return {domain for one in base.editions.values() for domain, _ in one.domains}


def _unknown(option: str, words: Iterable[str], known: Iterable[str]) -> list[Problem]:
    names = set(known)
    return [
        Problem(Place(option), f"unknown {option[2:]} '{word}'", did_you_mean(word, names))
        for word in words
        if word not in names
    ]


def near(paths: Iterable[str]) -> tuple[Path, ...]:
    """Give kept paths as they are seen from here, where they lie below."""
    here = Path.cwd()
    return tuple(one.relative_to(here) if one.is_relative_to(here) else one for one in map(Path, paths))


def said(found: dict[str, Any]) -> str:
    """Give settings as they were said on the command line; empty where nothing was."""
    words = [str(path) for path in near(found["paths"])]
    words += [f"{option} {_quoted(one)}" for field, option in _SAID.items() for one in found[field]]
    words += [f"--{field}" for field in (*_FLAGS, "generate") if found[field]]
    for field in ("count", "exam_date", "minutes", "edition"):
        words += [f"--{field.replace('_', '-')} {found[field]}"] if found[field] else []
    return " ".join(words)


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
