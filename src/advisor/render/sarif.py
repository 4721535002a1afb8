"""Findings as SARIF 2.1.0, the form in which code hosts and editors take what checkers find."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from advisor import __version__
from advisor.render.json import written

if TYPE_CHECKING:
    from advisor.check.finding import Finding
    from advisor.check.registry import Check
    from advisor.render.findings import Allowed

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Sequence[Finding], allowed: Sequence[Allowed], checks: Sequence[Check]) -> str:
    """Give the findings as one run of a tool; what is allowed is there too, with its reason.

    Args:
        findings: what was found.
        allowed: what was found and is let stand.
        checks: the checks that were run, whose manual pages go along.
    """
    numbers = {one.name: number for number, one in enumerate(checks)}
    run = {
        "tool": {
            "driver": {"name": "advisor", "version": __version__, "rules": [_rule(one) for one in checks]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(one, numbers) for one in findings),
            *(
                {
                    **_result(one.finding, numbers),
                    "suppressions": [{"kind": "inSource", "justification": one.reason}],
                }
                for one in allowed
            ),
        ],
    }
    said = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return written(said)


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.name,
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": check.manual},
        "help": {"text": check.manual},
    }


def _result(one: Finding, numbers: dict[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.at.path)}}
    if one.at.line:
        place["region"] = {"startLine": one.at.line, "startColumn": max(one.at.column, 1)}
    return {
        "ruleId": one.check,
        **({"ruleIndex": numbers[one.check]} if one.check in numbers else {}),
        "level": one.weight,
        "message": {"text": "\n".join(filter(None, (one.text, one.hint)))},
        "locations": [{"physicalLocation": place}],
        **({"properties": {"witness": one.witness}} if one.witness else {}),
    }


def _uri(path: str) -> str:
    """Give a path as an address: relative ones stay so, since a code host knows its own root."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
