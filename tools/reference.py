#!/usr/bin/env python3
"""Writes ``docs/reference/``: a page for each kind of file, each check and each command, and what other pages quote.

Kinds of file are told by their models, checks by their docstrings, commands by their ``--help``. In
``docs/your-own-rules.md`` the files and outputs that the page names are put in.

    tools/reference.py            write the pages
    tools/reference.py --check    exit 1 if a page is not up to date, and name it
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from advisor.check import registry
from advisor.check.unreadable import UNREADABLE
from advisor.cli.main import COMMANDS, cli
from advisor.models.kinds import MODELS

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs/reference"
TEAM = ROOT / "docs/example-team"
QUOTING = ROOT / "docs/your-own-rules.md"

MADE = "<!-- Made by tools/reference.py: 'make schema' brings it up to date. -->\n"

#: Kind of file -> where it lies, and a file of ours that shows it; a kind that is new here goes without.
PLACES = {
    "service": ("rules/services/<family>/<id>.yaml", "rules/services/security/secrets-manager.yaml"),
    "decision": ("rules/decisions/<id>.yaml", "rules/decisions/secrets.yaml"),
    "vocabulary": ("rules/vocabulary.yaml", "rules/vocabulary.yaml"),
    "editions": ("rules/editions.yaml", "rules/editions.yaml"),
    "story": ("rules/stories/<decision>.yaml", "rules/stories/streaming-ingestion.yaml"),
    "tellings": ("rules/stories/terms.yaml", "rules/stories/terms.yaml"),
    "scenario": ("scenarios/<topic>/<id>.yaml", "scenarios/streaming-ingestion/clickstream-small-team.yaml"),
}


def pages() -> dict[Path, str]:
    """Give every page by its path."""
    found = {REFERENCE / "README.md": _index()}
    for kind in MODELS:
        found[REFERENCE / "files" / f"{kind}.md"] = file_page(kind)
    for check in _checks():
        found[REFERENCE / "checks" / f"{check.name}.md"] = check_page(check)
    for name in COMMANDS:
        found[REFERENCE / "commands" / f"{name}.md"] = command_page(name)
    found[QUOTING] = quoted(QUOTING.read_text(encoding="utf-8"))
    return found


def _checks() -> list[registry.Check]:
    return sorted([UNREADABLE, *map(registry.named, registry.NAMES)], key=lambda one: one.name)


def _index() -> str:
    lines = [MADE, "# Reference\n", "The words are those of the [glossary](../glossary.md).\n", "## Files\n"]
    for kind, model in MODELS.items():
        lines.append(f"- [{kind}](files/{kind}.md): {_first(model.__doc__ or '')}")
    lines.append("\n## Commands\n")
    lines += [
        f"- [advisor {name}](commands/{name}.md): {_first(_command(name).help or '')}" for name in COMMANDS
    ]
    lines.append("\n## Checks\n\nWhat `advisor check` finds.\n")
    lines += [f"- [{one.name}](checks/{one.name}.md): {one.summary}" for one in _checks()]
    return "\n".join(lines) + "\n"


def _first(text: str) -> str:
    """Give the first sentence."""
    return " ".join(text.strip().split("\n\n")[0].split())


def _command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def command_page(name: str) -> str:
    """Give the page of a command: its help, and that of the commands below it."""
    command = _command(name)
    lines = [MADE, f"# advisor {name}\n", _first(command.help or "") + "\n", _help(name)]
    if isinstance(command, click.Group):
        for below in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), below)
            lines += [
                f"## advisor {name} {below}\n",
                _first(inner.help or "" if inner else "") + "\n",
                _help(name, below),
            ]
    return "\n".join(lines)


def _help(*words: str) -> str:
    done = CliRunner().invoke(cli, [*words, "--help"], prog_name="advisor", env={"COLUMNS": "100"})
    text = "\n".join(line.rstrip() for line in done.output.splitlines())
    return f"```text\n{text.strip()}\n```\n"


def check_page(check: registry.Check) -> str:
    """Give the page of a check: its docstring."""
    said, example, shown = check.manual.partition("\nExample:\n")
    lines = [MADE, f"# {check.name}\n", said.strip() + "\n"]
    if example:
        inner = shown.rstrip().splitlines()
        depth = min(len(line) - len(line.lstrip()) for line in inner if line.strip())
        lines.append("Example:\n\n```yaml\n" + "\n".join(line[depth:] for line in inner) + "\n```\n")
    lines.append(
        f"`advisor check --only {check.name}` looks for nothing else.\n"
        if check.name != UNREADABLE.name
        else ""
    )
    return "\n".join(lines).rstrip() + "\n"


def file_page(kind: str) -> str:
    """Give the page of a kind of file: its fields, in their order, with what lies in each."""
    model = MODELS[kind]
    schema = model.model_json_schema(by_alias=True)
    defs = schema.get("$defs", {})
    lines = [MADE, f"# {kind}\n", f"{_first(model.__doc__ or '')}\n"]
    if kind in PLACES:
        place, example = PLACES[kind]
        lines.append(f"It lies in `{place}`. An example: [{example}](../../../{example}).\n")
    lines.append(
        f"`advisor schema {kind}` prints it as a JSON Schema, with all words of the rules in it; "
        "`advisor fmt` puts the fields in this order.\n"
    )
    if "properties" in schema:
        lines.append(_fields(schema))
    else:
        lines.append(f"A {_is({**schema, 'type': 'object'})}.\n")
    lines += [
        part
        for name, about in _ordered(schema, defs)
        for part in (f"## {_title(name)}\n", f"{_first(about.get('description', ''))}\n", _fields(about))
    ]
    return "\n".join(lines).rstrip() + "\n"


def _ordered(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the parts of a file in the order in which they are first named."""
    waiting, seen = [schema], []
    while waiting:
        for name in re.findall(r"#/\$defs/(\w+)", str(waiting.pop(0))):
            if name not in seen:
                seen.append(name)
                waiting.append(defs[name])
                yield name, defs[name]


