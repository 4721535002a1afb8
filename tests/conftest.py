"""The toy rule base: parcels, bicycles and vans, so that unit tests never depend on AWS facts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor.recommend.advise import recommend
from advisor.rulebase.asked import parse
from advisor.rulebase.base import load, read

HERE = Path(__file__).parent
ROOT = HERE.parent


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    """Keep the user's cache folder out of it; all tests of a run share one."""
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def toy():
    """The toy rule base."""
    return read([HERE / "rules"], keep=False)


@pytest.fixture(scope="session")
def packaged():
    """The rules that come with the program."""
    return load(keep=False)


@pytest.fixture(scope="session")
def ask(toy):
    """Ask the toy rule base about a scenario given as YAML."""

    def asked(text: str, as_of: str | None = None, **more):
        return recommend(toy, parse(text.encode(), toy, "scenario.yaml", "scenario"), as_of, **more)

    return asked


@pytest.fixture
def golden(toy):
    """Hold a whole output against the one kept in ``golden``; with REWRITE=1 it is kept anew."""

    def held(name: str, text: str) -> None:
        path = HERE / "golden" / f"{name}.txt"
        text = text.replace(toy.hash, "<hash of the rules>")
        if os.environ.get("REWRITE") == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"REWRITE=1 makes {path.name}"
        assert text == path.read_text(encoding="utf-8"), f"REWRITE=1 keeps {path.name} anew"

    return held
