"""Small random rule bases and scenarios as plain data, the same for a seed on every machine.

A *world* is what stands in a rule folder: vocabulary, editions, services and decisions, each as a map of
texts. A scenario is the map that stands in its file. JSON is YAML, so both are written as JSON.

Rules conclude only needs of terms that come later in :data:`ORDER` than all that they look at, so that
what follows from a scenario is plain: term by term, in that order.
"""

from __future__ import annotations

import json
import random
import tempfile
from functools import cache
from pathlib import Path

from advisor.rulebase.asked import parse
from advisor.rulebase.base import RuleBase, read
from advisor.rulebase.scenario import Scenario

BOOK = {"url": "https://example.org/book", "checked": "2025-01-01"}

VOCABULARY = {
    "arrival": {"choices": ["morning", "noon", "night"]},
    "distance": {"unit": "count"},
    "fragile": {"levels": {"little": "A bit.", "some": "More.", "very": "Much."}},
    "reach": {"choices": ["town", "hills", "island"], "fit": "includes"},
    "delay": {"unit": "s", "fit": "at most"},
    "load": {"unit": "count", "fit": "up to"},
    "shelter": {"levels": {"no": "Wet.", "yes": "Dry."}, "fit": "at least"},
    "grade": {"levels": {"poor": "Bad.", "fair": "Good.", "fine": "Best."}, "fit": "at least"},
    "skill": {"choices": ["fold", "stack", "wrap"], "fit": "includes"},
    "upkeep": {"levels": {"none": "Nothing.", "low": "Some.", "high": "Much."}, "fit": "at most"},
    "source": {"choices": ["shop", "farm"], "fit": "includes"},
    "destination": {"choices": ["door", "locker"], "fit": "includes"},
}

#: A rule looks at terms that stand before those that it concludes something about.
ORDER = tuple(VOCABULARY)

LIMITS = ("delay", "load", "upkeep")
CAPABILITIES = ("reach", "shelter", "grade", "skill")
TOLD = ("arrival", "distance", "fragile", "reach", "delay", "load", "shelter", "grade", "skill", "upkeep")
AMOUNTS = {
    "delay": ("30 s", "60 s", "5 min", "1 h"),
    "load": ("1", "5", "80", "unlimited"),
    "distance": ("2", "7", "40"),
}
DAYS = ("2019-01-01", "2021-06-01", "2024-03-01")
STAGES = ("collect", "process", "store", "query")


def choices(term: str) -> tuple[str, ...]:
    """Give the values that may be written of a term."""
    if term in AMOUNTS:
        return AMOUNTS[term]
    about = VOCABULARY[term]
    return tuple(about.get("levels") or about["choices"])


def world(seed: int, *, hops: bool = False, ordered: bool = True) -> dict:
    """Give a rule base: 2 to 4 decisions of 3 to 6 candidates that overlap.

    Args:
        seed: the same seed gives the same rule base.
        hops: decisions have stages, and services say where data comes from and goes to.
        ordered: keep to :data:`ORDER`; otherwise rules may go in circles.
    """
    rnd = random.Random(seed)
    names = [f"s{number}" for number in range(rnd.randint(6, 9))]
    services = {name: _service(rnd, name, names, hops=hops) for name in names}
    for name in names[1:]:
        if rnd.random() < 0.2:
            services[name]["part_of"] = rnd.choice(names[: names.index(name)])
        if rnd.random() < 0.12:
            services[name]["requires"] = [rnd.choice(names)]
    decisions = {}
    for number in range(rnd.randint(2, 4)):
        some = rnd.sample(names, rnd.randint(3, min(6, len(names))))
        decisions[f"d{number}"] = _decision(rnd, some, hops=hops, ordered=ordered)
    vocabulary = {
        term: {"means": "One thing.", "asks": "Which?", **about} for term, about in VOCABULARY.items()
    }
    editions = {"default": "old", "editions": {"old": {"day": "2020-01-01"}, "today": {"day": "2025-01-01"}}}
    return {"vocabulary": vocabulary, "editions": editions, "services": services, "decisions": decisions}


