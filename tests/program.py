"""The program on the toy rules: in this process, in one of its own, and in a terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from click.testing import CliRunner

from advisor.cli.main import main

RULES = Path(__file__).parent / "rules"
"""The toy rules, in place of the packaged ones."""

SCENARIOS = {
    "decided": "title: Parcels for the hills\nneeds: {arrival: all-day, load: 80, reach: hills}\nanswer: van\n",
    "tie": "decide: [delivery]\nneeds: {reach: town}\n",
    "none-fits": "decide: [delivery]\nneeds: {delay: at most 1 h, load: 80}\n",
    "not-enough-said": "decide: [delivery]\n",
    "provisional": "decide: [delivery]\nneeds: {delay: 1 h, reach: town, shelter: yes}\n",
    "question": """\
title: Parcels for the hills
text: |
  A farm sends 80 parcels a trip into the hills and wants little upkeep.
  What should carry them?
decide: [delivery]
needs: {load: 80, reach: hills}
words: {load: 80 parcels, reach: into the hills, upkeep: little upkeep}
minimise: [least upkeep]
options: {A: bicycle, B: van, C: drone, D: [bicycle, tarpaulin]}
answer: B
""",
    "choose-two": """\
decide: [delivery, keeping]
needs: {arrival: all-day, load: 101, shelter: yes}
options: {A: bicycle, B: depot, C: drone, D: van}
choose: 2
answer: [B, D]
""",
    "changed-today": "decide: [delivery]\nneeds: {delay: at most 3 h, load: 9}\n",
    "rule": "decide: [delivery]\nneeds: {fragile: yes, delay: at most 5 h}\n",
}
"""Name -> a scenario for each way in which an answer may come out."""


class Done(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


def save(folder: Path, *names: str) -> None:
    """Write scenarios (all, or those named) into a folder, each as ``name.yaml``."""
    folder.mkdir(exist_ok=True)
    for name in names or SCENARIOS:
        (folder / f"{name}.yaml").write_text(SCENARIOS[name], encoding="utf-8")


def run(*arguments: str, said: str = "", columns: int = 80) -> Done:
    """Run in this process, as the command line would."""
    environment = {"COLUMNS": str(columns)}
    with (
        CliRunner().isolation(input=said, env=environment) as (out, err, _),
        patch("advisor.rulebase.base.packaged", return_value=RULES),
        patch("sys.argv", ["advisor", *arguments]),
    ):
        code = -1
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
        sys.stdout.flush()
        return Done(code, out.getvalue().decode(), err.getvalue().decode())


START = (
    "import sys\n"
    "from pathlib import Path\n"
    "from advisor.rulebase import base\n"
    "from advisor.cli.main import program\n"
    "rules = Path(sys.argv.pop(1))\n"
    "base.packaged = lambda: rules\n"
    "sys.argv[0] = 'advisor'\n"
)


def command(*arguments: str, before: str = "") -> list[str]:
    """Give the command that runs the program in a process of its own."""
    return [sys.executable, "-c", f"{START}{before}\nprogram()", str(RULES), *arguments]


def environment(**more: str) -> dict[str, str]:
    """Give the environment of a run: nothing of the user's that changes what is shown."""
    plain = {
        k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "TERM", "PYTHONHASHSEED")
    }
    return {**plain, "PYTHONIOENCODING": "utf-8", "TERM": "xterm", **more}


def process(*arguments: str, said: bytes = b"", **more: str) -> Done:
    """Run in a process of its own, with pipes."""
    done = subprocess.run(
        command(*arguments), input=said, capture_output=True, env=environment(**more), check=False, timeout=60
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


#: Makes the terminal that a run has been given the one whose Ctrl-C reaches it.
OWN_TERMINAL = "import fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)"

CODES = re.compile(r"\x1b\[[0-9;]*m")


class Terminal:
    """A run of the program in a terminal: keys in, screen out."""

    def __init__(self, *arguments: str, columns: int = 80, **more: str) -> None:
        self.data = b""
        self.seen = 0
        self.fd, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.run = subprocess.Popen(
            command(*arguments, before=OWN_TERMINAL),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment(**more),
            start_new_session=True,
        )
        os.close(theirs)

    def until(self, text: str, seconds: float = 30) -> str:
        """Give what has come to the screen since the last call, up to a text."""
        end = time.monotonic() + seconds
        while text not in self.screen[self.seen :]:
            assert self._more(end), f"no {text!r} on the screen:\n{self.screen}"
        start, self.seen = self.seen, self.screen.index(text, self.seen) + len(text)
        return self.screen[start : self.seen]

    def answer(self, keys: str) -> None:
        """Wait for the question, and answer it."""
        self.until("answer> ")
        self.type(keys)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.fd, keys.encode())

    def end(self, seconds: float = 30) -> Done:
        """Wait for the end; gives the whole screen."""
        end = time.monotonic() + seconds
        while self._more(end):
            pass
        return Done(self.run.wait(seconds), self.screen, "")

    def _more(self, end: float) -> bool:
        if not select.select([self.fd], [], [], max(0, end - time.monotonic()))[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # so a terminal on Linux says that the other side has gone
            return False
        self.data += data
        return bool(data)

    @property
    def screen(self) -> str:
        """All that has come to the screen."""
        return self.data.decode("utf-8", "ignore").replace("\r\n", "\n")


@contextlib.contextmanager
def terminal(*arguments: str, columns: int = 80, **more: str) -> Iterator[Terminal]:
    """Run the program in a terminal, and end it if it has not ended."""
    one = Terminal(*arguments, columns=columns, **more)
    try:
        yield one
    finally:
        with contextlib.suppress(ProcessLookupError):
            one.run.kill()
        one.run.wait()
        os.close(one.fd)
