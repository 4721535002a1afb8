"""A solution as a Mermaid diagram: parts, the way data takes, and what was ruled out."""

from __future__ import annotations

from advisor.recommend.result import Recommendation
from advisor.render.headline import Name, headline
from advisor.render.page import clean


def render(one: Recommendation, name: Name, *, rejected: bool = False) -> str:
    """Give the text of a flowchart; paste it where Mermaid is drawn.

    Args:
        one: the recommendation.
        name: gives the name of a service.
        rejected: also draw the candidates that were ruled out, apart and dashed.
    """
    lines = ["flowchart LR"]
    for part in one.solution:
        role = "<br/>".join(part.decisions) or "helps"
        lines.append(f'    {_id(part.service)}["{_label(part.name)}<br/><i>{role}</i>"]')
    joined = set()
    for hop in one.hops:
        arrow = {True: "-->", False: "-. impossible .->", None: "-. not known .->"}[hop.possible]
        lines.append(f"    {_id(hop.start)} {arrow} {_id(hop.end)}")
        joined |= {hop.start, hop.end}
    if not one.solution:
        lines.append(f'    nothing["{_label(headline(one, name))}"]')
    if one.status == "tied":
        lines.append(f"    %% {clean(headline(one, name))}: the first is drawn")
    if rejected and one.ruled_out:
        lines.append('    subgraph rejected["Ruled out"]')
        lines += [
            f'        {_id(out.service)}_out["{_label(name(out.service))}"]:::rejected'
            for out in one.ruled_out
        ]
        lines += ["    end", "    classDef rejected stroke-dasharray: 4 4"]
    return "\n".join(lines) + "\n"


def _id(service: str) -> str:
    return service.replace("-", "_")


def _label(text: str) -> str:
    return clean(text).replace('"', "#quot;")