#: Name of a model -> what its part of a file is called, where that is another word than the model's.
TITLES = {
    "StageModel": "state of life",
    "EntryModel": "entry of a fact",
    "ThenModel": "what a rule concludes",
}


def _title(name: str) -> str:
    return TITLES.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Model")).lower()


def _link(name: str) -> str:
    return f"[{_title(name)}](#{_title(name).replace(' ', '-')})"


def _fields(about: Mapping[str, Any]) -> str:
    rows = ["| field | needed | is | what it says |", "|---|---|---|---|"]
    needed = about.get("required", ())
    for name, field in about["properties"].items():
        must = "yes" if name in needed else ""
        said = _first(field.get("description", "")).replace("``", "`").replace("|", "\\|")
        rows.append(f"| `{name}` | {must} | {_is(field)} | {said} |")
    return "\n".join(rows) + "\n"


def _is(field: Mapping[str, Any]) -> str:
    """Give in words what a value may be."""
    said = _chosen(field)
    if not said and field.get("type") == "array":
        said = f"list of {_several(_is(field['items']))}" if field.get("items") else "list"
    if not said and field.get("type") == "object":
        named = [*field.get("patternProperties", {}).values(), field.get("additionalProperties")]
        inner = next((one for one in named if isinstance(one, dict) and one), None)
        said = f"map of {_several(_is(inner))}" if inner else "map"
    formats = {"date": "a day", "uri": "an address"}
    usual = {"integer": "a number"}.get(str(field.get("type")), "a text")
    return said or ("an id" if "pattern" in field else formats.get(field.get("format", ""), usual))


def _chosen(field: Mapping[str, Any]) -> str:
    """Give what a value may be where that is one of several things; empty where it is not."""
    if "$ref" in field:
        return _link(field["$ref"].rpartition("/")[2])
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return "yes or no" if True in field["enum"] else " or ".join(f"`{one}`" for one in field["enum"])
    return _one_of([one for one in field["anyOf"] if one.get("type") != "null"]) if "anyOf" in field else ""


def _several(one: str) -> str:
    """Give a thing in the plural."""
    known = {
        "a text": "texts",
        "an id": "ids",
        "map": "maps",
        "a text or list of texts": "texts, or lists of them",
    }
    return known.get(one, one)


def _one_of(some: Sequence[Mapping[str, Any]]) -> str:
    if len(some) == 1:
        return _is(some[0])
    if any("url" in one.get("properties", {}) for one in some):
        return "the name of a source, or `{url: …, checked: …}` in place"
    return " or ".join(dict.fromkeys(_is(one) for one in some))


def quoted(text: str) -> str:
    """Put in the files and the outputs that a page names."""

    def file(found: re.Match[str]) -> str:
        said = (TEAM / found[1]).read_text(encoding="utf-8").rstrip()
        shown = re.sub(r"\A# yaml-language-server: .*\n", "", said)
        return f"<!-- file: {found[1]} -->\n```yaml\n# {found[1]}\n{shown}\n```\n"

    def output(found: re.Match[str]) -> str:
        path, service = found[1], found[2]
        words = ["recommend", path, "--rules", "rules"]
        before = Path.cwd()
        try:
            os.chdir(TEAM)
            said = CliRunner().invoke(
                cli, words, prog_name="advisor", env={"COLUMNS": "80"}, standalone_mode=False
            )
        finally:
            os.chdir(before)
        shown = re.search(rf"^  {re.escape(service)}\n(?:    .*\n)+", said.output, re.MULTILINE)
        assert shown, f"{service} is not told in the answer to {path}"
        return f"<!-- output: {path} {service} -->\n```text\n{shown[0].rstrip()}\n```\n"

    block = r"(?:```\w*\n.*?\n```\n)?"
    text = re.sub(rf"<!-- file: (\S+) -->\n{block}", file, text, flags=re.DOTALL)
    return re.sub(rf"<!-- output: (\S+) (.+?) -->\n{block}", output, text, flags=re.DOTALL)


def stray(found: Mapping[Path, str]) -> list[Path]:
    """Give the pages that nothing is the source of any more."""
    return [path for path in sorted(REFERENCE.rglob("*.md")) if path not in found]


def main(words: Sequence[str]) -> int:
    """Write the pages, or check that they are up to date."""
    found = pages()
    if "--check" in words:
        old = [path for path, text in found.items() if not path.exists() or path.read_text("utf-8") != text]
        for path in [*old, *stray(found)]:
            sys.stderr.write(f"{path.relative_to(ROOT)}: not up to date; 'make schema' writes it anew\n")
        return int(bool(old or stray(found)))
    for path, text in found.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in stray(found):
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
