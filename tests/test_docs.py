"""What README and docs show is what the program says and does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from advisor.cli.files import KINDS
from advisor.cli.main import COMMANDS, cli
from advisor.rulebase.schema import schema

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = "scenarios/streaming-ingestion/clickstream-small-team.yaml"


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, list(arguments), env={"COLUMNS": "80"}, standalone_mode=False)
    assert done.exception is None, done.output
    return done.output


def test_the_output_in_the_readme_is_what_the_program_prints(monkeypatch):
    """README shows the beginning of the real answer."""
    monkeypatch.chdir(ROOT)
    shown = re.search(r"<!-- output -->\n```text\n(.*?)…\n```", README, re.DOTALL).group(1)

    assert shown.count("\n") > 15
    assert run("recommend", EXAMPLE).startswith(shown)


def test_the_scenario_in_the_readme_is_the_one_that_is_run():
    """The fields that README shows stand so in the file."""
    shown = yaml.safe_load(re.search(r"```yaml\n(.*?)```", README, re.DOTALL).group(1))
    whole = yaml.safe_load((ROOT / EXAMPLE).read_text(encoding="utf-8"))

    assert shown == {key: whole[key] for key in shown}
    assert set(whole) - set(shown) == {"text", "domain", "words", "answer"}


def test_every_command_in_the_docs_exists():
    """A command named in README, CONTRIBUTING or docs is one of the program's."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    named = {
        word for page in pages for word in re.findall(r"`advisor ([a-z-]+)", page.read_text(encoding="utf-8"))
    }

    assert len(named) > 5
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    """``--help`` says what a command does and shows it at work."""
    text = run(command, "--help")

    assert f"advisor {command}" in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_that_editors_read_are_up_to_date(packaged, kind):
    """``make schema`` has been run since the models or the vocabulary changed."""
    written = json.loads((ROOT / "schema" / f"{kind}.json").read_text(encoding="utf-8"))

    assert written == schema(kind, packaged)


def files(kind: str) -> list[Path]:
    return {
        "scenario": sorted((ROOT / "scenarios").rglob("*.yaml")),
        "service": sorted((ROOT / "rules/services").rglob("*.yaml")),
        "decision": sorted((ROOT / "rules/decisions").glob("*.yaml")),
        "vocabulary": [ROOT / "rules/vocabulary.yaml"],
        "editions": [ROOT / "rules/editions.yaml"],
        "story": [one for one in sorted((ROOT / "rules/stories").glob("*.yaml")) if one.stem != "terms"],
        "tellings": [ROOT / "rules/stories/terms.yaml"],
    }[kind]


class Editor(yaml.SafeLoader):
    """YAML as editors read it: version 1.2, where only true and false are yes and no."""


Editor.yaml_implicit_resolvers = {
    first: [
        (tag, exp)
        for tag, exp in some
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, some in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_files_pass_the_schema_and_name_it(packaged, kind):
    """Each file's modeline leads to the schema of its kind, and the file passes it."""
    check = jsonschema.Draft202012Validator(schema(kind, packaged))
    for file in files(kind):
        text = file.read_text(encoding="utf-8")
        modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)

        assert modeline, file
        assert (file.parent / modeline.group(1)).resolve() == ROOT / "schema" / f"{kind}.json"
        assert not [error.message for error in check.iter_errors(yaml.load(text, Editor))], file


def test_no_file_names_a_registry_or_a_path_of_this_machine():
    """What is committed works anywhere."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    hosts = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org"]
    for name in tracked:
        path = ROOT / name
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        for word in (*hosts, "/ro" + "ot/", "/ho" + "me/"):
            assert word not in text, f"{name}: {word}"


def test_the_program_runs_without_what_only_developers_need():
    """No development package is imported by a run, nor what makes a start slow."""
    code = (
        "import sys; from advisor.cli.main import main; sys.argv = ['advisor', 'recommend', sys.argv[1]]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(ROOT / EXAMPLE)]
    subprocess.run(command, capture_output=True, check=True)  # the first run fills the cache
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    for name in ("pytest", "hypothesis", "jsonschema", "pydantic", "durable.engine"):
        assert f"'{name}'" not in done.stderr
