"""Two sides of rules compared, for people: what has changed, and whose answers that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from advisor.check.blast import Turn
from advisor.check.change import Change
from advisor.check.comparison import Comparison
from advisor.recommend.regress import Turn as Flip
from advisor.render.page import Page

Shown = Callable[[str], str]
"""Gives a path as a reader knows it."""

#: Of more causes than this, or reasons, the rest are counted.
_MOST = 8


def text(one: Comparison, name: Shown, *, width: int, colour: bool) -> str:
    """Give the comparison.

    Args:
        one: the comparison.
        name: gives the name of a service.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    page.say(f"From {one.old} to {one.new}", style="bold")
    _changes(page, one, name)
    page.heading(f"Answers that change: {_of(one)}")
    for turn in one.turns:
        _turn(page, turn, name)
    if one.reworded is not None:
        _reworded(page, one.reworded, name)
    if one.saved is not None:
        _saved(page, one.saved, one.of_saved)
    if one.unasked:
        page.heading(f"New ground, which the old rules cannot be asked about: {len(one.unasked)}")
        for new in one.unasked:
            page.say(f"{new.scenario}: {new.why}", indent=2)
    return page.text()


def _changes(page: Page, one: Comparison, name: Shown) -> None:
    page.heading(f"What has changed: {_count(len(one.changes), 'thing')}")
    if not one.changes:
        page.say("No fact, rule or term is another.", indent=2)
    for title, some in _groups(one.changes, name):
        page.say(title, indent=2)
        for change in some:
            page.say(said(change), indent=4, mark=_MARK[change.how], mark_style=_STYLE[change.how])
    if one.read_again:
        page.say(f"Read again, and as before: {_count(one.read_again, 'page')}.", indent=2)


def _reworded(page: Page, turns: Sequence[Turn], name: Shown) -> None:
    page.heading(f"Answers whose reasons alone change: {len(turns)}")
    for turn in turns:
        page.say(turn.scenario, indent=2, style="bold")
        for reason in _some(turn.reasons):
            page.say(reason, indent=4, mark="-")
        _causes(page, turn, name)


def _saved(page: Page, flips: Sequence[Flip], total: int) -> None:
    page.heading(f"Saved answers that change: {len(flips)} of {total}")
    for flip in flips:
        page.say(flip.scenario, indent=2, style="bold")
        page.say(f"was: {flip.was}", indent=4)
        page.say(f"now: {flip.now}", indent=4)
        for line in flip.causes:
            page.say(line, indent=6, mark="-")


_MARK = {"added": "+", "removed": "-", "changed": "~", "reworded": "\N{MIDDLE DOT}"}
_STYLE = {"added": "green", "removed": "red", "changed": "yellow", "reworded": "dim"}


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _of(one: Comparison) -> str:
    questions = sum(turn.question for turn in one.turns)
    parts = [f"{len(one.turns) - questions} of {_count(one.scenarios, 'scenario')}"]
    if one.questions:
        parts.append(f"{questions} of {_count(one.questions, 'question')}")
    return ", ".join(parts)


