"""A mock exam at the terminal: question by question, back and forth, until it is handed in."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from advisor.cli import keys
from advisor.cli.keeping import now
from advisor.cli.voice import Voice
from advisor.drill import sitting as sittings
from advisor.drill.session import LETTERS
from advisor.render import drill as render
from advisor.render.exam import clock, overview

if TYPE_CHECKING:
    from advisor.drill.sitting import Exam
    from advisor.render.drill import Look

#: How often time is written down while nothing is typed, in seconds: so much is lost at most.
_TICK = 20.0

_PAUSED = "Paused, and the clock with it: 'advisor exam' goes on from here."

_KEYS = (
    ("Enter", "next"),
    ("p", "previous"),
    ("r", "flag"),
    ("v", "review"),
    ("x", "hand in"),
    ("q", "pause"),
    ("?", "help"),
)


def sat(one: Exam, look: Look) -> bool:
    """Sit an exam until it is handed in, its time is up, or the person pauses; whether it was handed in."""
    voice = Voice(look)
    _help(voice)
    with keys.keyboard(one_key=voice.one_key):
        try:
            done = _through(one, voice)
        except KeyboardInterrupt:
            click.echo()
            voice.say(_PAUSED)
            raise
    if not done:
        voice.say(_PAUSED)
        return False
    sittings.hand_in(one, now())
    return True


def _through(one: Exam, voice: Voice) -> bool:
    """Go from question to question; whether it is to be handed in."""
    while True:
        if one.left <= 0:
            voice.say("Time is up.")
            return True
        move = _question(one, voice)
        if move == "q":
            return False
        if move == "v":
            move = _review(one, voice)
            if move in ("q", "x"):
                return move == "x"
        elif move == "x" and _sure(one, voice):
            return True


def _help(voice: Voice) -> None:
    voice.say(
        "A letter answers, and may be changed until the end; a number goes to that question.", style="dim"
    )
    voice.hint(*_KEYS)


def _question(one: Exam, voice: Voice) -> str:
    """Show a question and take keys until the person goes elsewhere; gives the key that leads there."""
    _show(one, voice)
    item = one.session.items[one.session.at]
    letters, picked = LETTERS[: len(item.order)], item.shown(item.taken)
    prompt = "answer> "
    while True:
        start = time.monotonic()
        said = voice.ask(prompt, until=start + min(_TICK, max(0.0, one.left)))
        sittings.spend(one, time.monotonic() - start)
        prompt = "answer> "
        if said == keys.LATE or one.left <= 0:
            if one.left <= 0:
                click.echo()
                return "late"
            prompt = ""
        elif said in ("q", "v", "x"):
            return said
        elif said == "p":
            sittings.go(one, one.session.at)
            return said
        elif said == keys.ENTER:
            if one.session.at + 1 == len(one.session.items):
                return "v"
            sittings.go(one, one.session.at + 2)
            return said
        elif said == "r":
            voice.say("Flagged." if sittings.flag(one) else "No longer flagged.")
        elif said == "?":
            _help(voice)
        elif said.isdecimal():
            sittings.go(one, _number(said, voice))
            return said
        else:
            picked = _picked(one, voice, said, picked, letters)


def _picked(one: Exam, voice: Voice, said: str, before: str, letters: str) -> str:
    """Take an answer as soon as it is whole; what is half is not kept."""
    choose = one.choose
    picked = voice.pick(said, before, letters, choose, "Enter goes on.")
    if picked != before:
        sittings.choose(one, picked if len(picked) == choose else "")
        if len(picked) == choose and (choose == 1 or not voice.one_key):
            voice.say(f"Taken: {' '.join(picked)}. Enter goes on.")
    return picked


def _number(first: str, voice: Voice) -> int:
    """Give a number that begins with a digit; single keys are read until Enter."""
    said = first
    while voice.one_key:
        more = voice.ask("")
        if not more.isdecimal():
            break
        said += more
    return int(said[:6])


def _show(one: Exam, voice: Voice) -> None:

    item = one.session.items[one.session.at]
    said = f", your answer {' '.join(item.shown(item.taken))}" if item.taken else ""
    flagged = ", flagged" if item.flagged else ""
    lead = (
        f"Question {one.session.at + 1} of {len(one.session.items)}{said}{flagged} ({clock(one.left)} left)"
    )
    click.echo()
    click.echo(render.question(one.face, one.choose, item, lead, voice.look))


def _review(one: Exam, voice: Voice) -> str:
    """Show what is not answered and what is flagged; gives the key that leads on."""
    while True:
        click.echo()
        total = len(one.session.items)
        click.echo(overview(total, one.open, one.flagged, one.left, voice.look), nl=False)
        voice.say("A number goes to that question, Enter to the first that is not answered.", style="dim")
        voice.hint(("x", "hand in"), ("q", "pause"))
        start = time.monotonic()
        said = voice.ask("review> ", until=start + max(0.0, one.left))
        sittings.spend(one, time.monotonic() - start)
        if said == keys.LATE or one.left <= 0:
            return "late"
        if said == "q" or (said == "x" and _sure(one, voice)):
            return said
        if said.isdecimal():
            sittings.go(one, _number(said, voice))
            return said
        if said in (keys.ENTER, "p"):
            sittings.go(one, one.open[0] if one.open else 1)
            return said


def _sure(one: Exam, voice: Voice) -> bool:
    """Ask once more before an exam is handed in."""
    missing = len(one.open)
    left = f" {missing} {'is' if missing == 1 else 'are'} not answered." if missing else ""
    said = voice.ask(f"Hand it in?{left} y or n> ")
    return said.lower() in ("y", "yes")
