"""``advisor ask``: an interview in the terminal that ends with advice and the scenario it has written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor.interview import Move, State

BACK, STOP, UNKNOWN = ("b", "back"), ("q", "quit", "stop"), ("", "?", "don't know", "dont know")


@click.command()
@click.argument("file", metavar="[FILE]", required=False)
@click.option(
    "--save", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the scenario here."
)
@common.as_of_option
@common.rules_option
def ask(file: str | None, save: Path | None, as_of: str | None, folders: tuple[Path, ...]) -> int:
    """Ask what still matters, one question at a time, and end with the advice.

    \b
    Examples:
      advisor ask
      advisor ask scenario.yaml --save scenario.yaml

    Answer with a number or in the words of the rules ("at most 5 min"); ? or nothing is "don't know",
    b goes back, q stops and shows what is known so far.
    """  # noqa: D301
    from advisor import interview
    from advisor.rulebase.scenario import Scenario

    rules = common.base(folders)
    scenario = common.scenario(rules, file) if file else Scenario("interview", "interview")
    if save is not None and save.exists() and (file is None or Path(file).resolve() != save.resolve()):
        raise AdvisorError(
            [Problem(Place(str(save)), "the file is there already", "name another, or start from it")]
        )
    state = interview.start(rules, scenario, rules.day(as_of or scenario.as_of))
    name = common.named(rules)
    state = _talk(state, name)
    _end(state, name)
    text = interview.written(rules, state)
    if save is not None:
        save.write_text(text, encoding="utf-8")
        click.echo(f"\nThe scenario is in {save}.")
    else:
        click.echo("\nThe scenario, to keep:\n")
        click.echo(text, nl=False)
    return 0 if state.advice.solution or state.advice.chosen else 1


def _talk(state: State, name: Callable[[str], str]) -> State:
    from advisor.interview import reply, skip

    before: list[State] = []
    while state.question is not None:
        values = list(state.question.splits)
        _show(state, values, name)
        try:
            said = click.prompt("answer", default="", show_default=False, prompt_suffix="> ").strip()
        except (click.Abort, EOFError):
            click.echo()
            return state
        lowered = said.lower()
        if lowered in STOP:
            return state
        if lowered in BACK:
            state = before.pop() if before else state
            continue
        if lowered in UNKNOWN:
            before.append(state)
            state = skip(state)
            continue
        if said.isdigit() and 1 <= int(said) <= len(values):
            said = values[int(said) - 1]
        try:
            move = reply(state, said)
        except AdvisorError as error:
            for problem in error.problems:
                click.echo("  " + problem.message)
                if problem.hint:
                    click.echo("  " + problem.hint.splitlines()[0])
            continue
        before.append(state)
        state = move.state
        _tell(move, name)
    return state


def _show(state: State, values: list[str], name: Callable[[str], str]) -> None:
    question = state.question
    if question is None:
        return
    click.echo(f"\n{question.asks} ({question.term})")
    for number, value in enumerate(values, 1):
        left = ", ".join(name(one) for one in question.splits[value])
        click.echo(f"  {number}  {value}" + (f"  ({left})" if len(left) < 60 else ""))  # noqa: PLR2004
    click.echo("  ?  don't know     b  back     q  stop")


def _tell(move: Move, name: Callable[[str], str]) -> None:
    for service, reasons in move.dropped:
        click.echo(f"  out: {name(service)}")
        for reason in reasons[:2]:
            click.echo(f"       {reason.text}")
    if move.left:
        click.echo(f"  still in: {', '.join(name(one) for one in move.left)}")


def _end(state: State, name: Callable[[str], str]) -> None:
    from advisor.render import text

    click.echo()
    shown = text.render(state.advice, name, width=common.width(), colour=common.colour())
    click.echo(shown, nl=False)
