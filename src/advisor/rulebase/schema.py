"""JSON Schemas of the files that people write, with the words of the rule base in them.

An editor that reads the modeline of a file then completes terms, decisions and services, and shows
what each means.
"""

from __future__ import annotations

from typing import Any

from advisor.rulebase.base import RuleBase
from advisor.rulebase.terms import Term

_CONDITION = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "array", "items": {"type": ["string", "number", "boolean"]}, "minItems": 1},
    ]
}


def schema(kind: str, base: RuleBase) -> dict[str, Any]:
    """Give the schema of a kind of file: scenario, service, decision, vocabulary, editions, story, tellings."""
    from advisor.models.kinds import MODELS

    found: dict[str, Any] = MODELS[kind].model_json_schema(by_alias=True)
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    properties = found.get("properties", {})
    if kind == "scenario":
        _scenario(properties, base)
    elif kind == "service":
        entry = {"$ref": "#/$defs/EntryModel"}
        properties["facts"] = _by_term(base, {"anyOf": [entry, {"type": "array", "items": entry}]})
        found["$defs"]["EntryModel"]["properties"]["when"] = _by_term(base, _CONDITION)
    elif kind == "decision":
        way = _by_term(base, _CONDITION)
        properties["raised_by"] = {"anyOf": [way, {"type": "array", "items": way}]}
        properties["asks"]["items"] = {"enum": list(base.terms)}
        found["$defs"]["RuleModel"]["properties"]["when"] = way
        found["$defs"]["ThenModel"]["properties"]["need"] = way
    elif kind == "story":
        properties["tells"] = _by_term(base, {"$ref": "#/$defs/TellingModel"})
        found["$defs"]["OpeningModel"]["properties"]["settles"] = _by_term(base, _CONDITION)
        properties["openings"]["items"] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/OpeningModel"}]}
    elif kind == "tellings":
        found |= _by_term(base, {"$ref": "#/$defs/TellingModel"})
    return found


def _scenario(properties: dict[str, Any], base: RuleBase) -> None:
    terms = _by_term(base, _CONDITION)
    within = {id_: {"description": base.decisions[id_].question, **terms} for id_ in sorted(base.decisions)}
    shared = set(within) & set(terms["properties"])
    for id_ in shared:
        within[id_] = {"anyOf": [terms["properties"][id_], within[id_]]}
    needs = {**terms["properties"], **within}
    properties["needs"] = {"type": "object", "properties": needs, "additionalProperties": False}
    properties["decide"] = {"type": "array", "items": {"enum": sorted(base.decisions)}}
    for name, fits in (("minimise", ("at most",)), ("maximise", ("at least", "up to"))):
        words = [id_ for id_, term in base.terms.items() if term.fit in fits]
        properties[name] = {"type": "array", "items": {"anyOf": [{"enum": words}, {"type": "string"}]}}
    services = {"type": "array", "items": {"anyOf": [{"enum": sorted(base.services)}, {"type": "string"}]}}
    properties["existing"] = properties["use"] = services
    properties["as_of"] = {"anyOf": [{"enum": list(base.editions)}, {"type": "string", "format": "date"}]}


def _by_term(base: RuleBase, value: dict[str, Any]) -> dict[str, Any]:
    known = {id_: {"description": _about(term), **value} for id_, term in base.terms.items()}
    return {"type": "object", "properties": known, "additionalProperties": False}


def _about(term: Term) -> str:
    fit = f" ({term.fit})" if term.fit else ""
    if term.kind == "quantity":
        return f"{term.means} In {term.unit}{fit}."
    return f"{term.means} One of: {', '.join(term.names)}{fit}."