def _service(rnd: random.Random, name: str, names: list[str], *, hops: bool) -> dict:
    facts: dict = {}
    for term in ("delay", "load", "upkeep", "shelter", "grade", "reach", "skill"):
        if rnd.random() < 0.82:
            facts[term] = _entries(rnd, term)
    others = [one for one in names if one != name]
    for term in ("source", "destination") if hops else ():
        if rnd.random() < 0.7:
            held = rnd.sample([*choices(term), *others], rnd.randint(1, 4))
            facts[term] = [{"is": held, "source": BOOK}]
            left = [one for one in others if one not in held]
            if rnd.random() < 0.4 and left:
                facts[term][0]["not"] = rnd.sample(left, 1)
    one = {"name": name.upper(), "does": "Something.", "facts": facts}
    chance = rnd.random()
    if chance < 0.08:
        one["lifecycle"] = [{"is": "available", "since": rnd.choice(DAYS), "source": BOOK}]
    elif chance < 0.16:
        one["lifecycle"] = [
            {"is": "available"},
            {"is": "closed-to-new", "since": rnd.choice(DAYS[:2]), "source": BOOK},
            {"is": "shut", "since": DAYS[2], "source": BOOK},
        ]
    return one


def _entries(rnd: random.Random, term: str) -> list[dict]:
    if rnd.random() < 0.1:
        return [{"source": BOOK, "confirmed": "no", "note": "Nobody says."}]
    entries = [{"is": _value(rnd, term), "source": BOOK}]
    if rnd.random() < 0.1:
        entries[0]["since"] = rnd.choice(DAYS)
    elif rnd.random() < 0.25:
        later = {"since": rnd.choice(DAYS), "source": BOOK}
        if term in ("reach", "skill") and rnd.random() < 0.7:
            word = rnd.choice(choices(term))
            entries.append({("drops" if word in entries[0]["is"] else "adds"): [word], **later})
        else:
            entries.append({"is": _value(rnd, term), **later})
    if rnd.random() < 0.2:
        looked = [one for one in ("arrival", "distance", "fragile", "reach") if one != term]
        when = {one: condition(rnd, one) for one in rnd.sample(looked, rnd.choice((1, 1, 2)))}
        entries.append({"is": _value(rnd, term), "when": when, "source": BOOK})
        if "fragile" in when and rnd.random() < 0.5:
            when["fragile"] = "little"
            entries.append({"is": _value(rnd, term), "when": {"fragile": "at least some"}, "source": BOOK})
    return entries


def _value(rnd: random.Random, term: str) -> str | list[str]:
    if term in ("reach", "skill"):
        return rnd.sample(choices(term), rnd.choice((1, 1, 2, 3)))
    return rnd.choice(choices(term))


def _decision(rnd: random.Random, candidates: list[str], *, hops: bool, ordered: bool) -> dict:
    asks = rnd.sample(LIMITS, rnd.randint(1, 3)) + rnd.sample(CAPABILITIES, rnd.randint(1, 4))
    if hops and rnd.random() < 0.3:
        asks.append("destination")
    rnd.shuffle(asks)
    rules = {}
    for number in range(rnd.randint(1, 6)):
        verb = rnd.choice(("need", "need", "prefer", "prefer", "avoid", "exclude"))
        looked = rnd.sample(TOLD[:-1], rnd.choice((1, 1, 2)))
        then: object = rnd.sample(candidates, rnd.choice((1, 1, 2)))
        if verb == "need":
            last = max(map(ORDER.index, looked))
            later = [term for term in TOLD[1:] if term != "distance"]
            later = [term for term in later if not ordered or ORDER.index(term) > last]
            then = {
                term: _concluded(rnd, term)
                for term in rnd.sample(later, min(len(later), rnd.choice((1, 1, 2))))
            }
        when = {term: condition(rnd, term) for term in looked}
        rules[f"r{number}"] = {"when": when, "then": {verb: then}, "because": f"Rule {number} says so."}
    found = {"question": "Which?", "asks": asks, "candidates": candidates, "rules": rules}
    found["raised_by"] = [
        {term: condition(rnd, term) for term in rnd.sample(TOLD, rnd.choice((1, 1, 2)))}
        for _ in range(rnd.choice((1, 2)))
    ]
    if hops and rnd.random() < 0.85:
        found["stage"] = rnd.choice(STAGES)
    return found


