"""docs/reference says what the program says, and what docs/your-own-rules.md shows is so."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from advisor.check import registry
from advisor.cli.main import COMMANDS
from advisor.models.kinds import MODELS
from conftest import ROOT

TEAM = ROOT / "docs/example-team"

_SPEC = importlib.util.spec_from_file_location("reference", ROOT / "tools/reference.py")
reference = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(reference)


@pytest.fixture(scope="module")
def pages():
    """Every page, as it would be written now."""
    return reference.pages()


def test_the_pages_are_up_to_date(pages):
    """Models, docstrings and ``--help`` have not changed since ``make schema`` was run."""
    for path, text in pages.items():
        assert path.is_file(), path
        assert path.read_text(encoding="utf-8") == text, path
    assert reference.stray(pages) == []


def test_there_is_a_page_for_everything(pages):
    """Each kind of file with all its fields, each check, each command with all its options."""
    for kind, model in MODELS.items():
        text = pages[ROOT / f"docs/reference/files/{kind}.md"]
        for name, field in model.model_fields.items():
            assert name == "root" or f"| `{field.alias or name}` |" in text
    for name in (*registry.NAMES, "unreadable"):
        assert (ROOT / f"docs/reference/checks/{name}.md") in pages
    for name in COMMANDS:
        assert f"Usage: advisor {name}" in pages[ROOT / f"docs/reference/commands/{name}.md"]
    assert "Usage: advisor new rule" in pages[ROOT / "docs/reference/commands/new.md"]


def test_every_link_leads_somewhere(pages):
    """To a page, a file of the project, or a heading."""
    for path, text in pages.items():
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            page, _, heading = link.partition("#")
            if page.startswith("https://"):
                continue
            target = (path.parent / page).resolve() if page else path
            assert target.exists(), f"{path}: {link}"
            if heading:
                heads = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
                assert heading in [head.lower().replace(" ", "-") for head in heads], link


def advisor(*words: str, at: Path = TEAM) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "advisor", *words]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)


def test_the_team_of_the_example_has_rules_that_hold():
    """Its own service, its house rules and its tests: read, checked and run as the page says."""
    checked = advisor("check", "scenarios", "--rules", "rules")
    run = advisor("recommend", "scenarios", "--rules", "rules")

    assert (checked.returncode, checked.stderr) == (0, "")
    assert (run.returncode, run.stdout.splitlines()[-1]) == (0, "Stated answers that are right: 4 of 4.")
    assert advisor("fmt", "--check", "rules", "scenarios").returncode == 0


def test_a_house_rule_bars_what_the_team_does_not_run():
    """Without the folder the answer is another, and whoever has a cluster goes on."""
    path = "scenarios/etl/counts-joined-around-the-clock.yaml"
    ours = advisor("recommend", path, "--rules", "rules").stdout
    theirs = advisor("recommend", path, "--as-of", "today").stdout

    assert ours.startswith("As of 2026-11-24 (today): AWS Glue ETL jobs\n")
    assert theirs.startswith("As of 2026-11-24 (today): Amazon EMR\n")
    assert "House rule: the trams run no clusters of their own." in ours


@pytest.fixture
def repository(tmp_path):
    """A repository like that of the example."""
    shutil.copytree(TEAM, tmp_path / "team")
    return tmp_path / "team"


HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "hook", [hook for hook in HOOKS if hook["entry"].split()[1] in COMMANDS], ids=lambda one: one["id"]
)
def test_a_hook_passes_good_files_and_stops_bad_ones(hook, repository):
    """Run as pre-commit runs it: the entry, its arguments, and the files that it is for."""
    files = [str(path.relative_to(repository)) for path in sorted(repository.rglob("*")) if path.is_file()]
    meant = [path for path in files if re.search(hook["files"], path)]
    words = [
        *hook["entry"].split()[1:],
        *hook.get("args", []),
        *(meant if hook.get("pass_filenames", True) else []),
    ]

    assert len(meant) == 9
    assert advisor(*words, at=repository).returncode == 0
    spoilt = repository / "rules/services/own/report-cache.yaml"
    text = spoilt.read_text(encoding="utf-8")
    spoilt.write_text(text.replace("query-time: {is: sub-second", "query-time: {is: soon"), encoding="utf-8")
    before = spoilt.read_text(encoding="utf-8")
    if hook["id"] == "advisor-fmt":
        spoilt.write_text(re.sub("name: .*\n(aka: .*\n)", r"\1name: Report cache\n", text), encoding="utf-8")
        assert "put in order: rules/services/own/report-cache.yaml" in advisor(*words, at=repository).stdout
        assert spoilt.read_text(encoding="utf-8") != before
    else:
        assert advisor(*words, at=repository).returncode != 0


def test_the_hooks_are_as_pre_commit_wants_them():
    """Its own check of such files passes."""
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")
    used = yaml.safe_load((TEAM / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in used["repos"][0]["hooks"]] == [hook["id"] for hook in HOOKS]
