"""``advisor progress``: what was answered and what is due; taken elsewhere, put together, forgotten."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from advisor.cli import common
from advisor.cli.files import check_free
from advisor.cli.keeping import now, opened, progress_option, where
from advisor.errors import AdvisorError, Place, Problem


@click.group(invoke_without_command=True)
@click.option("--plain", is_flag=True, help="For a screen reader: words in place of signs.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it as a page with pictures, whole in one file.",
)
@click.option("--force", is_flag=True, help="With --html: write over a file that is there.")
@progress_option
@common.rules_option
@click.pass_context
def progress(ctx: click.Context, /, **given: Any) -> None:
    """Show what you have answered, what is due and what you mix up.

    \b
    Examples:
      advisor progress
      advisor progress --html progress.html
      advisor progress export > progress.json
      advisor progress import progress.json
      advisor progress reset
    """  # noqa: D301
    ctx.obj = given["progress_file"]
    if ctx.invoked_subcommand is None:
        _show(given)


def _show(given: dict[str, Any]) -> None:
    from advisor.drill.charts import charts
    from advisor.drill.tally import tally
    from advisor.render.drill import Look
    from advisor.render.plots import Signs
    from advisor.render.progress import render

    page: Path | None = given["html"]
    if page is not None:
        check_free(page, force=given["force"])
    rules, time = common.base(given["folders"]), now()
    look = Look(common.width(), common.colour() and not given["plain"], given["plain"])
    with opened(given["progress_file"]) as file:
        told, drawn = tally(file, time), charts(file, time)
    if page is None:
        click.echo(render(told, rules, look, drawn, Signs(_blocks())), nl=False)
        return
    from advisor.render.progress_html import page as written

    page.write_text(written(told, drawn, rules, time[:10]), encoding="utf-8")
    click.echo(f"Written to {page}.")


def _blocks() -> bool:
    """Whether what is written to can hold blocks."""
    try:
        "\u2588\u2581".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@progress.command("export")
@progress_option
@click.pass_obj
def export_(outer: Path | None, progress_file: Path | None) -> None:
    """Write all progress as JSON, to keep it or to take it to another machine.

    \b
    Example:
      advisor progress export > progress.json
    """  # noqa: D301
    from advisor.drill.transfer import export

    with opened(progress_file or outer) as file:
        click.echo(export(file), nl=False)


@progress.command("import")
@click.argument("file", metavar="FILE|-")
@progress_option
@click.pass_obj
def import_(outer: Path | None, file: str, progress_file: Path | None) -> None:
    """Put exported progress together with yours; what is there already is not counted twice.

    \b
    Example:
      advisor progress import progress.json
    """  # noqa: D301
    from advisor.drill.schedule import replay
    from advisor.drill.transfer import merge, read

    said = read(_text(file), "standard input" if file == "-" else file)
    with opened(progress_file or outer) as connection:
        merged = merge(connection, said, replay)
    known = f"; {merged.known} were there already" if merged.known else ""
    click.echo(f"{_answers(merged.new)} added{known}.")


def _answers(number: int) -> str:
    return "1 answer" if number == 1 else f"{number} answers"


def _text(file: str) -> str:
    try:
        return sys.stdin.buffer.read().decode() if file == "-" else Path(file).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AdvisorError([Problem(Place(file), "there is no such file")]) from None
    except OSError as error:
        raise AdvisorError([Problem(Place(file), f"the file cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise AdvisorError([Problem(Place(file), "this is not JSON: it is no text in UTF-8")]) from None


@progress.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@progress_option
@click.pass_obj
def reset(outer: Path | None, *, yes: bool, progress_file: Path | None) -> int:
    """Forget all progress, after asking; 'advisor progress export' keeps it first.

    \b
    Example:
      advisor progress reset
    """  # noqa: D301
    from advisor.drill.tally import tally
    from advisor.drill.transfer import forget

    with opened(progress_file or outer) as file:
        answers = tally(file, now()).answered
        click.echo(
            f"This forgets {_answers(answers)} and all that follows from them, in {where(progress_file or outer)}."
        )
        if not yes and not click.confirm("Forget them?"):
            click.echo("Nothing is forgotten.")
            return 1
        forget(file)
    click.echo("All is forgotten.")
    return 0