def _concluded(rnd: random.Random, term: str) -> str:
    if term == "fragile":
        return "very"
    value = rnd.choice([one for one in choices(term) if one != "unlimited"])
    return f"under {value}" if term == "delay" and rnd.random() < 0.3 else value


def condition(rnd: random.Random, term: str) -> str:
    """Give a condition as a rule may look at the term."""
    values = [one for one in choices(term) if one != "unlimited"]
    value = rnd.choice(values)
    if "choices" in VOCABULARY[term]:
        several = ", ".join(rnd.sample(values, 2))
        return rnd.choice((value, value, value, f"not {value}", f"any of {several}", several))
    operators = ["", "at most ", "at least ", "not "]
    if "unit" in VOCABULARY[term]:
        operators += ["under ", "over "]
    if rnd.random() < 0.1:
        return "any of " + ", ".join(rnd.sample(values, min(2, len(values))))
    return rnd.choice(operators) + value


def need(rnd: random.Random, term: str, *, sets_not: bool = True) -> str:
    """Give a condition as a scenario may state a need."""
    values = [one for one in choices(term) if one != "unlimited"]
    value = rnd.choice(values)
    about = VOCABULARY[term]
    if "choices" in about:
        several = ", ".join(rnd.sample(values, 2))
        written = [value, value, value, several, f"any of {several}"]
        return rnd.choice(written + ([f"not {value}"] if sets_not else []))
    fit = about.get("fit")
    if term == "fragile":
        return rnd.choice(("", "", "at least ")) + value
    if rnd.random() < 0.08:
        return "any of " + ", ".join(rnd.sample(values, min(2, len(values))))
    operators = {"at most": ["", "at most "], "up to": ["", "at least "], "at least": ["", "at least "]}
    written = operators.get(fit, ["", "at most ", "at least "])
    if "unit" in about:
        written = [*written, {"at most": "under ", "up to": "over "}.get(fit, "over ")]
    return rnd.choice(written) + value


def scenario(seed: int, rules: dict, *, most: int = 3) -> dict:
    """Give a scenario for a rule base.

    Args:
        seed: the same seed gives the same scenario.
        rules: the world.
        most: how many decisions it may name.
    """
    rnd = random.Random(seed)
    decisions, services = list(rules["decisions"]), list(rules["services"])
    found: dict = {}
    if rnd.random() < 0.75:
        found["decide"] = rnd.sample(decisions, rnd.randint(1, min(most, len(decisions))))
    told = [*TOLD, "destination"] if any(one.get("stage") for one in rules["decisions"].values()) else TOLD
    needs: dict = {term: need(rnd, term) for term in rnd.sample(told, rnd.randint(0, 5))}
    for decision in found.get("decide", decisions):
        # the words of whole and local needs never contradict: no "not", and nothing twice but bounds
        free = [
            one for one in TOLD if one not in needs or one in ("load", "shelter", "grade", "skill", "reach")
        ]
        free = [one for one in free if "not" not in needs.get(one, "") and "any of" not in needs.get(one, "")]
        if rnd.random() < 0.3:
            some = rnd.sample(free, min(len(free), rnd.choice((1, 2))))
            needs[decision] = {term: need(rnd, term, sets_not=False) for term in some}
            for term in some:
                if term in needs and "any of" in needs[decision][term]:
                    needs[decision][term] = choices(term)[0]
    found["needs"] = needs
    if rnd.random() < 0.35:
        found["minimise"] = rnd.sample(["delay", "upkeep"], rnd.choice((1, 1, 2)))
    if rnd.random() < 0.25:
        found["maximise"] = rnd.sample(["load", "grade", "shelter"], rnd.choice((1, 1, 2)))
    if rnd.random() < 0.3:
        found["existing"] = rnd.sample(services, rnd.randint(1, 2))
    if rnd.random() < 0.15:
        found["use"] = rnd.sample(services, rnd.choice((1, 1, 2)))
    if rnd.random() < 0.3:
        found["as_of"] = rnd.choice(("today", "2021-07-01", "2018-01-01"))
    return found


