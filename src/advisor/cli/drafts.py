"""Files that an author begins: where they go, whether they can be read, written, and what to do next."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.author.draft import Draft, Home
    from advisor.rulebase.base import RuleBase
    from advisor.rulebase.files import Found

#: Of more answers that tie, the rest is not named.
_MOST = 3

Command = TypeVar("Command", bound=Callable[..., Any])


def into_option(command: Command) -> Command:
    """Add ``--into`` to a command."""
    return click.option(
        "--into",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("rules"),
        show_default=True,
        metavar="DIR",
        help="The folder of rules to write to; it is laid over the packaged rules.",
    )(command)


def checked_option(command: Command) -> Command:
    """Add ``--checked`` to a command."""
    return click.option(
        "--checked", metavar="DAY", help="The day on which the page was read; today if left out."
    )(command)


def asks(rules: RuleBase, decisions: Sequence[str]) -> str:
    """Give the terms that decisions ask about, with what a value of each looks like."""
    from advisor.author.new import example

    asked = dict.fromkeys(term for decision in decisions for term in rules.decisions[decision].asks)
    return table([(term, f"{example(rules.terms[term])}  ({rules.terms[term].means})") for term in asked])


def candidates(rules: RuleBase, decision: str) -> str:
    """Give the candidates of a decision."""
    return table([(id_, rules.services[id_].does) for id_ in rules.decisions[decision].candidates])


def table(rows: list[tuple[str, ...]]) -> str:
    """Give rows below a question."""
    from advisor.render.page import table as aligned

    return "\n".join("  " + line for line in aligned(rows, common.width() - 2))


def there(what: str, id_: str, at: str) -> AdvisorError:
    """Give the error that says that an id is there already."""
    return AdvisorError([Problem(Place("new"), f"the {what} '{id_}' is there already", f"it stands at {at}")])


def day(said: str | None) -> str:
    """Give the day on which a page was read."""
    if said is None:
        return date.today().isoformat()  # noqa: DTZ011 - the author's own day
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        text = f"'{said}' is not a day"
        raise AdvisorError([Problem(Place("--checked"), text, "write a day as 2023-03-31")]) from None


def home(into: Path) -> Home:
    """Give where files go: beside the rules lie the scenarios, and the schemas for editors."""
    from advisor.author.draft import Home
    from advisor.rulebase import base

    packaged = base.packaged()
    own = not (into.is_dir() and into.resolve() == packaged.resolve())
    beside = into.parent
    if into.name in ("", ".."):
        beside = into / ".."
    return Home(into, beside / "scenarios", beside / "schema", own)


def rules(where: Home) -> RuleBase:
    """Give the rules as they are, those of the author's folder laid over them."""
    return common.base((where.rules,) if where.own and where.rules.is_dir() else ())


def write(where: Home, drafts: Sequence[Draft]) -> int:
    """Write the files, if they can be read together with all that is there; then say what to do next."""
    base = _with(where, drafts)
    for one in drafts:
        one.path.parent.mkdir(parents=True, exist_ok=True)
    for one in drafts:
        one.path.write_text(one.text, encoding="utf-8")
    rows = [(str(one.path), one.what) for one in drafts]
    _tell(rows)
    tests = [one for one in drafts if one.kind == "scenario"]
    for test in tests:
        _try(base, test)
    _next(where, drafts, tests)
    return 0


def _with(where: Home, drafts: Sequence[Draft]) -> RuleBase:
    """Read all rules as they will be.

    Raises:
        AdvisorError: something is wrong with them; then nothing is written.
    """
    from advisor.rulebase import base, files

    folders = [base.packaged()] + ([where.rules] if where.own and where.rules.is_dir() else [])
    found, _ = files.find(folders)
    number = 1 if where.own else 0
    for one in drafts:
        if one.kind == "scenario":
            continue
        shown = str(one.path) if where.own else f"rules/{one.path.relative_to(where.rules).as_posix()}"
        new: Found = files.Found(one.kind, one.path.stem, shown, one.text.encode(), number)
        found = [old for old in found if (old.folder, old.kind, old.id) != (number, one.kind, new.id)] + [new]
    linked = base.made_of(found)
    _parsed(linked, drafts)
    return linked


def _parsed(base: RuleBase, drafts: Sequence[Draft]) -> None:
    from advisor.rulebase.asked import parse

    for one in drafts:
        if one.kind == "scenario":
            parse(one.text.encode(), base, str(one.path), one.path.stem)


def _tell(rows: list[tuple[str, str]]) -> None:
    page = common.page()
    for path, what in rows:
        page.say(f"{path}: {what}", mark="wrote")
    click.echo(page.text(), nl=False)


def _try(base: RuleBase, test: Draft) -> None:
    """Say what the new test gives as yet."""
    from advisor.recommend.advise import recommend
    from advisor.recommend.result import right
    from advisor.rulebase.asked import parse

    scenario = parse(test.text.encode(), base, str(test.path), test.path.stem)
    if not scenario.answer:
        return
    one = recommend(base, scenario, flips=False)
    level = [", ".join(some) for some in one.ties[:_MOST]]
    got = " or ".join(level) or ", ".join(one.services) or "no answer"
    page = common.page()
    page.gap()
    if right(one, scenario):
        page.say(f"The test passes already: the answer is {got}. Make sure that it can fail.")
    else:
        stated = ", ".join(scenario.answer)
        page.say(f"The test fails as yet: it states {stated}, and gets {got} ({one.status}).")
    click.echo("\n" + page.text(), nl=False)


def _next(where: Home, drafts: Sequence[Draft], tests: Sequence[Draft]) -> None:
    from advisor.models.words import FILL_IN

    over = f" --rules {_shell(where.rules)}" if where.own else ""
    steps: list[tuple[str, str]] = []
    marked = [str(one.path) for one in drafts if FILL_IN in one.text]
    if marked:
        steps.append((f"fill in what is marked {FILL_IN} in", ""))
        steps += [("", path) for path in marked]
    kinds = dict.fromkeys(one.kind for one in drafts)
    if not all((where.schema / f"{kind}.json").exists() for kind in kinds):
        steps.append(
            (
                "let editors complete and check the files",
                f"advisor schema --write {_shell(where.schema)}{over}",
            )
        )
    if tests:
        told = _shell(tests[0].path)
        steps += [
            ("read the answer as its user would", f"advisor recommend {told}{over}"),
            ("see the test pass", f"advisor test {told}{over}"),
        ]
    looked = f" {_shell(where.scenarios)}" if where.own and tests else ""
    steps.append(("find all that is wrong", f"advisor check{looked}{over}"))
    if kinds.keys() - {"scenario"} and _in_git():
        steps.append(("see whose answers it changes", "advisor diff HEAD ."))
    click.echo("\nNext")
    for why, command in steps:
        if why:
            click.echo(f"  {why}")
        if command:
            click.echo(f"    {command}")


def _in_git() -> bool:
    here = Path.cwd()
    return any((folder / ".git").exists() for folder in (here, *here.parents))


def _shell(path: Path) -> str:
    from shlex import quote

    return quote(os.path.normpath(path))
