"""``advisor services`` and ``advisor decisions``: what the rule base knows."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Place, Problem, did_you_mean


@click.command()
@click.argument("service", required=False)
@common.as_of_option
@common.rules_option
def services(service: str | None, as_of: str | None, folders: tuple[Path, ...]) -> None:
    """List all services, or show what one offers, with its sources.

    \b
    Examples:
      advisor services
      advisor services "Kinesis Firehose" --as-of today
    """  # noqa: D301
    from advisor.render import sheet

    rules = common.base(folders)
    day = rules.day(as_of)
    width, colour = common.width(), common.colour()
    if service is None:
        click.echo(sheet.services(rules, day, width=width, colour=colour), nl=False)
        return
    id_ = rules.names.find(service)
    if id_ is None:
        raise AdvisorError(
            [Problem(Place("services"), f"unknown service '{service}'", rules.names.nearest(service))]
        )
    click.echo(sheet.service(rules, rules.services[id_], day, width=width, colour=colour), nl=False)


@click.command()
@click.argument("decision", required=False)
@common.as_of_option
@common.rules_option
def decisions(decision: str | None, as_of: str | None, folders: tuple[Path, ...]) -> None:
    """List all decisions, or show one: candidates side by side, and the rules.

    \b
    Examples:
      advisor decisions
      advisor decisions streaming-ingestion
    """  # noqa: D301
    from advisor.render import sheet

    rules = common.base(folders)
    day = rules.day(as_of)
    width, colour = common.width(), common.colour()
    if decision is None:
        click.echo(sheet.decisions(rules, width=width, colour=colour), nl=False)
        return
    if decision not in rules.decisions:
        hint = did_you_mean(decision, rules.decisions)
        raise AdvisorError([Problem(Place("decisions"), f"unknown decision '{decision}'", hint)])
    click.echo(sheet.decision(rules, decision, day, width=width, colour=colour), nl=False)
