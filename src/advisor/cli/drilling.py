"""``advisor drill``: one proved question after another, explained at once, remembered at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from advisor.cli import common, wishes
from advisor.cli.keeping import new_id, now, opened, progress_option, ready

if TYPE_CHECKING:
    from advisor.drill.bank import Bank
    from advisor.drill.course import Course
    from advisor.drill.fresh import Spring
    from advisor.drill.pick import Wish
    from advisor.drill.store import Sitting
    from advisor.rulebase.base import RuleBase


_NONE = "There is no question here: a question is a scenario with options and an answer."


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|FOLDER]…")
@click.option("--domain", "domains", multiple=True, metavar="DOMAIN", help="Only this domain of the exam.")
@click.option(
    "--decision", "decisions", multiple=True, metavar="ID", help="Only what asks for this decision."
)
@click.option("--service", "services", multiple=True, metavar="NAME", help="Only where an option names it.")
@click.option("--missed", is_flag=True, help="Only what you answered wrong the last time.")
@click.option("--unseen", is_flag=True, help="Only questions that you never answered.")
@click.option("--new", is_flag=True, help="Only what shows a difference that you have not met.")
@click.option("--flagged", is_flag=True, help="Only what you flagged for review.")
@click.option("--confused", is_flag=True, help="Only what tells apart what you have mixed up.")
@click.option("--question", "questions", multiple=True, metavar="ID", help="Only this question.")
@click.option("--generate", is_flag=True, help="Ask new questions, made from the rules, without end.")
@click.option("--count", type=click.IntRange(min=1), metavar="N", help="Stop after so many questions.")
@click.option("--exam-date", metavar="DAY", help="Review what adds most to what you will know on that day.")
@click.option(
    "--minutes", type=click.IntRange(min=1), metavar="N", help="With --exam-date: minutes a day (30)."
)
@click.option(
    "--edition", metavar="NAME", help="With --exam-date: whose domains weigh (the default edition)."
)
@click.option("--afresh", is_flag=True, help="Begin a new drill instead of going on with the last one.")
@click.option("--seed", type=int, metavar="N", help="Draw and shuffle as this number says.")
@click.option("--plain", is_flag=True, help="For a screen reader: whole lines, words in place of signs.")
@click.option("--check", is_flag=True, help="Ask nothing: prove every question and tell which are not fit.")
@progress_option
@common.rules_option
def drill(**given: Any) -> int:
    """Drill exam-style questions that the engine has proved, and learn why each option is right or wrong.

    \b
    Examples:
      advisor drill
      advisor drill --domain data-engineering --count 10
      advisor drill --service "Kinesis Firehose" --missed
      advisor drill --exam-date 2027-02-01 --minutes 20
      advisor drill --generate --decision streaming-ingestion
      advisor drill --question made-4711
      advisor drill my-questions/ --check

    Answer with a letter (two where it says "Choose TWO"); ? shows the other keys. Every answer is kept at
    once, and the next drill goes on where this one stopped, however it stopped. What is due to be
    remembered comes first. Without files, the questions that come with the program are asked.
    With --generate they are made and proved as you go; each is known by its number and can be asked again.
    """  # noqa: D301
    rules = common.base(given["folders"])
    wishes.check(rules, given, now())
    if given["check"]:
        return _check_made(rules, given) if given["generate"] else _check(_bank(rules, given["paths"]))
    with opened(given["progress_file"]) as file:
        return _drill(rules, file, given)


def _bank(rules: RuleBase, paths: tuple[Path, ...]) -> Bank:
    from advisor.drill.bank import load
    from advisor.rulebase import cache

    return load(rules, paths, cache.folder())


def _check(bank: Bank) -> int:
    """Prove all questions; tell each that is not fit to be shown."""
    from advisor.render.page import clean

    if not bank.signs:
        click.echo(_NONE)
        return 1
    ready(bank)
    bad = [sign for sign in bank.signs.values() if sign.problems]
    for sign in bad:
        for problem in sign.problems:
            click.echo(clean(f"{sign.path}: {problem}"))
    click.echo(f"{len(bank.signs) - len(bad)} of {len(bank.signs)} questions are proved.")
    return int(bool(bad))


def _drill(rules: RuleBase, file: sqlite3.Connection, given: dict[str, Any]) -> int:
    from advisor.cli.talk import talk
    from advisor.drill.course import begin
    from advisor.render.drill import Look

    sitting, is_new = _sitting(file, given)
    bank = _bank(rules, wishes.near(sitting.settings["paths"]))  # type: ignore[arg-type]
    spring = _spring(bank, file, sitting, given["folders"])
    bank = spring.bank if spring else bank
    wish = _wish(bank, file, sitting)
    count = sitting.settings["count"]
    makes = spring if sitting.settings["generate"] else None
    course = begin(bank, file, sitting, wish, count if isinstance(count, int) else None, makes)
    why = _nothing(course)
    if why is not None:
        click.echo(why)
        return 1
    if sitting.settings["exam_date"] and not wish.differences:
        return 0  # the plan has said that there is nothing to do today
    _tell_start(course, is_new=is_new)
    if is_new:
        _store(file, sitting)
    look = Look(common.width(), common.colour() and not given["plain"], given["plain"])
    talk(course, common.named(rules), look)
    return 0


def _spring(bank: Bank, file: sqlite3.Connection, sitting: Sitting, folders: Sequence[Path]) -> Spring | None:
    """Give where new questions come from, with those that were made already; None where none are wanted."""
    from advisor.drill.store import session

    ids = [one.question for one in session(file, sitting).items]
    ids += cast("list[str]", sitting.settings["questions"])
    made = [id_ for id_ in dict.fromkeys(ids) if id_.startswith("made-")]
    if not (made or sitting.settings["generate"]):
        return None
    from advisor.drill.fresh import Spring
    from advisor.rulebase.stories import stories

    spring = Spring(bank, stories(bank.base, folders), sitting.seed)
    if sitting.settings["generate"]:
        bank.signs.clear()  # only what is new
        bank.others.clear()
    spring.know(made)
    return spring


def _check_made(rules: RuleBase, given: dict[str, Any]) -> int:
    """Prove new questions, and tell how many there are and how many ask what another asked."""
    from advisor.drill.made import make
    from advisor.drill.question import asked_alike
    from advisor.rulebase.stories import stories

    told = stories(rules, given["folders"])
    start, count = given["seed"] or 0, given["count"] or 1000
    made = [one for number in range(start, start + count) if (one := make(rules, told, number))]
    alike = len(made) - len({asked_alike(one.question.scenario) for one in made})
    click.echo(
        f"{len(made)} of {count} numbers from {start} on give a proved question; "
        f"{alike} ask what another one asks."
    )
    return int(not made)


def _nothing(course: Course) -> str | None:
    """Give why there is nothing to ask; None where there is something."""
    if course.spring is not None:
        from advisor.drill.course import come_ahead

        return None if come_ahead(course) else "No new question can be made by what you asked for."
    if not course.bank.signs:
        return _NONE
    if course.wish.confused and not course.wish.differences:
        return "Nothing was mixed up yet."
    if course.ids or course.session.items or course.sitting.settings["exam_date"]:
        return None
    return "No question is left by what you asked for."


def _sitting(file: sqlite3.Connection, given: dict[str, Any]) -> tuple[Sitting, bool]:
    """Give the drill to go on with, or a new one, and whether it is new.

    Where nothing is asked for, the last drill is gone on with, whatever it was for; has that one ended, the
    last that was not for something of its own.
    """
    from advisor.drill.store import Sitting, unfinished

    said = wishes.settings(given, now())
    found = None
    if not given["afresh"]:
        found = None if wishes.says_something(said) else unfinished(file, "drill")
        found = found or unfinished(file, "drill", said)
    if found is not None and given["seed"] in (None, found.seed):
        return found._replace(settings=wishes.whole(found.settings)), False
    seed = given["seed"] if given["seed"] is not None else int(new_id()[:8], 16)
    return Sitting(new_id(), "drill", now(), seed, said), True


def _wish(bank: Bank, file: sqlite3.Connection, sitting: Sitting) -> Wish:
    """Give what is wanted: what was said, with the differences that it stands for at this time."""
    from advisor.drill.history import confusions

    wish = wishes.wish(bank, sitting.settings)
    if wish.new or wish.confused or wish.decisions:
        ready(bank)
    if wish.confused:
        mixed = dict.fromkeys(key for one in confusions(file) for key in one.differences)
        wish = wish._replace(differences=tuple(mixed))
    if sitting.settings["exam_date"] and bank.signs:
        from advisor.cli.towards import towards  # FSRS: only where a plan is made

        wish = towards(bank, file, sitting, wish)
    return wish


def _tell_start(course: Course, *, is_new: bool) -> None:
    if is_new:
        return
    said = wishes.said(course.sitting.settings)
    which = f" ({said})" if said else ""
    page = common.page()
    page.say(
        f"Going on with the drill of {course.sitting.begun[:10]}{which}: "
        f"{course.session.answered} answered. --afresh begins a new one."
    )
    click.echo(page.text())


def _store(file: sqlite3.Connection, sitting: Sitting) -> None:
    from advisor.drill.store import begin

    begin(file, sitting)
