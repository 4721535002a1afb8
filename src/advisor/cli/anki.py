"""Questions as a package for Anki; the package genanki writes it, and is there only with the extra ``anki``."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.drill.handout import Handout
    from advisor.render.headline import Name

#: Anki knows decks and note types by these numbers; another number would make a second deck beside the first.
_DECK, _MODEL = 1_764_003_871, 1_764_003_872

_FIELDS = ("Id", "Question", "Answer", "Reasons", "Since", "Sources")
"""The id comes first: Anki takes notes with the same first field for duplicates."""

_FRONT = "{{Question}}"
_BACK = """\
{{FrontSide}}
<hr id="answer">
<p><strong>{{Answer}}</strong></p>
{{Reasons}}
{{Since}}
{{#Sources}}<p><strong>To read</strong></p>{{Sources}}{{/Sources}}
<p class="about">{{Id}}</p>
"""

_STYLE = """\
.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.4; text-align: left; max-width: 46rem;
  margin: 0 auto; color: #1b1b1f; background: #fff; overflow-wrap: break-word; }
.nightMode.card, .nightMode .card { color: #e8e8ee; background: #17171b; }
ol.options { list-style: none; padding: 0; } ol.options li { margin: .4rem 0 .4rem 2rem; }
.letter { display: inline-block; width: 2rem; margin-left: -2rem; font-weight: 600; }
ul.reasons { margin: .2rem 0 .8rem; padding-left: 1.2rem; } ul.reasons li { margin-left: 0; }
.story, .about { color: #66666f; } .nightMode .story, .nightMode .about { color: #a9a9b6; }
a { color: inherit; } .right { color: #14692f; } .wrong { color: #9d1c1c; } .change { font-style: italic; }
.nightMode .right { color: #7fd69a; } .nightMode .wrong { color: #f2a0a0; }
"""


def write(papers: Sequence[Handout], name: Name, path: Path) -> None:
    """Write a package that Anki imports; imported again, it updates the notes that it made before.

    Args:
        papers: the questions.
        name: gives the name of a service.
        path: the file.

    Raises:
        AdvisorError: genanki is not there.
    """
    genanki = library()
    model = genanki.Model(
        _MODEL,
        "AWS service advisor",
        fields=[{"name": field} for field in _FIELDS],
        templates=[{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(_DECK, "AWS service advisor", "Exam-style questions that the engine has proved.")
    for one in papers:
        guid = genanki.guid_for("aws-service-advisor", one.id)
        deck.add_note(genanki.Note(model, list(fields(one, name)), tags=list(tags(one)), guid=guid))
    genanki.Package(deck).write_to_file(path)


def library() -> Any:
    """Give the package genanki.

    Raises:
        AdvisorError: it is not there.
    """
    try:
        return import_module("genanki")
    except ImportError:
        hint = "pip install 'aws-service-advisor[anki]'"
        said = "the package genanki is needed to write for Anki, and is not there"
        raise AdvisorError([Problem(Place("export anki"), said, hint)]) from None


def fields(one: Handout, name: Name) -> tuple[str, ...]:
    """Give the fields of a question's note, as HTML."""
    from advisor.render import handout_html as html
    from advisor.render.headline import joined

    sides = (html.asked(one), html.reasons(one), html.since(one, name), html.sources(one))
    question, reasons, since, sources = ("\n".join(side) for side in sides)
    return one.id, question, joined(one.keyed), reasons, since, sources


def tags(one: Handout) -> tuple[str, ...]:
    """Give the tags of a question's note: its domain, its decisions, the services that options name."""
    said = [("domain", one.domain)] if one.domain else []
    said += [("decision", id_) for id_ in one.decisions]
    said += [("service", id_) for id_ in one.services]
    return tuple(f"{kind}::{id_}" for kind, id_ in said)
