"""Drilling towards an exam: today's share of the plan, told and asked."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.cli.keeping import now, ready

if TYPE_CHECKING:
    from advisor.drill.bank import Bank
    from advisor.drill.pick import Wish
    from advisor.drill.store import Sitting

#: Minutes a day where nothing is said.
_MINUTES = 30


def towards(bank: Bank, file: sqlite3.Connection, sitting: Sitting, wish: Wish) -> Wish:
    """Tell the plan, and give the wish for what it wants today."""
    from advisor.drill.agenda import agenda
    from advisor.drill.history import history
    from advisor.drill.pick import wished
    from advisor.render.drill import Look
    from advisor.render.plan import render

    said = sitting.settings
    day, minutes = str(said["exam_date"]), int(str(said["minutes"] or _MINUTES))
    edition = bank.base.editions[str(said["edition"] or bank.base.default)]
    ready(bank)
    at = now()
    ids = [
        id_
        for id_ in wished(bank, wish, history(file, at))
        if not edition.domains or bank.signs[id_].domain in dict(edition.domains)
    ]
    exam = f"{day}T08:00:00.000000+00:00"  # exams begin in the morning
    found = agenda(bank, ids, file, exam, minutes, dict(edition.domains), at)
    click.echo(render(found, day, minutes, edition, Look(common.width(), common.colour())))
    return wish._replace(differences=found.plan.today, once=True)
