"""``advisor check``: everything that an author of rules and scenarios would want to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from advisor.check.finding import MAX_AGE
from advisor.cli import common
from advisor.errors import AdvisorError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from advisor import source
    from advisor.check.finding import Finding
    from advisor.check.registry import Check
    from advisor.check.subject import Subject
    from advisor.render.findings import Allowed, Looked
    from advisor.rulebase.files import Found

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_UNREADABLE = 2
"""Exit code: files could not be read."""

#: With fewer scenarios than this all is done in this process: starting others takes longer.
_WORTH_IT = 100


class _Came(NamedTuple):
    """What came of a run."""

    findings: list[Finding]
    allowed: list[Allowed]
    looked: Looked | None
    rules: str
    checks: list[Check]


@click.command()
@click.argument("paths", nargs=-1, metavar="[SCENARIOS…]")
@common.rules_option
@click.option(
    "-o",
    "--output",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="The form of the findings.",
)
@click.option("--list", "listing", is_flag=True, help="List the checks.")
@click.option("--explain", metavar="NAME", help="Show the manual page of a check.")
@click.option("--only", multiple=True, metavar="NAME", help="Run this check alone; may be given again.")
@click.option("--skip", multiple=True, metavar="NAME", help="Leave this check out; may be given again.")
@click.option("--notes", is_flag=True, help="Show notes too; they ask for nothing.")
@click.option(
    "--max-age",
    type=click.IntRange(min=0),
    default=MAX_AGE,
    show_default=True,
    metavar="DAYS",
    help="Days after which a source is due for another look.",
)
def check(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    paths: tuple[str, ...],
    folders: tuple[Path, ...],
    output: str,
    listing: bool,  # noqa: FBT001 - click passes flags so
    explain: str | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    notes: bool,  # noqa: FBT001
    max_age: int,
) -> int:
    """Look rules and scenarios over, and say all that is wrong with them, each with the way out.

    \b
    Examples:
      advisor check
      advisor check --rules our-rules our-scenarios/
      advisor check --only unused-term --only old-source
      advisor check --explain unused-term
      advisor check -o sarif > findings.sarif

    Without SCENARIOS (files or folders) those that come with the program are looked at. Where rules or
    scenarios of your own are named, only what is in your files is told. A finding is let stand by a comment
    on its line or above it: '# advisor: allow NAME because …'. Notes are counted, and shown with --notes or --only.

    Exit code 0: nothing was found, or only notes; 1: errors or warnings; 2: files could not be read.
    """  # noqa: D301
    from advisor.check import registry

    if listing or explain is not None:
        _tell(explain)
        return 0
    names = [name for name in _known("--only", only) or registry.NAMES if name not in _known("--skip", skip)]
    came = _run(paths, folders, names, max_age)
    _show(came, output, notes=notes or bool(only))
    if came.looked is None:
        return _UNREADABLE
    return int(any(one.weight != "note" for one in came.findings))


def _known(option: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the names of checks, or say that there is no such check."""
    from advisor.check import registry

    wrong = [name for name in names if name not in registry.NAMES]
    if wrong:
        raise AdvisorError(
            Problem(Place(option), f"there is no check '{name}'", did_you_mean(name, registry.NAMES, most=60))
            for name in wrong
        )
    return names


def _tell(explain: str | None) -> None:
    """Print the manual page of a check, or the list of all."""
    from advisor.check import registry
    from advisor.check.unreadable import UNREADABLE
    from advisor.render import findings as render

    width, colour = common.width(), common.colour()
    if explain is None:
        every = [UNREADABLE, *map(registry.named, registry.NAMES)]
        click.echo(render.listing(every, width=width, colour=colour), nl=False)
        return
    one = UNREADABLE if explain == UNREADABLE.name else registry.named(_known("--explain", (explain,))[0])
    click.echo(render.manual(one, width=width, colour=colour), nl=False)


