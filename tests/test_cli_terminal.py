"""Mistakes told in plain words, and the program at the end of a pipe and in a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from program import CODES, SCENARIOS, command, environment, process, run, save, terminal


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path, "decided", "tie", "none-fits")


MISTAKES = {
    "command": (
        ["recomend", "decided.yaml"],
        (
            "advisor: there is no command 'recomend'\n"
            "  did you mean 'recommend'?\n"
            "  'advisor --help' shows how\n"
        ),
    ),
    "option": (
        ["recommend", "--wy", "decided.yaml"],
        "advisor: No such option '--wy'. Did you mean '--why'?\n  'advisor recommend --help' shows how\n",
    ),
    "no argument": (
        ["recommend"],
        "advisor: Missing argument 'FILE…|FOLDER|-'.\n  'advisor recommend --help' shows how\n",
    ),
    "file": (["recommend", "decidd.yaml"], "decidd.yaml: there is no such file\n"),
    "empty folder": (["recommend", "void"], "void: there is no .yaml file in this folder\n"),
    "term": (
        ["recommend", "term.yaml"],
        (
            "term.yaml:2:3: unknown term 'lod'\n  did you mean 'load'?\n"
            "term.yaml:3:10: delay: 'soon' is not a time (ms, s, min, h, d)\n"
        ),
    ),
    "two files": (
        ["recommend", "term.yaml", "decidd.yaml"],
        (
            "decidd.yaml: there is no such file\n"
            "term.yaml:2:3: unknown term 'lod'\n  did you mean 'load'?\n"
            "term.yaml:3:10: delay: 'soon' is not a time (ms, s, min, h, d)\n"
        ),
    ),
    "day": (
        ["recommend", "decided.yaml", "--as-of", "tomorow"],
        "--as-of: 'tomorow' is neither a day (2023-03-31) nor an edition\n  known: old, today\n",
    ),
    "today": (
        ["recommend", "decided.yaml", "--today", "2024-02-30"],
        "--today: '2024-02-30' is neither a day (2023-03-31) nor an edition\n  known: old, today\n",
    ),
    "rules": (
        ["recommend", "decided.yaml", "--rules", "hose"],
        "hose: there is no such folder\n  a rule folder holds services/ and decisions/\n",
    ),
    "form": (
        ["recommend", "decided.yaml", "-o", "yaml"],
        (
            "advisor: Invalid value for '-o' / '--output': 'yaml' is not one of 'text', 'json', 'markdown'.\n"
            "  'advisor recommend --help' shows how\n"
        ),
    ),
}
"""What is wrong -> how it was asked, and what is told."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_way_out(tmp_path, mistake):
    """Exit code 2, nothing on the output, and words that a person can act on."""
    (tmp_path / "void").mkdir()
    (tmp_path / "term.yaml").write_text("needs:\n  lod: 3\n  delay: soon\n", encoding="utf-8")
    arguments, told = MISTAKES[mistake]

    assert run(*arguments) == (2, "", told)


def test_no_command_at_all_shows_the_help():
    """Whoever types the bare name sees what there is; a script that does sees a failure."""
    done = run()

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: advisor ")
    assert "  recommend " in done.err
    assert done.err.count("--help") == 1


def test_a_broken_house_rule_is_told(tmp_path):
    """At its place, like a mistake in any file."""
    (tmp_path / "house" / "decisions").mkdir(parents=True)
    (tmp_path / "house" / "decisions" / "delivery.yaml").write_text(
        "rules:\n  no-vans: {when: {lod: 1}, then: {exclude: [vann]}, because: No.}\n", encoding="utf-8"
    )
    done = run("recommend", "decided.yaml", "--rules", "house")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "house/decisions/delivery.yaml:2:20: unknown term 'lod'",
        "  did you mean 'load'?",
        "house/decisions/delivery.yaml:2:46: unknown service 'vann'",
        "  did you mean 'van'?",
    ]


def test_a_pipe_has_no_colour():
    """What is piped or saved is plain text."""
    done = process("recommend", "decided.yaml")

    assert "\x1b" not in done.out
    assert done.out == run("recommend", "decided.yaml").out


def test_a_terminal_has_colour_and_the_same_text():
    """Colour adds nothing but colour."""
    with terminal("recommend", "decided.yaml") as one:
        done = one.end()

    assert done.code == 0
    assert done.out.startswith("\x1b[1mAs of 2020-01-01 (old): Van\x1b[0m\n")
    assert "\x1b[32m+\x1b[0m" in done.out
    assert "\x1b[31m-\x1b[0m" in done.out
    assert CODES.sub("", done.out) == run("recommend", "decided.yaml").out


