"""Progress in words: what was answered, what is due, what is mixed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.render.drill import Look, separates
from advisor.render.exam import between
from advisor.render.page import Page, table
from advisor.render.plots import Signs, plots

if TYPE_CHECKING:
    from advisor.drill.charts import Charts
    from advisor.drill.tally import Tally
    from advisor.rulebase.base import RuleBase

#: So many confusions and exams are told.
_MOST = 6

_SIGNS = Signs()


def render(one: Tally, base: RuleBase, look: Look, drawn: Charts | None = None, signs: Signs = _SIGNS) -> str:
    """Give progress as text.

    Args:
        one: what it amounts to.
        base: for the names of services.
        look: how it is to look.
        drawn: the numbers of its plots; none are shown without.
        signs: which signs plots may be made of.
    """
    page = look.page()
    if not one.answered:
        page.say("Nothing was answered yet: 'advisor drill' begins.")
        return page.text()
    page.say(f"{one.right} of {one.answered} answers right since {one.since}", style="bold")
    page.say(
        f"{between(one.right, one.answered)}, in brackets the 95 % interval, "
        f"on {one.questions} different questions."
    )
    page.heading("By domain")
    rows = [
        (line.name or "no domain", f"{line.right} of {line.asked}", between(line.right, line.asked))
        for line in one.domains
    ]
    page.lines += [f"  {line}" for line in table(rows, look.width - 2)]
    page.heading("Differences")
    if one.recall is None:
        page.say("None is scheduled yet.", indent=2)
    else:
        page.say(
            f"{one.met} met; {_percent(one.recall)} of them would be recalled a day from now, as FSRS predicts.",
            indent=2,
        )
        page.say(
            f"{one.due} are due now, {one.week} within a week. 'advisor drill' asks them first.", indent=2
        )
    _confusions(page, one, base, look)
    if drawn is not None:
        plots(page, drawn, lambda id_: base.services[id_].name if id_ in base.services else id_, look, signs)
    if one.exams:
        page.heading("Mock exams")
        for exam in one.exams[:_MOST]:
            page.say(f"{exam.ended[:10]}  {exam.edition}: {exam.right} of {exam.asked} right", indent=2)
    if one.flagged:
        page.heading("Flagged for review")
        page.say(f"{', '.join(one.flagged)}. 'advisor drill --flagged' asks them.", indent=2)
    return page.text()


def _confusions(page: Page, one: Tally, base: RuleBase, look: Look) -> None:
    if not one.confusions:
        return
    page.heading("Mixed up")
    for each in one.confusions[:_MOST]:
        took, meant = (base.services[x].name if x in base.services else x for x in (each.took, each.meant))
        times = "once" if each.times == 1 else f"{each.times} times"
        mark = "Mixed up:" if look.plain else "-"
        page.say(
            f"{took} taken for {meant}, {times} ({each.decision.replace('-', ' ')}).", indent=2, mark=mark
        )
        for key in each.differences[:2]:
            page.say(separates(key, base), indent=4, style="dim")
    more = len(one.confusions) - _MOST
    if more > 0:
        page.say(f"and {more} more", indent=2, style="dim")
    page.say("'advisor drill --confused' asks what tells them apart.", indent=2)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