def _groups(changes: Sequence[Change], name: Shown) -> Iterable[tuple[str, list[Change]]]:
    """Give the changes of one service, decision, term or edition together."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for one in changes:
        groups.setdefault((_about(one), one.subject), []).append(one)
    for (kind, subject), some in groups.items():
        yield (_named(subject, name) if kind == "service" else f"{kind} {subject}"), some


def _about(one: Change) -> str:
    if one.kind in ("service", "fact", "lifecycle", "note"):
        return "service"
    return "decision" if one.kind in ("decision", "asks", "candidate", "rule") else one.kind


def _named(id_: str, name: Shown) -> str:
    shown = name(id_)
    return shown if shown == id_ else f"{shown} ({id_})"


def said(one: Change) -> str:
    """Give a change in a line, without what it is about."""
    if one.kind == "candidate":
        return f"candidate {one.part} is {'new' if one.how == 'added' else 'gone'}"
    what = " ".join(word for word in (_WORD.get(one.kind, ""), one.part) if word)
    what += f" where {one.where}" if one.where else ""
    what += f" since {one.since}" if one.since else ""
    if not what:
        return {"added": f"is new: {one.now}", "removed": f"is gone: {one.was}"}.get(
            one.how, f"{one.was or 'nothing'} is now {one.now or 'nothing'}"
        )
    if one.how == "added":
        return f"{what}: {one.now} (new)"
    if one.how == "removed":
        return f"{what}: {one.was} (gone)"
    if one.how == "reworded":
        return f"{what} says: {one.now or 'nothing'} It said: {one.was or 'nothing'}"
    return _between(one, what)


_WORD = {"lifecycle": "life", "note": "note", "rule": "rule", "asks": "terms asked about"}


#: Fields of a term, and what is said of them where only what came and went is known.
_LISTS = ("values", "phrases", "goals", "raised by")


def _between(one: Change, what: str) -> str:
    """Give a changed value; of lists only what came and what went."""
    was, _, rest = one.was.partition("; ")
    now, _, other = one.now.partition("; ")
    if one.kind == "fact" and rest == other and ", " in was + now:
        before, after = was.split(", "), now.split(", ")
        was = ", ".join(word for word in before if word not in after)
        now = ", ".join(word for word in after if word not in before)
    elif one.kind != "asks" and one.part not in _LISTS:
        return f"{what}: {one.was or 'nothing'} is now {one.now or 'nothing'}"
    else:
        was, now = one.was, one.now
    parts = [f"new: {now}"] * bool(now) + [f"gone: {was}"] * bool(was)
    return f"{what}: {'; '.join(parts)}"


def _turn(page: Page, turn: Turn, name: Shown) -> None:
    page.say(turn.scenario, indent=2, style="bold")
    page.say(f"was: {turn.was.said}", indent=4)
    page.say(f"now: {turn.now.said}{_right(turn)}", indent=4)
    _causes(page, turn, name)


def _right(turn: Turn) -> str:
    if turn.was_right == turn.now_right:
        return ""
    return "; the answer that it states" if turn.now_right else "; not the answer that it states"


def _causes(page: Page, turn: Turn, name: Shown) -> None:
    lead = "all of these together: " if turn.together and len(turn.causes) > 1 else ""
    for number, line in enumerate(_some([cause(one, name) for one in turn.causes])):
        page.say(
            f"{lead if number == 0 else ''}{line}", indent=4, mark="because" if number == 0 else "    and"
        )


def cause(one: Change, name: Shown) -> str:
    """Give a change with what it is about, and its place; a rule is not told again."""
    about = _about(one)
    lead = name(one.subject) if about == "service" else one.subject
    what = said(one)
    if one.kind == "rule":
        what = f"rule {one.part} is {_NEWS[one.how]}"
    elif one.part == "raised by":
        what = "other needs raise it"
    return f"{lead}: {what}" + (f" ({one.at})" if one.at else "")


_NEWS = {"added": "new", "removed": "gone", "changed": "another", "reworded": "worded otherwise"}


def _some(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _MOST
    return [*lines[:_MOST], *([f"{more} more"] if more > 0 else [])]


def markdown(one: Comparison, name: Shown) -> str:
    """Give the comparison as Markdown, ready to stand below a change that is to be reviewed."""
    lines = [
        f"## Rules: from {_md(one.old)} to {_md(one.new)}",
        "",
        f"### Answers that change: {_of(one)}",
        "",
    ]
    if one.turns:
        lines += ["| scenario | was | now | because |", "|---|---|---|---|"]
    for turn in one.turns:
        joint = "together: " if turn.together and len(turn.causes) > 1 else ""
        why = joint + "<br>".join(_md(line) for line in _some([cause(x, name) for x in turn.causes]))
        now = f"{_md(turn.now.said)}{_right(turn)}"
        lines.append(f"| {_md(turn.scenario)} | {_md(turn.was.said)} | {now} | {why} |")
    if one.reworded is not None:
        lines += ["", f"### Answers whose reasons alone change: {len(one.reworded)}", ""]
        for turn in one.reworded:
            lines.append(f"- **{_md(turn.scenario)}**")
            lines += [f"  - {_md(reason)}" for reason in _some(turn.reasons)]
    if one.saved is not None:
        lines += ["", f"### Saved answers that change: {len(one.saved)} of {one.of_saved}", ""]
        lines += [f"- **{_md(x.scenario)}**: {_md(x.was)} is now {_md(x.now)}" for x in one.saved]
    lines += ["", f"### What has changed: {_count(len(one.changes), 'thing')}", ""]
    for title, some in _groups(one.changes, name):
        lines.append(f"- **{_md(title)}**")
        lines += [f"  - {_md(said(change))}" for change in some]
    if one.unasked:
        lines += ["", f"### New ground: {len(one.unasked)}", ""]
        lines += [f"- {_md(x.scenario)}: {_md(x.why)}" for x in one.unasked]
    return "\n".join(lines).rstrip() + "\n"


def _md(words: str) -> str:
    from advisor.render.page import clean

    words = clean(" ".join(words.split()))
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in words)
