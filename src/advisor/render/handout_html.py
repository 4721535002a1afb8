"""Questions as HTML: a printable page with the key at its end, and the two sides of a card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from advisor.render import handout as words
from advisor.render.drill import paragraphs
from advisor.render.headline import Name, joined
from advisor.render.page import clean

if TYPE_CHECKING:
    from advisor.drill.handout import Choice, Handout

STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1f; --soft: #55555f; --line: #c9c9d2; --paper: #fff;
  --good: #14692f; --bad: #9d1c1c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ee; --soft: #a9a9b6; --line: #44444f; --paper: #17171b;
  --good: #7fd69a; --bad: #f2a0a0; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } a { color: inherit; }
p { margin: .5rem 0; } ol.options { list-style: none; padding: 0; } ol.options li { margin: .4rem 0 .4rem 2rem; }
.letter { display: inline-block; width: 2rem; margin-left: -2rem; font-weight: 600; }
ul.reasons { margin: .2rem 0 .8rem; padding-left: 1.2rem; } ul.reasons li { margin: .2rem 0; }
.story, .about { color: var(--soft); }
.right { color: var(--good); } .wrong { color: var(--bad); } .change { font-style: italic; }
nav a { margin-right: 1rem; }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --paper: #fff; --good: #000;
  --bad: #000; } body { margin: 0; max-width: none; font-size: 10.5pt; } nav { display: none; }
  article { break-inside: avoid; } .key { break-before: page; }
  .reasons a::after { content: " (" attr(href) ")"; font-size: 8.5pt; } }
"""
"""How a page of questions looks; also on a dark screen and in print."""


def page(papers: Sequence[Handout], name: Name) -> str:
    """Give one self-contained page: the questions, then a key with the reasons for every option.

    Args:
        papers: the questions, in order.
        name: gives the name of a service.
    """
    title = _said(words.title(papers))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{STYLE}</style></head>",
        "<body>",
        f"<h1>{title}</h1>",
        '<nav><a href="#key">To the key</a></nav>',
        f"<p>{_said(words.preface(papers))}</p>",
    ]
    for number, one in enumerate(papers, 1):
        heading = _said(words.heading(number, one))
        lines += [f'<article id="q{number}">', f"<h2>{heading}</h2>", *asked(one), "</article>"]
    lines += ['<section class="key" id="key">', "<h1>Key</h1>"]
    for number, one in enumerate(papers, 1):
        about = ", ".join(x for x in (one.domain, *one.decisions, one.id) if x)
        lines += [
            f'<article id="k{number}">',
            f'<h2><a href="#q{number}">{number}</a>. {_said(joined(one.keyed))}</h2>',
            f'<p class="about">{_said(about)}</p>',
            *reasons(one),
            *since(one, name),
            "</article>",
        ]
    lines += ["</section>", f"<p>{_said(words.stamp(papers))}</p>", "</body>", "</html>"]
    return "\n".join(lines) + "\n"


def asked(one: Handout) -> Iterator[str]:
    """Give the question as it is asked: the story, what is asked, the options."""
    for paragraph in paragraphs(one.text):
        yield f"<p>{_said(paragraph)}</p>"
    yield '<ol class="options">'
    for letter, choice in one.shown:
        yield f'<li><span class="letter">{letter}</span>{_said(choice.text)}</li>'
    yield "</ol>"
    if words.wants_letters(one):
        yield f"<p><strong>{words.wants_letters(one)}</strong></p>"


def reasons(one: Handout) -> Iterator[str]:
    """Give every option with its reasons, the words of the story that they hang on, and the smallest edit."""
    yield '<ol class="options">'
    for letter, choice in one.shown:
        state = "right" if choice.right else "wrong"
        head = f'<span class="letter">{letter}</span><strong class="{state}">{state}</strong>: '
        yield f"<li>{head}{_said(choice.text)}"
        yield from _reasons(choice)
        yield "</li>"
    yield "</ol>"


def _reasons(choice: Choice) -> Iterator[str]:
    yield '<ul class="reasons">'
    for ground in words.grounds(choice):
        story = f' <span class="story">Story: {_said(words.story(ground))}</span>' if ground.words else ""
        yield f"<li>{_said(words.sentence(ground, choice.subject))}{story}{_link(ground.reason.source)}</li>"
    if choice.edit:
        yield f'<li class="change">{_said(words.edit(choice))}</li>'
    yield "</ul>"


def since(one: Handout, name: Name) -> Iterator[str]:
    """Give what has changed since the question's day; nothing where nothing has."""
    if not words.now(one):
        return
    yield f"<p><strong>Since {_said(one.as_of)}</strong></p>"
    yield '<ul class="reasons">'
    for fact in one.today.changed_facts:
        yield f"<li>{_said(words.changed(fact, name))}{_link(fact.source)}</li>"
    yield f"<li>{_said(words.now(one))}</li>"
    yield "</ul>"


def sources(one: Handout) -> Iterator[str]:
    """Give the pages to read."""
    if one.sources:
        yield "<ul>"
        for url in one.sources:
            yield f'<li><a href="{_said(url)}">{_said(url)}</a></li>'
        yield "</ul>"


def _link(url: str | None) -> str:
    return f' <a href="{_said(url)}">source</a>' if url else ""


def _said(text: str) -> str:
    """Give text that HTML, and Anki, which reads more into brackets, show as it is."""
    return escape(clean(" ".join(text.split()))).replace("[", "&#91;").replace("{", "&#123;")
