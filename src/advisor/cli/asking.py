"""``advisor ask``: an interview in the terminal that ends with advice and the scenario it has written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.interview import Move, State
    from advisor.recommend.result import Ask
    from advisor.render.headline import Name

BACK, STOP, UNKNOWN = ("b", "back"), ("q", "quit", "stop"), ("", "?", "don't know", "dont know")

#: Of more services than this, the rest are counted and not named.
_MOST = 8


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

    Answer with a line's number or in words ("at most 5 min"); ? or nothing is "don't know", b goes back, q stops
    and shows what is known so far. A file that it starts from keeps all but its comments.
    """  # noqa: D301
    from advisor import interview
    from advisor.rulebase.scenario import Scenario

    rules = common.base(folders)
    common.check_days(rules, as_of)
    scenario = common.scenario(rules, file) if file else Scenario("interview", "interview")
    if as_of:
        scenario = scenario._replace(as_of=as_of)
    if save is not None:
        _may_write(save, file)
    state = interview.start(rules, scenario, rules.day(scenario.as_of))
    name = common.named(rules)
    state = _talk(state, name)
    _end(state, name)
    text = interview.written(rules, state)
    if save is None:
        click.echo("\nThe scenario, to keep (--save FILE would write it):\n")
        click.echo(text, nl=False)
        return common.code(state.advice.status)
    try:
        save.write_text(text, encoding="utf-8")
    except OSError as error:
        click.echo("\n" + text)
        raise AdvisorError([Problem(Place(str(save)), f"cannot be written: {error.strerror}")]) from None
    click.echo(f"\nThe scenario is in {save}.")
    return common.code(state.advice.status)


def _may_write(save: Path, file: str | None) -> None:
    """Raise, before anything is asked, if the scenario cannot be written there in the end."""
    if save.exists() and (file is None or Path(file).resolve() != save.resolve()):
        raise AdvisorError(
            [Problem(Place(str(save)), "the file is there already", "name another, or start from it")]
        )
    if not save.absolute().parent.is_dir():
        raise AdvisorError([Problem(Place(str(save)), "there is no such folder to write it to")])


def _talk(state: State, name: Name) -> State:
    from advisor.interview import reply, skip
    from advisor.render.page import clean

    before: list[State] = []
    while (question := state.question) is not None:
        values = list(question.splits)
        _show(question, name)
        try:
            said = click.prompt("answer", default="", show_default=False, prompt_suffix="> ").strip()
        except (click.Abort, EOFError, KeyboardInterrupt):
            click.echo()
            return state
        lowered = said.lower().replace("\u2019", "'")
        if lowered in STOP:
            return state
        if lowered in BACK:
            if not before:
                click.echo("  this is the first question")
            state = before.pop() if before else state
            continue
        if lowered in UNKNOWN:
            before.append(state)
            state = skip(state)
            continue
        if said.isdecimal() and 1 <= int(said) <= len(values):
            said = values[int(said) - 1]
        try:
            move = reply(state, said)
        except AdvisorError as error:
            _explain(error)
            continue
        click.echo(f"  noted: {question.term}: {clean(said)}")
        before.append(state)
        state = move.state
        _tell(move, name)
    return state


def _explain(error: AdvisorError) -> None:
    page = common.page()
    for problem in error.problems:
        page.say(problem.message, indent=2)
        for line in problem.hint.splitlines():
            page.say(line, indent=2)
    click.echo(page.text(), nl=False)


def _show(question: Ask, name: Name) -> None:
    page = common.page()
    page.say(f"{question.asks} ({question.term})", style="bold")
    for number, value in enumerate(question.splits, 1):
        left = _some([name(one) for one in question.splits[value]])
        page.say(f"{value}  ({left})", indent=2, mark=f"{number} ")
    page.say("a line's number, or words of your own   ? don't know   b back   q stop", indent=2, style="dim")
    click.echo("\n" + page.text(), nl=False)


def _tell(move: Move, name: Name) -> None:
    from advisor.render.headline import told

    page = common.page()
    for service, reasons in move.dropped:
        page.say(f"out: {name(service)}", indent=2)
        for reason in reasons[:2]:
            page.say(told(reason, name(service)), indent=7)
    if move.left:
        page.say(f"still in: {_some([name(one) for one in move.left])}", indent=2)
    if page.lines:
        click.echo(page.text(), nl=False)


def _some(names: list[str]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more} more" if more > 0 else "")


def _end(state: State, name: Name) -> None:
    from advisor.render import text

    click.echo()
    shown = text.render(state.advice, name, width=common.width(), colour=common.colour())
    click.echo(shown, nl=False)
