"""``advisor schema`` and ``advisor completion``: help for editors and shells."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Place, Problem

KINDS = ("scenario", "service", "decision", "vocabulary", "editions", "story", "tellings")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), required=False, metavar="[KIND]")
@click.option(
    "--write",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the schemas of all kinds of file into a folder.",
)
@common.rules_option
def schema(kind: str | None, write: Path | None, folders: tuple[Path, ...]) -> None:
    """Print the JSON Schema of a kind of file, so that editors complete and check while typing.

    \b
    Examples:
      advisor schema scenario
      advisor schema --write schema/

    KIND is scenario, service, decision, vocabulary, editions, story or tellings.
    """  # noqa: D301
    import json

    from advisor.rulebase.schema import schema as build

    if kind is None and write is None:
        raise click.UsageError(f"name a kind of file ({', '.join(KINDS)}) or give --write DIR")
    rules = common.base(folders)
    if write is None:
        click.echo(json.dumps(build(str(kind), rules), indent=2, ensure_ascii=False))
        return
    write.mkdir(parents=True, exist_ok=True)
    for one in KINDS:
        text = json.dumps(build(one, rules), indent=2, ensure_ascii=False) + "\n"
        (write / f"{one}.json").write_text(text, encoding="utf-8")
        click.echo(str(write / f"{one}.json"))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="SHELL")
def completion(shell: str) -> None:
    """Print the script that makes a shell complete advisor's commands.

    \b
    Examples:
      eval "$(advisor completion bash)"
      advisor completion fish > ~/.config/fish/completions/advisor.fish

    SHELL is bash, zsh or fish.
    """  # noqa: D301
    from click.shell_completion import get_completion_class

    from advisor.cli.main import cli

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(cli, {}, "advisor", "_ADVISOR_COMPLETE").source())


def check_free(file: Path, *, force: bool) -> None:
    """Raise where a file would be written over, or its folder is not there; asked before any work is done.

    Raises:
        AdvisorError: the file may not be written.
    """
    if file.exists() and not force:
        raise AdvisorError(
            [Problem(Place(str(file)), "this file is there already", "--force writes over it")]
        )
    if not file.parent.is_dir():
        raise AdvisorError([Problem(Place(str(file)), f"there is no folder {file.parent}")])
