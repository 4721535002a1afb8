"""The program's entry: commands loaded when they are asked for, every failure in plain words."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from advisor import __version__
from advisor.errors import AdvisorError, did_you_mean

#: Command -> where it is; imported only when it is run, since most runs need one.
COMMANDS = {
    "recommend": "advisor.cli.advice:recommend",
    "explain": "advisor.cli.decide:explain",
    "compare": "advisor.cli.decide:compare",
    "what-if": "advisor.cli.decide:what_if",
    "adr": "advisor.cli.decide:adr",
    "diagram": "advisor.cli.decide:diagram",
    "ask": "advisor.cli.asking:ask",
    "drill": "advisor.cli.drilling:drill",
    "exam": "advisor.cli.examining:exam",
    "progress": "advisor.cli.progress:progress",
    "export": "advisor.cli.exporting:export",
    "dispute": "advisor.cli.disputing:dispute",
    "regress": "advisor.cli.many:regress",
    "test": "advisor.cli.testing:test",
    "coverage": "advisor.cli.covering:coverage",
    "why-not": "advisor.cli.whynot:why_not",
    "services": "advisor.cli.sheets:services",
    "decisions": "advisor.cli.sheets:decisions",
    "check": "advisor.cli.checking:check",
    "stale": "advisor.cli.stale:stale",
    "diff": "advisor.cli.diff:diff",
    "new": "advisor.cli.authoring:new",
    "fmt": "advisor.cli.format:fmt",
    "schema": "advisor.cli.files:schema",
    "completion": "advisor.cli.files:completion",
}

#: A run is short and makes few cycles: they are looked for seldom.
THRESHOLD = (50_000, 20, 20)

UNREADABLE = 2
"""Exit code: the input could not be read."""


class Commands(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of the commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command; a name that is none is told with the nearest ones."""
        if cmd_name not in COMMANDS:
            hint = did_you_mean(cmd_name, COMMANDS)
            raise click.UsageError(f"there is no command '{cmd_name}'\n  {hint}", ctx)
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="advisor")
def cli() -> None:
    """Explained advice on which AWS service, or which few together, meets a need.

    \b
    advisor recommend scenario.yaml      what to use, and why
    advisor services data-firehose       what one service offers, with sources
    advisor decisions streaming-ingestion
    """  # noqa: D301 - \b is click's mark for text that keeps its lines


def program() -> None:
    """Run the program in a process of its own, and leave without taking everything down piece by piece.

    A quarter of a short run would go into freeing memory that the process gives back anyway.
    """
    code: int | str | None = 0
    try:
        main()
    except SystemExit as leaving:
        code = leaving.code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # the reader has seen enough
    except OSError as error:
        sys.stderr.write(f"advisor: {error.strerror}\n")
        code = UNREADABLE
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


def main() -> None:
    """Run the program; no failure shows a traceback."""
    gc.set_threshold(*THRESHOLD)
    try:
        code = cli.main(prog_name="advisor", standalone_mode=False)
    except AdvisorError as error:
        for problem in error.problems:
            _tell(str(problem))
        code = UNREADABLE
    except click.ClickException as error:
        asked = isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ()))  # since click 8.2
        _tell(("" if asked else "advisor: ") + error.format_message())
        context = getattr(error, "ctx", None)
        if context is not None and not asked:
            click.echo(f"  '{context.command_path} --help' shows how", err=True)
        code = UNREADABLE
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        code = 130
    except SystemExit:
        code = 0  # click leaves so where the reader of a pipe has seen enough
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _tell(f"advisor: {where}{error.strerror or error}")
        code = UNREADABLE
    except Exception as error:
        if os.environ.get("ADVISOR_DEBUG"):
            raise
        click.echo(
            f"advisor: this is a mistake in advisor itself ({type(error).__name__}: {error})\n"
            "  please report it with the file that shows it; ADVISOR_DEBUG=1 shows where it is",
            err=True,
        )
        code = UNREADABLE
    sys.exit(code if isinstance(code, int) else 0)


def _tell(text: str) -> None:
    """Say what is wrong, without what a file's name could smuggle into a terminal."""
    from advisor.render.page import clean  # only when something is wrong

    click.echo(clean(text), err=True)
