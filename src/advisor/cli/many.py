"""Many scenarios: on all cores, with progress on a terminal, and held against a saved baseline."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from advisor.cli import common
from advisor.cli.pool import cores, spread
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.recommend.result import Recommendation
    from advisor.rulebase.base import RuleBase
    from advisor.rulebase.scenario import Scenario

#: Fewer scenarios than this are done in this process: starting others takes longer.
_WORTH_IT = 200

_CHUNK = 50


class Wish(NamedTuple):
    """How scenarios are to be answered."""

    as_of: str | None
    today: str | None
    flips: bool


def answers(
    rules: RuleBase, scenarios: Sequence[Scenario], wish: Wish, workers: int | None = None
) -> list[Recommendation]:
    """Give the recommendations in the order of the scenarios, whatever the number of workers."""
    workers = workers or cores()
    if workers < 2 or len(scenarios) < _WORTH_IT:  # noqa: PLR2004
        return list(_watched((_one(rules, one, wish) for one in scenarios), len(scenarios)))
    return list(_watched(_shared_out(rules, scenarios, wish, workers), len(scenarios)))


def _shared_out(
    rules: RuleBase, scenarios: Sequence[Scenario], wish: Wish, workers: int
) -> Iterator[Recommendation]:
    return spread(lambda one: _one(rules, one, wish), scenarios, "recommend", workers=workers, chunk=_CHUNK)


def _one(rules: RuleBase, scenario: Scenario, wish: Wish) -> Recommendation:
    from advisor.recommend.advise import recommend

    return recommend(rules, scenario, wish.as_of, today=wish.today, flips=wish.flips)


def _watched(results: Iterator[Recommendation], total: int) -> Iterator[Recommendation]:
    """Pass results on; on a terminal, a long run shows how far it is."""
    if total < _WORTH_IT or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(length=total, label="scenarios", file=sys.stderr) as bar:
        for one in results:
            bar.update(1)
            yield one


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FOLDER|FILE…")
@click.option(
    "--baseline",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="SAVED.JSON",
    help="What 'advisor recommend FOLDER -o json' printed before.",
)
@common.as_of_option
@common.rules_option
def regress(paths: tuple[str, ...], baseline: Path, as_of: str | None, folders: tuple[Path, ...]) -> int:
    """Say which saved recommendations flip, and which fact or rule did it.

    \b
    Example:
      advisor recommend scenarios -o json > saved.json
      (change rules, or wait)
      advisor regress scenarios --baseline saved.json

    Exit code 1 when any flips.
    """  # noqa: D301
    from advisor.recommend.regress import turns
    from advisor.render import regress as render

    saved = saved_in(baseline)
    rules = common.base(folders)
    common.check_days(rules, as_of)
    scenarios = common.scenarios(rules, paths)
    results = answers(rules, scenarios, Wish(as_of, None, flips=False))
    now = {one.scenario: one for one in results}
    try:
        found = turns(saved, now)
    except (AttributeError, KeyError, TypeError):  # some field is of another shape
        raise not_saved(baseline) from None
    known = {str(one.get("scenario")) for one in saved}
    fresh = [one for one in now if one not in known]
    gone = sorted(known - set(now))
    text = render.render(found, len(now), fresh, gone, width=common.width(), colour=common.colour())
    click.echo(text, nl=False)
    return 1 if found else 0


def saved_in(baseline: Path) -> list[dict[str, Any]]:
    """Give the recommendations that a file holds, as they were written in JSON."""
    import json

    place = Place(str(baseline))
    try:
        said = json.loads(baseline.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AdvisorError([Problem(place, "there is no such file")]) from None
    except UnicodeDecodeError:
        raise AdvisorError([Problem(place, "this is not text in UTF-8")]) from None
    except OSError as error:
        raise AdvisorError([Problem(place, f"the file cannot be read: {error.strerror}")]) from None
    except json.JSONDecodeError as error:
        where = Place(str(baseline), error.lineno, error.colno)
        raise AdvisorError([Problem(where, "this is not JSON")]) from None
    entries = said if isinstance(said, list) else [said]
    if not all(isinstance(one, dict) and "scenario" in one and "status" in one for one in entries):
        raise not_saved(baseline)
    return entries


def not_saved(baseline: Path) -> AdvisorError:
    """Give the error that says so."""
    hint = "'advisor recommend FOLDER -o json' writes them"
    return AdvisorError([Problem(Place(str(baseline)), "this holds no saved recommendations", hint)])
