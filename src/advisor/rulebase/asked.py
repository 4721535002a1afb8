"""Reading scenario files: every word looked up, every mistake at its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from advisor import source
from advisor.errors import AdvisorError, Place, Problem
from advisor.rulebase.base import RuleBase
from advisor.rulebase.linker import ScenarioLinker
from advisor.rulebase.plain import recognise
from advisor.rulebase.scenario import Scenario

_NOTHING = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|#[^\n]*(?:\n|\Z)|---|\{\s*\})*")


def read(path: Path, base: RuleBase, shown: str | None = None) -> Scenario:
    """Read and link one scenario file.

    Raises:
        AdvisorError: all that is wrong in it.
    """
    shown = shown or str(path)
    try:
        data = path.read_bytes()
    except OSError:
        _, problems = source.read(path, shown)
        raise AdvisorError(problems) from None
    return parse(data, base, shown, path.stem)


def parse(
    data: bytes, base: RuleBase, shown: str, id_: str, trees: dict[str, source.Node] | None = None
) -> Scenario:
    """Link a scenario given as YAML text; see :func:`read`.

    Args:
        data: the text.
        base: the rule base.
        shown: the path that places and messages name.
        id_: the id of the scenario.
        trees: what stands in files, by their paths; this one is put there, for whoever looks at it again.
    """
    if len(data) > source.MAX_BYTES:
        raise AdvisorError(
            [Problem(Place(shown), f"the file is larger than {source.MAX_BYTES // 1_000_000} MB")]
        )
    if _NOTHING.fullmatch(data):
        return Scenario(id_, shown)
    node, problems = source.parse(data, shown)
    if node is None:
        raise AdvisorError(problems)
    if trees is not None:
        trees[shown] = node
    if not isinstance(node, source.Fields):
        hint = "a scenario is a map of fields: title, needs, …"
        raise AdvisorError([Problem(node.place, "expected a map of fields", hint)])
    model: Any = recognise(node)
    if model is None:
        from advisor.models.reading import validate
        from advisor.models.scenario import ScenarioModel

        model, problems = validate(ScenarioModel, node)
        if model is None:
            raise AdvisorError([*problems, *_in_the_rest(base, node, problems)])
    linker = ScenarioLinker(base, node)
    scenario = linker.scenario(model, id_, shown)
    if linker.problems:
        raise AdvisorError(linker.problems)
    return scenario


def misshapen(data: bytes, shown: str) -> list[Problem]:
    """Give what is wrong with the shape of a scenario, whatever rules there may be."""
    if _NOTHING.fullmatch(data):
        return []
    node, problems = source.parse(data, shown)
    if isinstance(node, source.Fields) and recognise(node) is None:
        from advisor.models.reading import validate
        from advisor.models.scenario import ScenarioModel

        _, problems = validate(ScenarioModel, node)
    return problems


#: Fields that cannot be judged when another one is not read.
_HANG_ON = {
    "words": ("needs", "text", "minimise", "maximise"),
    "answer": ("options",),
    "choose": ("options",),
}


def _in_the_rest(base: RuleBase, node: source.Fields, problems: list[Problem]) -> list[Problem]:
    """Give what is wrong in the fields in which no problem was found yet, so that all is told at once."""
    from advisor.models.reading import validate
    from advisor.models.scenario import ScenarioModel

    starts = sorted((place.line, key) for key, place in node.keys.items())
    bad = {max((one for one in starts if one[0] <= said.place.line), default=(0, ""))[1] for said in problems}
    bad |= {key for key, others in _HANG_ON.items() if bad & set(others)}
    left = {key: value for key, value in node.values.items() if key not in bad}
    rest = source.Fields(left, {key: node.keys[key] for key in left}, node.place)
    model, _ = validate(ScenarioModel, rest)
    if model is None:
        return []
    linker = ScenarioLinker(base, rest)
    linker.scenario(model, "", node.place.path)
    return linker.problems
