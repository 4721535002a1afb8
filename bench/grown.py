"""The packaged rules grown by whole multiples, and a rule base of a given shape."""

from __future__ import annotations

from pathlib import Path

import yaml

from advisor.recommend.case import case
from advisor.rulebase.asked import read
from advisor.rulebase.base import RuleBase, load

LISTS = ("prefer", "avoid", "exclude")


def grow(rules: Path, into: Path, times: int) -> Path:
    """Write a folder that, laid over ``rules``, makes it ``times`` as large: same shape, other ids."""
    ids = {file.stem for file in (rules / "services").rglob("*.yaml")}
    for copy in range(2, times + 1):
        for file in (rules / "services").rglob("*.yaml"):
            said = _read(file)
            said["name"] = f"{said['name']} {copy}"
            said.pop("aka", None)
            _write(into / "services" / f"copy-{copy}" / f"{file.stem}-{copy}.yaml", said)
        for file in (rules / "decisions").glob("*.yaml"):
            said = _read(file)
            said["candidates"] = [f"{_id(one, ids)}-{copy}" for one in said["candidates"]]
            for rule in (said.get("rules") or {}).values():
                for verb in LISTS:
                    if verb in rule["then"]:
                        rule["then"][verb] = [f"{_id(one, ids)}-{copy}" for one in rule["then"][verb]]
            said.pop("raised_by", None)
            _write(into / "decisions" / f"{file.stem}-{copy}.yaml", said)
    return into


def _id(name: str, ids: set[str]) -> str:
    if name not in ids:
        raise SystemExit(f"bench: write '{name}' by its id in the decisions")
    return name


def _read(file: Path) -> dict:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)


def _write(file: Path, said: dict) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(said, Dumper=yaml.CSafeDumper, default_style='"', sort_keys=False, allow_unicode=True)
    file.write_text(text, encoding="utf-8")


def shaped(into: Path, decisions: int, candidates: int) -> tuple[Path, str]:
    """Write a rule base of so many decisions and candidates, and give a scenario that raises them all."""
    terms = {
        "arrival": {"means": "How it comes.", "asks": "How?", "choices": ["stream", "batch"]},
        "latency": {"means": "Delay.", "asks": "How soon?", "unit": "s", "fit": "at most"},
        "size": {"means": "Size.", "asks": "How large?", "unit": "B", "fit": "up to"},
        "upkeep": {"means": "Work.", "asks": "How much work?", "levels": {"none": "No.", "low": "A bit.", "high": "Much."}, "fit": "at most"},
        "durable": {"means": "Kept.", "asks": "Kept?", "levels": {"no": "No.", "yes": "Yes."}, "fit": "at least"},
        "format": {"means": "Forms.", "asks": "Which form?", "choices": [f"f{n}" for n in range(8)], "fit": "includes"},
    }  # fmt: skip
    _write(into / "vocabulary.yaml", terms)
    _write(
        into / "editions.yaml",
        {"default": "then", "editions": {"then": {"day": "2023-01-01"}, "today": {"day": "2026-01-01"}}},
    )
    source = {"url": "https://example.org/x", "checked": "2026-01-01"}
    for d in range(decisions):
        names = []
        for c in range(candidates):
            names.append(f"d{d}-c{c}")
            facts = {
                "latency": {"is": f"{(c * 7 + d * 3) % 11 + 1} s", "source": "page"},
                "size": {"is": f"{2 ** ((c * 5 + d) % 9)} MB", "source": "page"},
                "upkeep": {"is": ("none", "low", "high")[(c + d) % 3], "source": "page"},
                "durable": {"is": ("no", "yes")[(c // 2 + d) % 2], "source": "page"},
                "format": {"is": [f"f{(c + n) % 8}" for n in range(4)], "source": "page"},
            }
            service = {
                "name": f"Service {d} {c}",
                "does": "Something.",
                "sources": {"page": source},
                "facts": facts,
            }
            _write(into / "services" / "s" / f"d{d}-c{c}.yaml", service)
        rules = {
            "large-wants-quick": {"when": {"size": "over 1 MB"}, "then": {"need": {"latency": "at most 11 s"}}, "because": "It does."},
            "kept-likes-first": {"when": {"durable": "yes"}, "then": {"prefer": [names[0], names[3 % candidates]]}, "because": "It does."},
        }  # fmt: skip
        decision = {
            "question": f"What does {d}?",
            "raised_by": {"arrival": "stream"},
            "asks": ["latency", "size", "upkeep", "durable", "format"],
            "candidates": names,
            "rules": rules,
        }
        _write(into / "decisions" / f"d{d}.yaml", decision)
    scenario = "needs: {arrival: stream, latency: 9 s, size: 2 MB, durable: yes, format: [f2, f5]}\nminimise: [upkeep]\nmaximise: [size]\n"
    return into, scenario


def bank(scenarios: Path, into: Path, times: int) -> Path:
    """Write so many copies of the scenarios, each of a single decision about the copy of that decision.

    The rules are those that :func:`grow` has made. A scenario of several decisions stays one of the decisions
    that it was about: data passes between services, and copies of services name the first ones.
    """
    base = load()
    for file in sorted(scenarios.rglob("*.yaml")):
        said = _read(file)
        decisions = case(base, read(file, base), base.day(None)).decisions
        for copy in range(1, times + 1):
            one = _renamed(said, base, decisions, copy) if copy > 1 and len(decisions) == 1 else said
            _write(into / file.parent.name / f"{file.stem}-{copy}.yaml", one)
    return into


def _renamed(said: dict, base: RuleBase, decisions: tuple[str, ...], copy: int) -> dict:
    def other(name: str) -> str:
        return f"{base.names.find(name)}-{copy}"

    def parts(said: object) -> object:
        if isinstance(said, list):
            return [parts(one) for one in said]
        if isinstance(said, dict):
            dealt = set(said) <= set(decisions)
            return {
                f"{key}-{copy}" if dealt else other(key): parts(value) if dealt else value
                for key, value in said.items()
            }
        return other(said)

    made = {**said, "decide": [f"{one}-{copy}" for one in decisions]}
    for key in ("existing", "use"):
        if key in said:
            made[key] = parts(said[key])
    if "options" in said:
        made["options"] = {letter: parts(one) for letter, one in said["options"].items()}
    elif "answer" in said:
        made["answer"] = parts(said["answer"])
    made.pop("words", None)
    made["needs"] = {
        f"{key}-{copy}" if isinstance(need, dict) and key in base.decisions else key: need
        for key, need in (said.get("needs") or {}).items()
    }
    return made