def _run(paths: tuple[str, ...], folders: tuple[Path, ...], names: list[str], max_age: int) -> _Came:
    """Read what is to be checked, and check it; what cannot be read is all that is told."""
    from advisor.check import candidates, registry, unreadable
    from advisor.check.allow import sifted
    from advisor.check.subject import Subject
    from advisor.render.findings import Allowed, Looked
    from advisor.rulebase import asked
    from advisor.rulebase.base import load

    written, problems = _scenarios(paths)
    scenarios = []
    trees: dict[str, source.Node] = {}  # each file is read once, for the scenario and for the checks
    try:
        rules = load(folders)
    except AdvisorError as error:
        problems += error.problems
        problems += [said for one in written for said in asked.misshapen(one.data, one.shown)]
    else:
        for one in written:
            try:
                scenarios.append(asked.parse(one.data, rules, one.shown, one.id, trees))
            except AdvisorError as error:  # noqa: PERF203 - all problems of all files
                problems += error.problems
    if problems:
        return _Came(unreadable.findings(problems), [], None, "", [unreadable.UNREADABLE])
    files = [*_rule_files(folders), *written]
    each = _each if len(scenarios) >= _WORTH_IT else map
    subject = Subject(rules, scenarios, files, max_age=max_age, each=each)
    subject.trees.update(trees)
    if own := [one for one in files if one.folder]:  # nothing is told of the others
        subject.decisions = tuple(one for one in subject.decisions if _among(own, "decision", one.id))
    told_of = {one.shown for one in own or files}
    findings = [one for one in registry.run(subject, names) if one.at.path in told_of]
    told, allowed = sifted(subject, findings)
    undecided = candidates.undecided(subject.found.get("unreachable-candidate", ()))
    every = sum(len(one.candidates) for one in subject.decisions)
    looked = Looked(_counts(subject), subject.today, (undecided, every))
    return _Came(
        told, [Allowed(*one) for one in allowed], looked, rules.hash, [registry.named(name) for name in names]
    )


def _scenarios(paths: tuple[str, ...]) -> tuple[list[Found], list[Problem]]:
    """Give the scenario files that are named, or those that come with the program; and what is wrong."""
    from advisor import source
    from advisor.rulebase.base import scenarios
    from advisor.rulebase.files import Found

    own = 1 if paths else 0
    home = scenarios()
    if paths:
        named = [(Path(path), path) for path in common.expand(paths)]
    else:
        inside = common.files(home) if home.is_dir() else ()
        named = [(path, f"scenarios/{path.relative_to(home).as_posix()}") for path in inside]
    found: list[Found] = []
    problems: list[Problem] = []
    for path, shown in named:
        try:
            found.append(Found("scenario", path.stem, shown, path.read_bytes(), own))
        except OSError:  # noqa: PERF203 - all problems of all files
            problems += source.read(path, shown)[1]
    return found, problems


def _rule_files(folders: tuple[Path, ...]) -> list[Found]:
    from advisor.rulebase import base, files

    return files.find([base.packaged(), *folders])[0]


def _each(work: Callable[[Thing], Result], jobs: Sequence[Thing], /) -> Iterable[Result]:
    """Do pieces of work on all cores."""
    from advisor.cli.pool import cores, spread

    workers = min(cores(), len(jobs))
    return map(work, jobs) if workers < 2 else spread(work, jobs, "check", workers=workers, chunk=1)  # noqa: PLR2004


def _among(files: Sequence[Found], kind: str, id_: str) -> bool:
    return any((one.kind, one.id) == (kind, id_) for one in files)


def _counts(subject: Subject) -> dict[str, int]:
    base = subject.base
    return {
        "term": len(base.terms),
        "service": len(base.services),
        "decision": len(base.decisions),
        "rule": sum(len(one.rules) for one in base.decisions.values()),
        "scenario": len(subject.scenarios),
    }


def _show(came: _Came, output: str, *, notes: bool) -> None:
    """Print what came of it; programs get notes always, people where they ask for them."""
    from advisor.render import findings as render

    if output == "github":
        said = render.github(one for one in came.findings if notes or one.weight != "note")
    elif output == "json":
        said = render.document(came.findings, came.allowed, came.looked, came.rules)
    elif output == "sarif":
        from advisor.render.sarif import sarif

        said = sarif(came.findings, came.allowed, came.checks)
    else:
        said = render.text(
            came.findings,
            came.allowed,
            came.looked,
            notes=notes,
            width=common.width(),
            colour=common.colour(),
        )
    click.echo(said, nl=False)
