"""``advisor export``: questions taken elsewhere, to Anki, to a spreadsheet, to paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.cli import common
from advisor.cli.files import check_free
from advisor.cli.keeping import progress_option
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.drill.bank import Bank
    from advisor.drill.handout import Handout, Made
    from advisor.drill.history import History
    from advisor.drill.pick import Wish
    from advisor.rulebase.base import RuleBase

Command = TypeVar("Command", bound=Callable[..., Any])

#: So many new questions are made where no number is said.
_FRESH = 20

#: Fewer questions than this are explained in this process.
_MANY = 24

_NONE = "There is no question here: a question is a scenario with options and an answer."


def _which(command: Command) -> Command:
    """Add what says which questions are meant, as ``advisor drill`` has it."""
    options = (
        click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|FOLDER]…"),
        click.option("--domain", "domains", multiple=True, metavar="DOMAIN", help="Only this exam domain."),
        click.option(
            "--decision", "decisions", multiple=True, metavar="ID", help="Only what asks for this decision."
        ),
        click.option(
            "--service", "services", multiple=True, metavar="NAME", help="Only where an option names it."
        ),
        click.option("--question", "questions", multiple=True, metavar="ID", help="Only this question."),
        click.option(
            "--generate", is_flag=True, help="New questions, made from the rules: --count of them (20)."
        ),
        click.option("--missed", is_flag=True, help="Only what you answered wrong the last time."),
        click.option("--flagged", is_flag=True, help="Only what you flagged for review."),
        click.option("--count", type=click.IntRange(min=1), metavar="N", help="So many questions, drawn."),
        click.option("--seed", type=int, metavar="N", help="Draw and order them as this number says."),
        click.option("--force", is_flag=True, help="Write over a file that is there."),
        progress_option,
        common.rules_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def _write_option(command: Command) -> Command:
    return click.option(
        "--write",
        "file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write into a file instead of to the terminal.",
    )(command)


@click.group()
def export() -> None:
    """Take proved questions elsewhere, with the reasons for every option.

    \b
    Examples:
      advisor export anki questions.apkg --domain modeling
      advisor export html --count 20 --write paper.html
      advisor export html --generate --seed 7 --write fresh.html
      advisor export markdown my-questions/ > paper.md
      advisor export csv --service "Kinesis Firehose" --write firehose.csv
    """  # noqa: D301


@export.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.apkg")
@_which
def anki(file: Path, **given: Any) -> int:
    """Write a deck for Anki: the question in front, the reasons for every option on the back.

    \b
    Examples:
      advisor export anki questions.apkg
      advisor export anki missed.apkg --missed

    Importing a newer file updates the cards and keeps their schedule. Tags say domain, decision and
    services. This needs the package genanki: pip install 'aws-service-advisor[anki]'
    """  # noqa: D301
    from advisor.cli import anki as package

    check_free(file, force=given["force"])
    if file.suffix.lower() != ".apkg":
        hint = f"write {file.with_suffix('.apkg')}"
        raise AdvisorError([Problem(Place(str(file)), "Anki imports files that end in .apkg", hint)])
    package.library()
    rules = common.base(given["folders"])
    papers = _papers(rules, given)
    if not papers:
        return 1
    package.write(papers, common.named(rules), file)
    _written(papers, file)
    return 0


@export.command()
@_write_option
@_which
def csv(file: Path | None, **given: Any) -> int:
    """Write a table: one row for each option, with whether it is right and why.

    \b
    Example:
      advisor export csv --write questions.csv
    """  # noqa: D301
    from advisor.render.handout_data import rows

    return _export(lambda papers, _: rows(papers), file, given)


@export.command()
@_write_option
@_which
def json(file: Path | None, **given: Any) -> int:
    """Write everything that is known of each question, for programs.

    \b
    Example:
      advisor export json --decision streaming-ingestion
    """  # noqa: D301
    from advisor.render.handout_data import document

    return _export(lambda papers, _: document(papers), file, given)


@export.command()
@_write_option
@_which
def html(file: Path | None, **given: Any) -> int:
    """Write a page to print: the questions, then a key with the reasons for every option.

    \b
    Example:
      advisor export html --count 20 --seed 7 --write paper.html
    """  # noqa: D301
    from advisor.render.handout_html import page

    return _export(lambda papers, rules: page(papers, common.named(rules)), file, given)


@export.command()
@_write_option
@_which
def markdown(file: Path | None, **given: Any) -> int:
    """Write a paper in Markdown: the questions, then a key with the reasons for every option.

    \b
    Example:
      advisor export markdown --count 20 --seed 7 > paper.md
    """  # noqa: D301
    from advisor.render.handout import markdown as written

    return _export(lambda papers, rules: written(papers, common.named(rules)), file, given)


Form = Callable[[list["Handout"], "RuleBase"], str]


def _export(form: Form, file: Path | None, given: dict[str, Any]) -> int:
    if file is not None:
        check_free(file, force=given["force"])
    rules = common.base(given["folders"])
    papers = _papers(rules, given)
    if not papers:
        return 1
    text = form(papers, rules)
    if file is None:
        click.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8", newline="")
        _written(papers, file)
    return 0


def _written(papers: list[Handout], file: Path) -> None:
    what = "1 question" if len(papers) == 1 else f"{len(papers)} questions"
    click.echo(f"{what} in {file}.")


def _papers(rules: RuleBase, given: dict[str, Any]) -> list[Handout]:
    """Give the questions that are meant, each with its reasons; says what is left out."""
    from advisor.cli import wishes
    from advisor.cli.keeping import ready
    from advisor.drill.bank import load
    from advisor.drill.handout import drawn
    from advisor.drill.pick import wished
    from advisor.rulebase import cache

    bank = load(rules, given["paths"], cache.folder())
    if not bank.signs:
        click.echo(_NONE, err=True)
        return []
    bank = _with_made(bank, given)
    said = ("domains", "decisions", "services", "questions", "missed", "flagged")
    wish = wishes.wish(bank, wishes.whole({field: given[field] for field in said}))
    if given["generate"]:
        bank, ids = _fresh(bank, wish, given)
    else:
        if wish.decisions or given["count"]:
            ready(bank)
        ids = drawn(wished(bank, wish, _history(given)), given["count"], given["seed"])
    made = _all(bank, ids)
    left_out = sum(one.handout is None for one in made)
    if left_out:
        what = "1 question is" if left_out == 1 else f"{left_out} questions are"
        click.echo(f"{what} not proved and left out; 'advisor drill --check' says why.", err=True)
    papers = [one.handout for one in made if one.handout is not None]
    if not papers and not left_out:
        click.echo("No question is left by what you asked for.", err=True)
    return papers


def _with_made(bank: Bank, given: dict[str, Any]) -> Bank:
    """Give the bank with the made questions that are named by their numbers."""
    from advisor.drill.fresh import Spring, number

    named = [id_ for id_ in given["questions"] if number(id_) is not None and id_ not in bank.signs]
    if not named:
        return bank
    from advisor.rulebase.stories import stories

    spring = Spring(bank, stories(bank.base, given["folders"]), 0)
    spring.know(named)
    return spring.bank


def _fresh(bank: Bank, wish: Wish, given: dict[str, Any]) -> tuple[Bank, tuple[str, ...]]:
    """Make new questions; the same seed makes the same."""
    if given["paths"] or given["questions"] or given["missed"] or given["flagged"]:
        said = "--generate makes new questions; files, --question, --missed and --flagged name old ones"
        raise click.UsageError(said)
    from advisor.drill.fresh import Spring
    from advisor.rulebase.stories import stories

    spring = Spring(bank, stories(bank.base, given["folders"]), given["seed"] or 0)
    made = (spring.further(wish) for _ in range(given["count"] or _FRESH))
    return spring.bank, tuple(id_ for id_ in made if id_ is not None)


def _history(given: dict[str, Any]) -> History:
    from advisor.drill.history import History, history

    if not (given["missed"] or given["flagged"]):
        return History({}, (), frozenset(), frozenset())
    from advisor.cli.keeping import now, opened

    with opened(given["progress_file"]) as file:
        return history(file, now())


def _all(bank: Bank, ids: tuple[str, ...]) -> list[Made]:
    """Prove and explain questions, many of them on all cores."""
    import sys

    from advisor.drill.handout import handout

    if len(ids) < _MANY:
        return [handout(bank, id_) for id_ in ids]
    from advisor.cli import pool

    if sys.stderr.isatty():
        click.echo(f"Explaining {len(ids)} questions.", err=True)
    work = pool.spread(lambda id_: handout(bank, id_), ids, "export", workers=pool.cores(), chunk=4)
    return list(work)
