"""Rule bases kept between runs: the same as read anew, and never answered from what is spoilt or old."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from advisor.errors import AdvisorError
from advisor.rulebase import cache
from advisor.rulebase.base import load, read
from folders import RULES, SLEDGE, write


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A cache folder of its own, with the toy rules in it."""
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    base = read([RULES])
    (path,) = (tmp_path / "cache").glob("*.rules")
    return base, path


def same(one, other):
    """Whether two rule bases say the same."""
    return all(
        dict(getattr(one, name)) == dict(getattr(other, name))
        for name in ("terms", "services", "decisions", "editions", "raisers", "links")
    ) and (one.default, one.names.table, one.hash) == (other.default, other.names.table, other.hash)


def test_what_is_kept_is_what_was_read(kept, monkeypatch):
    """The second time nothing is linked, and everything is the same."""
    base, _ = kept
    monkeypatch.setattr("advisor.rulebase.base._linked", None)

    assert same(read([RULES]), base)


def test_all_of_the_packaged_rules_come_back_from_the_cache(packaged):
    """Every kind of fact, rule and source that there is survives being kept."""
    load()

    assert same(load(), packaged)


def test_a_kept_rule_base_needs_neither_pydantic_nor_yaml(kept):
    """Nor what they bring along; that is what it is kept for."""
    program = (
        "import sys; from pathlib import Path; from advisor.rulebase.base import read;"
        f"base = read([Path({str(RULES)!r})]);"
        "print(base.services['van'].name, base.decisions['delivery'].question, len(base.terms));"
        "print(sorted({'pydantic', 'pydantic_core', 'yaml', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "ADVISOR_CACHE": str(kept[1].parent)},
    )

    assert done.stdout == "Van What should carry the parcels? 9\n[]\n"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:0],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data[:40],
        lambda data: data.partition(b"\n")[0],
        lambda data: data + b"{}\n",
        lambda data: b"\0" * len(data),
        lambda data: data[:0] + b"{}\n{}\n{}\n",
        lambda data: data.replace(b"advisor", b"adviser", 1),
        lambda data: data.replace(b"Van", b"Vat", 1),
        lambda data: data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
        lambda data: data[:200] + bytes([data[200] ^ 128]) + data[201:],
    ],
)
def test_a_spoilt_file_in_the_cache_is_ignored_and_made_anew(kept, spoil):
    """Half-written, foreign, truncated or with a flipped bit: it is as if it were not there."""
    base, path = kept
    good = path.read_bytes()
    path.write_bytes(spoil(good))

    assert same(read([RULES]), base)
    assert same(read([RULES]), base)
    assert path.read_bytes() == good


def test_every_flipped_bit_is_noticed(kept):
    """Wherever in the file it is, nothing of it is believed."""
    base, path = kept
    good = path.read_bytes()
    for position in range(0, len(good), 211):
        path.write_bytes(good[:position] + bytes([good[position] ^ 4]) + good[position + 1 :])

        assert same(read([RULES]), base), position


def test_a_file_of_another_version_is_ignored(kept, monkeypatch):
    """What one version has kept means nothing to another."""
    base, path = kept
    monkeypatch.setattr(cache, "__version__", "0.0.0")

    assert cache.load(path.parent, path.stem, dict) is None
    assert same(read([RULES]), base)


def test_a_folder_in_the_place_of_a_file_is_ignored(kept):
    """Even that is only slower."""
    base, path = kept
    path.unlink()
    path.mkdir()

    assert same(read([RULES]), base)


def test_changed_rules_are_never_answered_from_the_cache(tmp_path):
    """Not even by a change that keeps the size and the time of a file."""
    rules = tmp_path / "toy"
    shutil.copytree(RULES, rules)
    path = rules / "services/parcels/van.yaml"
    before = read([rules])
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b"name: Van", b"name: Bus"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = read([rules])

    assert (before.services["van"].name, after.services["van"].name) == ("Van", "Bus")
    assert before.hash != after.hash


