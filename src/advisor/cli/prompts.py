"""Questions that an author is asked, each of which an option may have answered already."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from advisor.errors import AdvisorError, Place, Problem

Value = TypeVar("Value")
Check = Callable[[str], Value]
"""Gives what a text means, or raises :class:`AdvisorError`."""


class Form:
    """The questions of one command: asked on a terminal, and otherwise all that is missing told at once."""

    def __init__(self) -> None:
        """Start with nothing missing."""
        self.asks = sys.stdin.isatty()
        self.missing: list[str] = []
        self.problems: list[Problem] = []

    def one(  # noqa: PLR0913 - a question, its option and what an answer may be
        self,
        option: str,
        question: str,
        given: str | None,
        check: Check[Value],
        *,
        hint: str = "",
        default: str | None = None,
    ) -> Value | None:
        """Give what an option says, or what is answered; None if nothing is said and ``default`` is ""."""
        if given is not None:
            return self._checked(option, given, check)
        if not self.asks:
            if default is None:
                self.missing.append(option)
            return check(default) if default else None
        while True:
            said = _prompt(question + (f" (nothing: {default})" if default else ""), hint, default)
            hint = ""  # told once
            if not said and default == "":
                return None
            try:
                return check(said or default or "")
            except AdvisorError as error:
                _explain(error)

    def many(  # noqa: PLR0913 - likewise
        self,
        option: str,
        question: str,
        given: Sequence[str],
        check: Check[Value],
        *,
        least: int = 0,
        hint: str = "",
    ) -> list[Value]:
        """Give what an option says each time it is given, or the answers, one a line until nothing is said."""
        if given:
            found = [self._checked(option, one, check) for one in given]
            return [one for one in found if one is not None]
        if not self.asks:
            if least:
                self.missing.append(option)
            return []
        click.echo(f"{question} (one a line; nothing when done)")
        if hint:
            click.echo(hint)
        answers: list[Value] = []
        while True:
            said = _prompt("", "", "")
            if not said:
                if len(answers) >= least:
                    return answers
                click.echo("  at least one is needed")
                continue
            try:
                answers.append(check(said))
            except AdvisorError as error:
                _explain(error)

    def _checked(self, option: str, given: str, check: Check[Value]) -> Value | None:
        try:
            return check(given)
        except AdvisorError as error:
            self.problems += [Problem(Place(option), one.message, one.hint) for one in error.problems]
            return None

    def done(self) -> None:
        """Raise if something is wrong or missing, all at once."""
        if self.problems:
            raise AdvisorError(self.problems)
        if self.missing:
            wanted = ", ".join(self.missing)
            raise click.UsageError(f"give {wanted}\n  in a terminal you are asked instead")


def _prompt(question: str, hint: str, default: str | None) -> str:
    """Ask one question; a hint stands above it."""
    if hint:
        click.echo(hint)
    try:
        said: str = click.prompt(question or " ", default="", show_default=False, prompt_suffix="> ")
    except click.Abort:
        click.echo()  # what comes next stands on a line of its own
        raise
    if not said.strip() and default is None:
        click.echo("  something must stand here; Ctrl-C stops, and nothing is written")
        return _prompt(question, "", default)
    return said.strip()


def _explain(error: AdvisorError) -> None:
    for problem in error.problems:
        click.echo(f"  {problem.message}")
        for line in problem.hint.splitlines():
            click.echo(f"  {line}")
