"""``advisor coverage``: what the scenarios exercise, and which falsehoods they would notice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.cli.bank import at_hand
from advisor.cli.pool import cores, spread
from advisor.errors import AdvisorError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advisor.check.mutant import Statement
    from advisor.check.reads import Reads
    from advisor.check.score import Score, Tried
    from advisor.rulebase.base import RuleBase

#: Fewer statements than this are tried in this process: starting others takes longer.
_WORTH_IT = 60

_CHUNK = 20


@click.command()
@click.argument("paths", nargs=-1, metavar="[SCENARIOS…]")
@click.option("--decision", metavar="ID", help="Only what belongs to this decision, in detail.")
@click.option("--service", metavar="SERVICE", help="Only the facts of this service (with --mutants).")
@click.option(
    "--mutants", is_flag=True, help="Falsify each fact and rule in turn, and see whether a scenario notices."
)
@click.option(
    "--list", "listing", is_flag=True, help="Name what no scenario exercises, or notices, and why not."
)
@click.option(
    "--each", is_flag=True, help="Name also each single falsehood that nothing notices (with --mutants)."
)
@click.option(
    "-o", "--output", type=click.Choice(["text", "json"]), default="text", help="The form of the answer."
)
@common.rules_option
def coverage(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    paths: tuple[str, ...],
    decision: str | None,
    service: str | None,
    mutants: bool,  # noqa: FBT001 - click passes flags so
    listing: bool,  # noqa: FBT001
    each: bool,  # noqa: FBT001
    output: str,
    folders: tuple[Path, ...],
) -> int:
    """Say which rules and facts the scenarios exercise, and for the rest why not.

    \b
    Examples:
      advisor coverage
      advisor coverage --decision streaming-ingestion
      advisor coverage --mutants
      advisor coverage --mutants --decision streaming-ingestion --list
      advisor coverage --mutants --service "Data Firehose" --list

    A rule is exercised by a scenario in which it fires, a condition by one that meets it, a fact and each
    choice of it by one in which a candidate is judged on it, or data passes by it.

    With --mutants each fact and each rule is falsified in turn (docs/mutation.md says how), and those are
    counted that some scenario notices: a verdict or a reason in its recommendation is another. Without
    SCENARIOS (files or folders) those in the folder 'scenarios' here are taken, or those that come with the
    program.
    """  # noqa: D301
    rules = common.base(folders)
    id_ = _decision(rules, decision)
    if (service is not None or each) and not mutants:
        raise click.UsageError(f"{'--each' if each else '--service'} goes with --mutants")
    service = _service(rules, service)
    reads = _reads(rules, paths)
    if mutants:
        found = _score(reads, id_, service)
        if output == "json":
            from advisor.render.score import document

            click.echo(document(found, len(reads.cases), rules.hash), nl=False)
        else:
            from advisor.render.score import text

            width, colour = common.width(), common.colour()
            told = text(
                found, len(reads.cases), listing=listing or each, each=each, width=width, colour=colour
            )
            click.echo(told, nl=False)
        return 0
    return _coverage(reads, id_, output, listing=listing or id_ is not None)


def _decision(rules: RuleBase, word: str | None) -> str | None:
    if word is None or word in rules.decisions:
        return word
    problem = Problem(Place("--decision"), f"unknown decision '{word}'", did_you_mean(word, rules.decisions))
    raise AdvisorError([problem])


def _service(rules: RuleBase, word: str | None) -> str | None:
    if word is None:
        return None
    id_ = rules.names.find(word)
    if id_ is None:
        problem = Problem(Place("--service"), f"unknown service '{word}'", rules.names.nearest(word))
        raise AdvisorError([problem])
    return id_


def _reads(rules: RuleBase, paths: tuple[str, ...]) -> Reads:
    from advisor.check.reads import reads

    return reads(rules, common.scenarios(rules, at_hand(paths)))


def _coverage(reads: Reads, decision: str | None, output: str, *, listing: bool) -> int:
    from advisor.check.coverage import coverage as covered
    from advisor.render import coverage as render

    found = covered(reads, decision)
    if output == "json":
        click.echo(render.document(found, len(reads.cases), reads.base.hash), nl=False)
    else:
        width, colour = common.width(), common.colour()
        said = render.text(found, len(reads.cases), listing=listing, width=width, colour=colour)
        click.echo(said, nl=False)
    return 0


def _score(reads: Reads, decision: str | None, service: str | None) -> Score:
    from advisor.check.score import chosen, score
    from advisor.check.wanted import wanted

    some = chosen(reads, decision, service)
    return score(reads, some, _tried(reads, some), wanted)


def _tried(reads: Reads, some: list[Statement]) -> Iterator[Tried]:
    """Try the mutants of all statements, on all cores where that is worth it."""
    from advisor.check.score import tried

    workers = cores()
    results: Iterator[Tried]
    if workers < 2 or len(some) < _WORTH_IT:  # noqa: PLR2004
        results = (tried(reads, one) for one in some)
    else:
        results = spread(lambda one: tried(reads, one), some, "coverage", workers=workers, chunk=_CHUNK)
    if len(some) < _WORTH_IT or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(length=len(some), label="facts and rules", file=sys.stderr) as bar:
        for one in results:
            bar.update(1)
            yield one
