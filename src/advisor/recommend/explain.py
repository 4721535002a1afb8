"""What is to be said of one service in one scenario."""

from __future__ import annotations

from advisor.recommend.case import Case
from advisor.recommend.edits import towards
from advisor.recommend.result import Flip, Reason, Recommendation


def about(judged: Case, one: Recommendation, service: str) -> tuple[list[Reason], tuple[Flip, ...]]:
    """Give what speaks for the service or against it, and what would bring it into the answer.

    Args:
        judged: the case.
        one: its answer.
        service: the id of the service.
    """
    if service in one.services:
        return [reason for reason in one.because if reason.service == service], ()
    found = [reason for out in one.ruled_out if out.service == service for reason in out.reasons]
    for option in (one.options or {}).values():
        found += [reason for reason in option.reasons if reason.service == service]
    if not found and judged.scenario.options:
        return found, ()
    if not any(service in board.standings for board in judged.boards.values()):
        return found, ()
    if judged.scenario.options:
        # the question is whether the service would be recommended, not which letter
        judged = judged._replace(scenario=judged.scenario._replace(options=()), memo={})
    return list(dict.fromkeys(found)), towards(judged, service)
