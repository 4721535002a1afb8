"""Speaking with a person at the terminal: paragraphs out, keys or lines in, letters picked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from advisor.cli import keys
from advisor.render.drill import count

if TYPE_CHECKING:
    from advisor.render.drill import Look

_WORDS = {
    "skip": "s", "previous": "p", "back": "p", "flag": "r", "quit": "q", "stop": "q", "exit": "q",
    "why": "w", "guess": "g", "guessed": "g", "next": keys.ENTER, "help": "?", "review": "v",
    "hand in": "x", "done": "x", "pause": "q", keys.END: "q",
}  # fmt: skip
"""What may be written in place of a key."""


class Voice:
    """How a person is spoken with: one key at a time, or whole lines."""

    def __init__(self, look: Look) -> None:
        """Find out whether single keys can be read."""
        self.look = look
        self.one_key = keys.single(plain=look.plain)

    def say(self, text: str, style: str = "") -> None:
        """Show a paragraph."""
        page = self.look.page()
        page.say(text, style=style)
        click.echo(page.text(), nl=False)

    def hint(self, *pairs: tuple[str, str]) -> None:
        """Show which keys there are, each with what it does; in plain form the words that may be written."""
        if self.look.plain:
            said = ", ".join(f"{word} for Enter" if key == "Enter" else word for key, word in pairs)
            self.say(f"You may write: {said}.")
        else:
            self.say("   ".join(f"{key} {word}" for key, word in pairs), style="dim")

    def ask(self, prompt: str, work: Iterator[None] | None = None, until: float | None = None) -> str:
        """Give the next key or line.

        Args:
            prompt: what is shown before it; nothing where it was shown and no answer came in time.
            work: what to do piece by piece while nothing is typed.
            until: when waiting for a key ends, by :func:`time.monotonic`; a line is waited for.
        """
        if self.look.plain:
            prompt = prompt.replace("> ", ": ")  # a sign would be read aloud
        if not self.one_key:
            said = keys.line(prompt, work)
            return _WORDS.get(said.lower(), said)
        click.echo(prompt, nl=False)
        said = keys.key(work, until)
        if said != keys.LATE:
            click.echo(said if len(said) == 1 else "")
        return _WORDS.get(said, said)

    def pick(self, said: str, before: str, letters: str, choose: int, end: str = "Enter answers.") -> str:
        """Give the letters that are picked after one more key, or a line; says what is amiss.

        Args:
            said: the key or the line.
            before: the letters that were picked before.
            letters: those that there are.
            choose: how many are to be picked.
            end: what is said once they are.
        """
        many = f"{count(choose)} letters" if choose > 1 else "one letter"
        wanted = f"{many} of {letters[0]} to {letters[-1]}"
        if said in (keys.ENTER, "erase"):
            picked = before[:-1] if said == "erase" else before
            if said == "erase" or len(picked) < choose:
                self.say(f"Picked: {' '.join(picked) or 'nothing'}. Choose {wanted}.")
            return picked
        new = said.upper().replace(" ", "").replace(",", "")
        if not new or not set(new) <= set(letters) or (not self.one_key and len(set(new)) != choose):
            self.say(f"Choose {wanted}; ? shows the other keys.")
            return before
        if not self.one_key or choose == 1:
            return "".join(sorted(set(new)))
        picked = "".join(sorted(set(before) ^ set(new)))
        if len(picked) > choose:
            self.say(f"{len(picked)} are too many: press one of {' '.join(before)} again to take it back.")
            return before
        more = end if len(picked) == choose else f"Choose {wanted}."
        self.say(f"Picked: {' '.join(picked) or 'nothing'}. {more}")
        return picked
