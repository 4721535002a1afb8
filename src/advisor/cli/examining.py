"""``advisor exam``: a mock exam in the terminal, timed, with nothing told before the end."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import common
from advisor.cli.keeping import new_id, now, opened, progress_option, ready
from advisor.cli.wishes import near
from advisor.errors import AdvisorError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from advisor.drill.bank import Bank
    from advisor.drill.sitting import Exam
    from advisor.drill.store import Sitting
    from advisor.render.drill import Look
    from advisor.rulebase.base import RuleBase
    from advisor.rulebase.knowledge import Edition


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|FOLDER]…")
@click.option("--edition", metavar="NAME", help="The exam to sit (mls-c01); the default edition if left out.")
@click.option(
    "--count", type=click.IntRange(min=1), metavar="N", help="So many questions instead of the exam's."
)
@click.option(
    "--minutes", type=click.IntRange(min=1), metavar="N", help="So much time instead of the exam's."
)
@click.option("--seed", type=int, metavar="N", help="Draw the paper that this number stands for.")
@click.option("--afresh", is_flag=True, help="Begin a new exam instead of going on with the last one.")
@click.option("--last", is_flag=True, help="Show the report on the last exam again.")
@click.option("--plain", is_flag=True, help="For a screen reader: whole lines, words in place of signs.")
@progress_option
@common.rules_option
def exam(**given: Any) -> int:
    """Sit a mock exam: the edition's number of questions, in its domain weights, in its time.

    \b
    Examples:
      advisor exam --edition mls-c01
      advisor exam --count 20 --minutes 55
      advisor exam --last

    Nothing is told before the end. You may flag a question, go back and change an answer; several letters
    count only if all are right, and what is not answered is wrong. q pauses and stops the clock, and so does
    a terminal that is closed; 'advisor exam' then goes on. The report gives what was counted, by domain and
    by decision, with the interval that is left open, and no scaled score.
    """  # noqa: D301
    from advisor.render.drill import Look

    rules = common.base(given["folders"])
    look = Look(common.width(), common.colour() and not given["plain"], given["plain"])
    with opened(given["progress_file"]) as file:
        if given["last"]:
            return _last(rules, file, look)
        _edition(rules, given["edition"])
        return _exam(rules, file, given, look)


def _bank(rules: RuleBase, paths: list[str]) -> Bank:
    from advisor.drill.bank import load
    from advisor.rulebase import cache

    return load(rules, near(paths), cache.folder())


def _edition(rules: RuleBase, said: str | None) -> Edition:
    """Give the edition that an exam is for.

    Raises:
        AdvisorError: there is none of that name, or it is for no exam.
    """
    name = said or rules.default
    exams = [id_ for id_, one in rules.editions.items() if one.domains]
    if name not in rules.editions:
        raise AdvisorError(
            [Problem(Place("--edition"), f"no edition is called '{name}'", did_you_mean(name, exams))]
        )
    if name not in exams:
        text = f"the edition '{name}' states no domains, so no paper can be drawn"
        raise AdvisorError([Problem(Place("--edition"), text, f"known: {', '.join(exams)}")])
    return rules.editions[name]


def _exam(rules: RuleBase, file: sqlite3.Connection, given: dict[str, Any], look: Look) -> int:
    from advisor.cli.sitting import sat
    from advisor.drill.sitting import KIND, sit
    from advisor.drill.store import resume, unfinished

    sitting = None if given["afresh"] else unfinished(file, KIND)
    if sitting is not None and given["edition"] in (None, sitting.settings["edition"]):
        bank = _bank(rules, sitting.settings["paths"])  # type: ignore[arg-type]
        one = sit(bank, file, resume(file, sitting), int(str(sitting.settings["minutes"])))
        click.echo(f"Going on with the exam of {sitting.begun[:10]}; --afresh begins a new one.")
    else:
        begun = _new(rules, file, given, look)
        if begun is None:
            return 1
        one = begun
    if sat(one, look):
        click.echo()
        _tell(one.bank, one.file, one.sitting, look)
    return 0


def _new(rules: RuleBase, file: sqlite3.Connection, given: dict[str, Any], look: Look) -> Exam | None:
    from advisor.drill.history import history
    from advisor.drill.sitting import KIND, begin, paper, sit
    from advisor.drill.store import Sitting
    from advisor.render.exam import opening

    edition = _edition(rules, given["edition"])
    count = given["count"] or (edition.paper.questions if edition.paper else 0)
    minutes = given["minutes"] or (edition.paper.minutes if edition.paper else 0)
    if not (count and minutes):
        text = f"the edition '{edition.id}' does not say how many questions there are and how much time"
        raise AdvisorError([Problem(Place("--edition"), text, "say --count and --minutes")])
    paths = [str(path.absolute()) for path in given["paths"]]
    bank = _bank(rules, paths)
    seed = given["seed"] if given["seed"] is not None else int(new_id()[:8], 16)
    ready(bank)
    drawn = paper(bank, edition.id, count, seed, set(history(file, now()).seen))
    if not drawn.questions:
        click.echo(f"There is no proved question of the edition '{edition.id}'.")
        return None
    click.echo(opening(drawn, edition, count, minutes, look))
    settings: dict[str, object] = {"paths": paths, "edition": edition.id, "minutes": minutes}
    sitting = Sitting(new_id(), KIND, now(), seed, settings)
    begin(file, bank, sitting, drawn)
    return sit(bank, file, sitting, minutes)


def _last(rules: RuleBase, file: sqlite3.Connection, look: Look) -> int:
    from advisor.drill.store import last_exam

    found = last_exam(file)
    if found is None:
        click.echo("No exam was handed in yet.")
        return 1
    sitting, ended = found
    click.echo(f"Handed in on {ended[:10]}.\n")
    _tell(_bank(rules, sitting.settings["paths"]), file, sitting, look)  # type: ignore[arg-type]
    return 0


def _tell(bank: Bank, file: sqlite3.Connection, sitting: Sitting, look: Look) -> None:
    from advisor.drill.sitting import reported
    from advisor.render import exam as render

    edition = str(sitting.settings["edition"])
    one = reported(bank, file, sitting, edition)
    click.echo(render.report(one, bank.base.editions[edition], sitting.resumed, bank.base, look), nl=False)
    if one.wrong:
        numbers = " ".join(f"--question {id_}" for _, id_ in one.wrong[:3])
        page = look.page()
        page.gap()
        page.say("'advisor drill --missed' asks again what was wrong and explains it, one by one; so does")
        page.say(f"advisor drill {numbers}", indent=2)
        click.echo(page.text(), nl=False)
