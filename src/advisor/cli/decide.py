"""Verbs for people who decide: explain, compare, what-if, adr, diagram."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.rulebase.base import RuleBase


def _service(rules: RuleBase, word: str) -> str:
    id_ = rules.names.find(word)
    if id_ is None:
        hint = rules.names.nearest(word)
        raise AdvisorError([Problem(Place("services"), f"unknown service '{word}'", hint)])
    return id_


@click.command()
@click.argument("file", metavar="FILE|-")
@click.argument("service")
@common.as_of_option
@common.rules_option
def explain(file: str, service: str, as_of: str | None, folders: tuple[Path, ...]) -> None:
    """Say why a service is the answer, or every reason why not and what would have to change.

    \b
    Example:
      advisor explain scenario.yaml "Kinesis Data Streams"
    """  # noqa: D301
    from advisor.recommend.advise import answer
    from advisor.recommend.case import case
    from advisor.recommend.explain import about
    from advisor.render import explain as render

    rules = common.base(folders)
    scenario = common.scenario(rules, file)
    id_ = _service(rules, service)
    judged = case(rules, scenario, rules.day(as_of or scenario.as_of))
    one = answer(judged)
    reasons, changes = about(judged, one, id_)
    width, colour = common.width(), common.colour()
    text = render.render(one, id_, reasons, changes, common.named(rules), width=width, colour=colour)
    click.echo(text, nl=False)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="SERVICE SERVICE… [FILE]")
@common.as_of_option
@common.rules_option
def compare(words: tuple[str, ...], as_of: str | None, folders: tuple[Path, ...]) -> None:
    """Show services side by side, differences first; with a scenario, on what it asks about.

    \b
    Examples:
      advisor compare data-firehose kinesis-data-streams
      advisor compare batch lambda scenario.yaml
    """  # noqa: D301
    from advisor.recommend.case import case
    from advisor.render import compare as render

    rules = common.base(folders)
    file = words[-1] if words[-1] == "-" or words[-1].endswith(".yaml") else None
    named = words[:-1] if file else words
    services = tuple(dict.fromkeys(_service(rules, word) for word in named))
    if len(services) < 2:  # noqa: PLR2004
        raise click.UsageError("name at least two services")
    judged = None
    day = rules.day(as_of)
    if file:
        scenario = common.scenario(rules, file)
        day = rules.day(as_of or scenario.as_of)
        judged = case(rules, scenario, day)
    text = render.render(rules, services, day, judged, width=common.width(), colour=common.colour())
    click.echo(text, nl=False)


@click.command("what-if")
@click.argument("file", metavar="FILE|-")
@click.argument("changes", nargs=-1, required=True, metavar="TERM=CONDITION…")
@common.as_of_option
@common.rules_option
def what_if(file: str, changes: tuple[str, ...], as_of: str | None, folders: tuple[Path, ...]) -> int:
    """Show the answer before and after needs are changed.

    \b
    Examples:
      advisor what-if scenario.yaml latency="under 1 s"
      advisor what-if scenario.yaml replay=yes destination=
      advisor what-if scenario.yaml query/query-time=seconds

    TERM= with nothing after it drops the need; DECISION/TERM is a need of that decision alone.
    """  # noqa: D301
    from advisor.recommend.advise import recommend
    from advisor.render import what_if as render
    from advisor.rulebase.restate import with_needs

    rules = common.base(folders)
    scenario = common.scenario(rules, file)
    after = with_needs(rules, scenario, changes)
    before_one = recommend(rules, scenario, as_of, flips=False)
    after_one = recommend(rules, after, as_of, flips=False)
    width, colour = common.width(), common.colour()
    text = render.render(before_one, after_one, changes, common.named(rules), width=width, colour=colour)
    click.echo(text, nl=False)
    return common.code(after_one.status)


@click.command()
@click.argument("file", metavar="FILE|-")
@common.as_of_option
@common.today_option
@common.rules_option
def adr(file: str, as_of: str | None, today: str | None, folders: tuple[Path, ...]) -> int:
    """Write a decision record in Markdown, with a diagram and the alternatives rejected.

    \b
    Example:
      advisor adr scenario.yaml > docs/decisions/0007-streaming.md
    """  # noqa: D301
    from advisor.recommend.advise import recommend
    from advisor.render import adr as render

    rules = common.base(folders)
    common.check_days(rules, as_of, today)
    scenario = common.scenario(rules, file)
    one = recommend(rules, scenario, as_of, today=today)
    click.echo(render.render(one, scenario, common.named(rules)), nl=False)
    return common.code(one.status)


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option("--rejected", is_flag=True, help="Also draw what was ruled out.")
@common.as_of_option
@common.rules_option
def diagram(
    file: str,
    rejected: bool,  # noqa: FBT001 - click passes flags so
    as_of: str | None,
    folders: tuple[Path, ...],
) -> int:
    """Print the solution as a Mermaid diagram.

    \b
    Example:
      advisor diagram scenario.yaml
    """  # noqa: D301
    from advisor.recommend.advise import recommend
    from advisor.render import mermaid

    rules = common.base(folders)
    one = recommend(rules, common.scenario(rules, file), as_of, flips=False)
    click.echo(mermaid.render(one, common.named(rules), rejected=rejected), nl=False)
    return common.code(one.status)