def question(seed: int, rules: dict, *, most: int = 3) -> dict:
    """Give a scenario with four options, of which one or two are to be chosen."""
    found = scenario(seed, rules, most=most)
    rnd = random.Random(seed + 1)
    decisions = found.setdefault("decide", rnd.sample(list(rules["decisions"]), 1))
    settings = rnd.random() < 0.2
    found["options"] = {letter: _option(rnd, rules, decisions, settings=settings) for letter in "ABCD"}
    found["choose"] = "2" if rnd.random() < 0.4 else "1"
    return found


def _option(rnd: random.Random, rules: dict, decisions: list[str], *, settings: bool) -> object:
    able = sorted({name for one in decisions for name in rules["decisions"][one]["candidates"]})
    kind = rnd.random()
    if kind < 0.25:
        return _part(rnd, rnd.choice(able), settings=settings)
    if kind < 0.8:
        some = rnd.sample(able, min(len(able), rnd.choice((1, 2, 2, 3, 4))))
        if rnd.random() < 0.2:
            extra = rnd.choice(list(rules["services"]))
            some += [extra] if extra not in some else []
        return [_part(rnd, one, settings=settings) for one in some]
    return {
        one: rnd.sample(rules["decisions"][one]["candidates"], rnd.choice((1, 1, 2)))
        for one in decisions
        if rnd.random() < 0.9
    } or able[:1]


def _part(rnd: random.Random, name: str, *, settings: bool) -> object:
    if settings and rnd.random() < 0.4:
        term = rnd.choice(("delay", "load", "grade", "reach"))
        return {name: {term: _value(rnd, term)}}
    return name


def write(rules: dict, folder: Path) -> Path:
    """Write a world as a rule folder."""
    for kind in ("services/family", "decisions"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for name in ("vocabulary", "editions"):
        (folder / f"{name}.yaml").write_text(json.dumps(rules[name], indent=1))
    for kind, place in (("services", "services/family"), ("decisions", "decisions")):
        for name, body in rules[kind].items():
            (folder / place / f"{name}.yaml").write_text(json.dumps(body, indent=1))
    return folder


def linked(rules: dict, folder: Path) -> RuleBase:
    """Give a world as the program reads it."""
    return read([write(rules, folder)], keep=False)


def asked(said: dict, base: RuleBase) -> Scenario:
    """Give a scenario as the program reads it."""
    return parse(json.dumps(said).encode(), base, "scenario.yaml", "scenario")


@cache
def base(seed: int, *, hops: bool = False) -> tuple[dict, RuleBase]:
    """Give a world and the same as the program reads it."""
    rules = world(seed, hops=hops)
    with tempfile.TemporaryDirectory() as folder:
        return rules, linked(rules, Path(folder))


def shuffled(rnd: random.Random, said: object, inside: str = "") -> object:
    """Give the same with the keys of its maps, and lists that mean sets, in another order."""
    if isinstance(said, dict):
        keys = list(said)
        if inside not in ("levels", "vocabulary", "options"):
            rnd.shuffle(keys)
        return {key: shuffled(rnd, said[key], key) for key in keys}
    if isinstance(said, list) and inside in ("candidates", "existing", "use", "prefer", "avoid", "exclude"):
        return rnd.sample(said, len(said))
    return [shuffled(rnd, one) for one in said] if isinstance(said, list) else said
