"""What came of scenarios as tests, for people and as JUnit XML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from advisor.errors import Problem
from advisor.render.headline import Name
from advisor.render.page import Page, clean

if TYPE_CHECKING:
    from advisor.check.bank import Held
    from advisor.recommend.result import Reason


def text(
    results: Sequence[Held], problems: Sequence[Problem], name: Name, *, width: int, colour: bool
) -> str:
    """Give each wrong answer with what made the difference, then the sum: one line where all is right.

    Args:
        results: what came of the scenarios.
        problems: what is wrong with files that could not be read; they are told elsewhere.
        name: gives the name of a service.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    for one in results:
        if one.verdict == "wrong":
            _wrong(page, one, name)
    page.gap()
    page.say(_sum(results, problems))
    return page.text()


def _wrong(page: Page, one: Held, name: Name) -> None:
    page.gap()
    page.lines.append(f"{clean(one.path)}: {page.paint('WRONG', 'bold red')}")
    page.say(_answer(one.expected, one.expected_parts, name), indent=2, mark="expected:")
    page.say(_got(one, name), indent=2, mark="got:     ")
    if one.made is not None:
        page.say(one.made.text, indent=2, mark="because: ")
        for line in _rests_on(one.made):
            page.say(line, indent=12)


def _got(one: Held, name: Name) -> str:
    if one.status == "tied":
        return f"a tie of {_answer(one.got, one.got_parts, name)}" if one.got else "a tie"
    if not one.got:
        return {"not-enough-said": "no advice: not enough is said"}.get(one.status, "no advice: nothing fits")
    said = _answer(one.got, one.got_parts, name)
    return f"{said}, provisionally" if one.status == "provisional" else said


def _answer(answer: Sequence[str], parts: Sequence[str], name: Name) -> str:
    shown = ", ".join(dict.fromkeys(map(name, parts)))
    return shown if tuple(answer) == tuple(parts) else f"{', '.join(answer)} ({shown})"


def _rests_on(one: Reason) -> list[str]:
    """Give the need, the rule or fact, and the source that a reason rests on, a line each."""
    lines = []
    if one.need:
        lines.append(f"need {one.need}" + (f", concluded by {one.by}" if one.by else ""))
    if one.rule:
        lines.append(f"rule {one.rule}")
    lines += [said for said in (one.at, one.source or "") if said]
    return lines


def _sum(results: Sequence[Held], problems: Sequence[Problem]) -> str:
    checked = [one for one in results if one.verdict != "no-answer"]
    wrong = sum(one.verdict == "wrong" for one in checked)
    silent = [one.scenario for one in results if one.verdict == "no-answer"]
    answers = "1 answer" if len(checked) == 1 else f"{len(checked)} answers"
    if not checked:
        said = "No scenario states an answer"
    elif wrong:
        said = f"{answers}, {wrong} wrong"
    else:
        said = f"{answers}, {'all ' if len(checked) > 1 else ''}right"
    if silent and checked:
        states = "1 scenario states" if len(silent) == 1 else f"{len(silent)} scenarios state"
        said += f"; {states} none: {_named(silent)}"
    files = len({one.place.path for one in problems})
    if files:
        said += f"; {files} {'file' if files == 1 else 'files'} could not be read"
    return f"{said}."


def _named(names: Sequence[str], most: int = 8) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def junit(results: Sequence[Held], problems: Sequence[Problem], name: Name) -> str:
    """Give the same as JUnit XML: wrong answers are failures, files that could not be read are errors."""
    from xml.sax.saxutils import escape, quoteattr

    unread: dict[str, list[Problem]] = {}
    for problem in problems:
        unread.setdefault(problem.place.path, []).append(problem)
    wrong = sum(one.verdict == "wrong" for one in results)
    silent = sum(one.verdict == "no-answer" for one in results)
    count = len(results) + len(unread)
    counts = f'tests="{count}" failures="{wrong}" errors="{len(unread)}" skipped="{silent}"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="advisor" {counts}>']
    lines.append(f'  <testsuite name="scenarios" {counts}>')
    for path, some in unread.items():
        lines.append(_start(path, PurePath(path).stem, quoteattr))
        first = quoteattr(clean(some[0].message))
        lines.append(f"      <error message={first}>{escape(clean('; '.join(map(_line, some))))}</error>")
        lines.append("    </testcase>")
    for one in results:
        lines.append(_start(one.path, one.scenario, quoteattr))
        if one.verdict == "wrong":
            expected = _answer(one.expected, one.expected_parts, name)
            first = quoteattr(clean(f"expected {expected}, got {_got(one, name)}"))
            why = "\n".join([one.made.text, *_rests_on(one.made)]) if one.made else ""
            lines.append(f"      <failure message={first}>{escape(clean(why))}</failure>")
        elif one.verdict == "no-answer":
            lines.append('      <skipped message="the scenario states no answer"/>')
        lines.append("    </testcase>")
    return "\n".join([*lines, "  </testsuite>", "</testsuites>"]) + "\n"


def _start(path: str, name: str, quoted: object) -> str:
    folder = PurePath(path).parent.as_posix()
    group = clean(folder if folder != "." else "scenarios")
    values = {"classname": group, "name": clean(name), "file": clean(path)}
    return "    <testcase " + " ".join(f"{key}={quoted(value)}" for key, value in values.items()) + ">"  # type: ignore[operator]


def _line(problem: Problem) -> str:
    return f"{problem.place}: {problem.message}"
