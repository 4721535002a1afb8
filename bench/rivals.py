"""The same grounded rules in CLIPS and in zen, so that equal results can be timed side by side."""

from __future__ import annotations

import json
from collections.abc import Callable

from advisor.engine.ground import Fact, GroundRule

Fired = Callable[[list[Fact]], set[int]]


def clips(rules: list[GroundRule]) -> Fired:
    """Give a function that fires the rules in CLIPS (by clipspy)."""
    import clips as library

    env = library.Environment()
    env.build("(deftemplate need (slot k) (slot n (default nil)) (slot w (default nil)))")
    for number, rule in enumerate(rules):
        patterns = []
        for p, (key, tests) in enumerate(rule.patterns):
            slots = [f"(k {_text(key)})"]
            numeric = [_clips_test(p, one) for one in tests if not isinstance(one.constant, str)]
            if numeric:
                slots.append(f"(n ?n{p}&:(and (integerp ?n{p}) {' '.join(numeric)}))")
            slots += [f"(w {_text(one.constant)})" for one in tests if isinstance(one.constant, str)]
            patterns.append(f"(need {' '.join(slots)})")
        gives = " ".join(f"(assert {_clips_fact(fact)})" for fact in rule.gives)
        env.build(f"(defrule r{number} {' '.join(patterns)} => (assert (fired {number})) {gives})")

    def fire(facts: list[Fact]) -> set[int]:
        env.reset()
        env.eval("(progn " + " ".join(f"(assert {_clips_fact(fact)})" for fact in facts) + ")")
        env.run()
        return {fact[0] for fact in env.facts() if fact.template.name == "fired"}

    return fire


def _text(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def _clips_test(number: int, test) -> str:
    operator = {"is": "=", "is not": "<>", "at most": "<=", "at least": ">="}[test.relation]
    return f"({operator} ?n{number} {test.constant})"


def _clips_fact(fact: Fact) -> str:
    number = f" (n {fact.number})" if fact.number is not None else ""
    word = f" (w {_text(fact.word)})" if fact.word is not None else ""
    return f"(need (k {_text(fact.key)}){number}{word})"


def zen(rules: list[GroundRule]) -> Fired:
    """Give a function that evaluates the rules as one zen decision table; chaining is by repetition."""
    import zen as library

    keys = sorted({pattern.key for rule in rules for pattern in rule.patterns})
    field = {key: f"f{number}" for number, key in enumerate(keys)}
    table = []
    for number, rule in enumerate(rules):
        row = {"_id": f"r{number}", "out": str(number)}
        for key, tests in rule.patterns:
            cells = [_zen_test(one) for one in tests]
            known = row.get(field[key])
            row[field[key]] = " and ".join([*([known] if known else []), *(cells or ["$ != null"])])
        table.append({**dict.fromkeys(field.values(), ""), **row})
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": name, "name": name, "field": name} for name in field.values()],
        "outputs": [{"id": "out", "name": "out", "field": "out"}],
        "rules": table,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {
            "id": "table",
            "type": "decisionTableNode",
            "name": "table",
            "content": content,
            "position": {"x": 1, "y": 0},
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    decision = library.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def fire(facts: list[Fact]) -> set[int]:
        known = dict.fromkeys(facts)
        while True:
            context: dict[str, object] = {}
            for fact in known:
                name = field.get(fact.key)
                if name is None:
                    continue
                if fact.word is None:
                    context[name] = fact.number
                else:
                    context.setdefault(name, []).append(fact.word)
            found = {int(row["out"]) for row in decision.evaluate(context)["result"]}
            new = {given for number in found for given in rules[number].gives} - set(known)
            if not new:
                return found
            known.update(dict.fromkeys(new))

    return fire


def _zen_test(test) -> str:
    if isinstance(test.constant, str):
        return f"contains($, {_text(test.constant)})"
    operator = {"is": "==", "is not": "!=", "at most": "<=", "at least": ">="}[test.relation]
    return f"$ {operator} {test.constant}"