def test_a_file_moved_or_renamed_is_a_change(tmp_path):
    """Places are part of what is told."""
    rules = tmp_path / "toy"
    shutil.copytree(RULES, rules)
    before = read([rules])
    (rules / "services/other").mkdir()
    (rules / "services/parcels/van.yaml").rename(rules / "services/other/van.yaml")
    after = read([rules])

    assert before.services["van"].at == "rules/services/parcels/van.yaml:1"
    assert after.services["van"].at == "rules/services/other/van.yaml:1"


def test_rules_with_a_mistake_are_not_kept(tmp_path, monkeypatch):
    """The mistake is told every time."""
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    rules = tmp_path / "toy"
    shutil.copytree(RULES, rules)
    write(rules, {"services/sledge.yaml": "name: Sledge\n"})
    for _ in range(2):
        with pytest.raises(AdvisorError) as caught:
            read([rules])

        assert str(caught.value) == "rules/services/sledge.yaml:1:1: 'does' is missing"
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("where", ["file", "file/below", "/proc/no/such/place", "/dev/null/x"])
def test_a_cache_that_cannot_be_written_is_no_error(tmp_path, monkeypatch, toy, where):
    """It is only slower the next time."""
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / where))

    assert same(read([RULES]), toy)


def test_the_cache_can_be_switched_off(tmp_path, monkeypatch, toy):
    """An empty folder name keeps nothing."""
    monkeypatch.setenv("ADVISOR_CACHE", "")
    monkeypatch.chdir(tmp_path)

    assert same(read([RULES]), toy)
    assert list(tmp_path.iterdir()) == []


def test_the_cache_forgets_the_oldest(tmp_path, monkeypatch):
    """A rule author's every save leaves one; only the last eight are kept."""
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    rules = tmp_path / "toy"
    shutil.copytree(RULES, rules)
    for number in range(10):
        write(rules, {"services/sledge.yaml": SLEDGE + f"# {number}\n"})
        last = read([rules])

    assert len(list((tmp_path / "cache").iterdir())) == 8
    assert (tmp_path / "cache" / f"{last.hash}.rules").exists()


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A copy of the toy rules that counts as untouched for long, and a cache folder of its own."""
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("advisor.rulebase.sighting._SETTLED", -(10**12))
    shutil.copytree(RULES, tmp_path / "rules")
    for _ in range(2):  # linked and kept, then found kept and remembered
        read([tmp_path / "rules"])
    return tmp_path / "rules"


def test_what_looks_as_it_did_is_not_read_again(own, monkeypatch):
    """Looking at files takes a fraction of the time of reading them."""
    before = read([own])
    monkeypatch.setattr("advisor.rulebase.base._found", None)

    assert same(read([own]), before)


@pytest.mark.parametrize("keep_time", [False, True])
def test_a_file_of_the_same_size_is_read_again_whatever_its_date_says(own, keep_time):
    """Its time of change cannot be set back."""
    path = own / "services/parcels/van.yaml"
    was = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: Van", "name: Car"), encoding="utf-8")
    if keep_time:
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    assert path.stat().st_size == was.st_size
    assert read([own]).services["van"].name == "Car"


def test_a_new_file_and_one_that_is_gone_are_noticed(own):
    """Though no other file has changed."""
    write(own, {"services/parcels/sledge.yaml": SLEDGE})
    assert "sledge" in read([own]).services

    (own / "services/parcels/sledge.yaml").unlink()
    assert "sledge" not in read([own]).services


def test_what_has_just_been_written_is_read_every_time(own, monkeypatch):
    """Within the same tick of the clock it could be written again unseen."""
    monkeypatch.setattr("advisor.rulebase.sighting._SETTLED", 10**15)
    path = own / "services/parcels/van.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# looked at\n", encoding="utf-8")
    for _ in range(3):
        read([own])
    monkeypatch.setattr("advisor.rulebase.base._found", None)

    with pytest.raises(TypeError):
        read([own])


@pytest.mark.parametrize("spoil", [b"", b"0" * 32, b"0" * 32 + b" 00000000", b"\xff\xfe"])
def test_a_spoilt_memory_of_how_files_looked_is_passed_over(own, spoil):
    """The files are then read."""
    before = read([own])
    (seen,) = (own.parent / "cache").glob("*.seen")
    seen.write_bytes(spoil)

    assert same(read([own]), before)
