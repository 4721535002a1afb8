"""The conversation of a drill: a question, an answer, what is to be learnt from it, and on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

import click

from advisor.cli import keys
from advisor.cli.keeping import new_id, now
from advisor.cli.voice import Voice
from advisor.drill import course as courses
from advisor.drill.bank import face
from advisor.drill.session import LETTERS
from advisor.render import drill as render

if TYPE_CHECKING:
    from advisor.drill.course import Course
    from advisor.drill.shelf import Sign
    from advisor.render.drill import Look
    from advisor.render.headline import Name

Move = Literal["on", "back", "quit", "stay"]

_ASKED = (("s", "skip"), ("p", "previous"), ("r", "flag"), ("q", "quit"), ("?", "help"))
_TOLD = (("p", "previous"), ("r", "flag"), ("q", "quit"))


class Talk:
    """One conversation: the drill, and how it is shown."""

    def __init__(self, course: Course, name: Name, look: Look) -> None:
        """Begin to talk about a drill."""
        self.course = course
        self.name = name
        self.look = look
        self.voice = Voice(look)
        self.say = self.voice.say
        self.helped = False
        self.given = 0
        self.right = 0

    def ask(self, prompt: str, sign: Sign) -> str:
        """Give the next key or line; while nothing comes, what is wanted next is worked out."""
        return self.voice.ask(prompt, courses.ahead(self.course, sign, now()))


def talk(course: Course, name: Name, look: Look) -> None:
    """Drill until nothing is left or the person stops; what was answered is kept however it ends."""
    one = Talk(course, name, look)
    with keys.keyboard(one_key=one.voice.one_key):
        try:
            over = _through(one)
        except KeyboardInterrupt:
            click.echo()
            _bye(one, over=False)
            raise
    _bye(one, over=over)


def _through(one: Talk) -> bool:
    """Go from question to question; whether nothing is left."""
    course = one.course
    sign = courses.come(course, now())
    fresh = True
    while sign is not None:
        item = course.session.item
        if item is not None and item.state == "answered":
            move = _after(one, sign, asked_now=not fresh)
        else:
            move = _asked(one, sign)
        if move == "quit":
            return False
        fresh = move != "stay"
        if move == "on":
            sign = courses.come(course, now())
        elif move == "back":
            sign = courses.back(course)
    from advisor.drill.store import end

    end(course.file, course.sitting.id, now())
    return True


def _show(one: Talk, sign: Sign) -> None:
    course = one.course
    item = course.session.item
    if item is None:
        return
    of = f" of {course.count}" if course.count else ""
    about = f"{sign.domain or 'no domain'}, as of {sign.day}"
    flagged = ", flagged" if item.flagged else ""
    lead = f"Question {course.session.at + 1}{of} ({about}{flagged})"
    click.echo(render.question(face(course.bank, sign.id), sign.choose, item, lead, one.look))


def _asked(one: Talk, sign: Sign) -> Move:
    """Ask a question; "stay" once it is answered."""
    course = one.course
    _show(one, sign)
    choose, letters = sign.choose, LETTERS[: len(face(course.bank, sign.id).texts)]
    if not one.helped:
        _help(one, letters, choose)
    start, picked = time.monotonic(), ""
    while True:
        said = one.ask("answer> ", sign)
        spent = time.monotonic() - start
        if said == "q":
            return "quit"
        if said == "p":
            if courses.may_go_back(course):
                return "back"
            one.say("This is the first question.")
        elif said == "s":
            courses.skip(course, spent)
            one.say("Skipped: it comes again at the end.")
            click.echo()
            return "on"
        elif said == "r":
            on = courses.flag(course, now())
            one.say("Flagged for review." if on else "No longer flagged.")
        elif said == "?":
            _help(one, letters, choose)
        else:
            picked = one.voice.pick(said, picked, letters, choose)
            if len(picked) == choose and (choose == 1 or not one.voice.one_key or said == keys.ENTER):
                _take(one, sign, picked, spent)
                return "stay"


def _take(one: Talk, sign: Sign, picked: str, spent: float) -> None:
    item = one.course.session.item
    if item is not None:
        given = courses.Given(item.written(picked), spent, now(), new_id())
        right = courses.answer(one.course, sign, given)
        one.given += 1
        one.right += right


def _after(one: Talk, sign: Sign, *, asked_now: bool) -> Move:
    """Tell what is to be learnt from an answer, and wait until the person goes on."""
    course = one.course
    item = course.session.item
    if item is None:
        return "on"
    if not asked_now:
        _show(one, sign)
    question, explained = courses.explained(course, sign)
    right = set(item.taken) == set(question.keyed)
    click.echo()
    click.echo(render.answered(question, item, explained, one.name, one.look))
    if asked_now and item.sake:
        due = render.separates(item.sake[0], course.bank.base)
        one.say(f"It was asked for the sake of {due}.", style="dim")
        click.echo()
    if asked_now and not right:
        click.echo(render.remember(course.forgotten, course.bank.base, one.look), nl=False)
    may_guess = right and asked_now
    guess = (("g", "guessed"),) if may_guess else ()
    one.voice.hint(("Enter", "next"), ("w", "why"), *guess, *_TOLD)
    while True:
        said = one.ask("next> ", sign)
        if said in ("q", "p"):
            if said == "p" and not courses.may_go_back(course):
                one.say("This is the first question.")
                continue
            return "quit" if said == "q" else "back"
        if said == "w":
            click.echo()
            click.echo(render.answered(question, item, explained, one.name, one.look, full=True))
        elif said == "r":
            on = courses.flag(course, now())
            one.say("Flagged for review." if on else "No longer flagged.")
        elif said == "g" and may_guess:
            courses.luck(course)
            one.right -= 1
            may_guess = False
            one.say("Counted as not known: it will be asked again.")
        elif said == keys.ENTER:
            click.echo()
            return "on"
        else:
            one.voice.hint(("Enter", "next"), ("w", "why"), *guess, *_TOLD)


def _help(one: Talk, letters: str, choose: int) -> None:
    many = f"{render.count(choose)} letters, then Enter" if choose > 1 else "a letter"
    one.say(f"{letters[0]} to {letters[-1]} answers: {many}.", style="dim")
    one.voice.hint(*_ASKED)
    one.helped = True


def _bye(one: Talk, *, over: bool) -> None:
    """Say what was done, and how to go on."""
    if one.given:
        one.say(f"Answered {one.given}, right {one.right}.")
    if over:
        one.say("Nothing is left of this drill.")
    else:
        one.say("All of it is kept: 'advisor drill' goes on from here.")
