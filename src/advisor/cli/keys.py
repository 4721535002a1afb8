"""Keys: one at a time where there is a terminal, a line at a time where there is none or it is read aloud.

Nothing is ever drawn twice and the cursor never moves, so that a slow line, a log and a screen reader all
get the same text. While nothing is typed, work that will be wanted next is done piece by piece.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Iterator

import click

ENTER = "enter"
END = "end"
"""The input has ended (Ctrl-D, or the end of a pipe)."""
LATE = "late"
"""Nothing was typed before the time was up."""

_NAMED = {"\r": ENTER, "\n": ENTER, "\x04": END, "\x7f": "erase", "\x08": "erase", " ": ENTER}
_ARROWS = {b"[D": "p", b"OD": "p", b"[C": ENTER, b"OC": ENTER}


def single(*, plain: bool) -> bool:
    """Whether single keys can be read: there is a terminal, and whole lines are not asked for."""
    if plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        import termios  # not on every system
    except ImportError:  # pragma: no cover - Windows
        return False
    return bool(termios)


@contextlib.contextmanager
def keyboard(*, one_key: bool) -> Iterator[None]:
    """Have keys given one by one, unechoed, for the time inside; the terminal is put back at the end."""
    if not one_key:
        yield
        return
    import termios
    import tty

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)

    def ended(number: int, _: object) -> None:
        termios.tcsetattr(handle, termios.TCSANOW, before)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    asked = signal.signal(signal.SIGTERM, ended)
    try:
        tty.setcbreak(handle, termios.TCSADRAIN)
        yield
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)
        signal.signal(signal.SIGTERM, asked)


def key(work: Iterator[None] | None = None, until: float | None = None) -> str:
    """Give the next key: a letter, or the name of one that has none.

    Args:
        work: what to do piece by piece while nothing is typed.
        until: the time by :func:`time.monotonic` at which waiting ends.
    """
    handle = sys.stdin.fileno()
    if not _waited(handle, work, until):
        return LATE
    data = os.read(handle, 1)
    if not data:
        return END
    if data == b"\x1b":
        rest = os.read(handle, 2) if select.select([handle], [], [], 0.05)[0] else b""
        return _ARROWS.get(rest, "")
    while data[0] >= 0x80 and len(data) < 4 and not _whole(data):  # noqa: PLR2004 - UTF-8 has four bytes at most
        data += os.read(handle, 1)
    text = data.decode("utf-8", "replace")
    return _NAMED.get(text, text)


def _whole(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _waited(handle: int, work: Iterator[None] | None, until: float | None) -> bool:
    """Wait for a key, working meanwhile; whether one came."""
    if _worked(handle, work):
        return True
    left = None if until is None else max(0.0, until - time.monotonic())
    return bool(select.select([handle], [], [], left)[0])


def _worked(handle: int, work: Iterator[None] | None) -> bool:
    """Work until something is typed or nothing is left to do; whether something was typed."""
    while work is not None:
        if select.select([handle], [], [], 0)[0]:
            return True
        if next(work, work) is work:
            return False
    return False


def line(prompt: str, work: Iterator[None] | None = None) -> str:
    """Give the next line, or the name of the end of input."""
    click.echo(prompt, nl=False)
    sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError):  # what is no file or terminal cannot be looked at
        _worked(sys.stdin.fileno(), work)
    said = sys.stdin.readline()
    if not said:
        click.echo()
        return END
    return said.strip() or ENTER