@pytest.mark.parametrize("asked", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(asked):
    """NO_COLOR, or a terminal that knows none: the same text without."""
    with terminal("recommend", "decided.yaml", **asked) as one:
        done = one.end()

    assert done.out == run("recommend", "decided.yaml").out


def test_text_fits_the_terminal():
    """The width is the terminal's, but lines never get longer than one can read."""
    with terminal("recommend", "tie.yaml", columns=60, NO_COLOR="1") as one:
        narrow = one.end().out
    with terminal("recommend", "tie.yaml", columns=200, NO_COLOR="1") as one:
        wide = one.end().out

    assert narrow == run("recommend", "tie.yaml", columns=60).out
    assert wide == run("recommend", "tie.yaml", columns=100).out


def test_output_that_cannot_be_written_is_told():
    """A disk that is full must not look like an answer."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("decisions"),
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
            timeout=60,
        )

    assert done.returncode == 2
    assert done.stderr.decode() == "advisor: No space left on device\n"


@pytest.mark.parametrize("name", ["decided", "none-fits"])
def test_a_reader_who_leaves_is_no_failure(name):
    """``| head -1`` shows the first line, and nobody complains that the rest is not read."""
    with subprocess.Popen(
        command("recommend", *[f"{name}.yaml"] * 200),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as one:
        first = one.stdout.readline()
        one.stdout.close()
        complaint = one.stderr.read()

    assert first.decode() == f"{name}.yaml\n"
    assert (one.returncode, complaint) == (0, b"")


READING = """
def told():
    print("reading", flush=True)
    return rules
base.packaged = told
"""
"""Says so once the program is at work."""


def test_ctrl_c_stops_without_a_traceback():
    """Exit code 130, as shells expect, and one word."""
    with subprocess.Popen(
        command("recommend", "-", before=READING),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as one:
        assert one.stdout.readline() == b"reading\n"
        one.send_signal(signal.SIGINT)
        told = one.stderr.read().decode()

    assert (one.returncode, told.strip()) == (130, "stopped")


BUSY = r"""
import os, time
from advisor.cli import many
def busy(*_):
    os.write(1, b"busy\n")
    time.sleep(60)
many._WORTH_IT, many._CHUNK, many.cores, many._one = 2, 1, lambda: 2, busy
"""
"""Two processes at work on two scenarios."""


def test_ctrl_c_stops_the_work_on_all_cores():
    """Many scenarios are answered by several processes, and none of them complains."""
    with subprocess.Popen(
        command("recommend", "decided.yaml", "tie.yaml", before=BUSY),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    ) as one:
        assert [one.stdout.readline(), one.stdout.readline()] == [b"busy\n", b"busy\n"]
        os.killpg(one.pid, signal.SIGINT)
        told = one.stderr.read().decode()

    assert (one.returncode, told.strip()) == (130, "stopped")


def test_a_process_that_is_ended_from_outside_is_told():
    """Nobody waits for ever: the run ends with a message and exit code 2."""
    killed = BUSY.replace("time.sleep(60)", "os.kill(os.getpid(), 9)")
    done = subprocess.run(
        command("recommend", "decided.yaml", "tie.yaml", before=killed),
        capture_output=True,
        env=environment(),
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert b"one of the processes at work was ended from outside" in done.stderr


SMUGGLED = ["\x1b[31m", "\x9b31m", "\u202e", "\x07", "\r"]


@pytest.mark.parametrize("sign", SMUGGLED)
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_no_control_character_reaches_the_terminal(tmp_path, form, sign):
    """A title, or the name of a file, cannot move the cursor or turn the text around."""
    (tmp_path / "title.yaml").write_text(
        f'title: "a{sign}b"\ndecide: [delivery]\nneeds: {{load: 80}}\n', encoding="utf-8", newline=""
    )
    (tmp_path / f"a{sign}b.yaml").write_text(SCENARIOS["decided"], encoding="utf-8")
    for arguments in (
        ["recommend", "title.yaml", "-o", form],
        ["recommend", f"a{sign}b.yaml", "-o", form],
        ["recommend", f"a{sign}b.yaml", "decided.yaml", "-o", form],
        ["recommend", ".", "-o", form],
        ["adr", "title.yaml"],
        ["adr", f"a{sign}b.yaml"],
        ["recommend", f"no{sign}b.yaml"],
    ):
        done = run(*arguments)

        assert sign[0] not in done.out + done.err, arguments
