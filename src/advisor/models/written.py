"""What every written file has in common: its fields are text, closed and immutable.

The models stand at the border only. They say which fields there are and of what shape; whether a
word in them exists is decided later, when all files are known (:mod:`advisor.rulebase`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from advisor.amounts import NotACondition, Phrase, condition
from advisor.models.words import DAY, ID, ID_HINT, SOURCE_HINT


def wrong(message: str, hint: str = "") -> PydanticCustomError:
    """Give the error that becomes a problem with this message and this way out."""
    return PydanticCustomError("advisor", "{message}", {"message": message, "hint": hint})


class Written(BaseModel):
    """A map of a file that people write: unknown fields are refused, empty optional ones left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_left_out(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        optional = {
            field.alias or name for name, field in cls.model_fields.items() if not field.is_required()
        }
        return {key: value for key, value in data.items() if value is not None or key not in optional}


def kind(value: object) -> str:
    """Give what kind of thing stands there."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a map"
    return "a list" if isinstance(value, list) else "a text"


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise wrong(f"expected a text, got {kind(value)}")
    return value.strip()


def _id(value: object) -> object:
    text = _text(value)
    if not ID.fullmatch(str(text)):
        raise wrong(f"'{text}' is not an id", ID_HINT)
    return text


def _texts(value: object) -> object:
    values = value if isinstance(value, list) else [value]
    if not values:
        raise wrong("an empty list says nothing", "leave the field out instead")
    return tuple(_text(one) for one in values)


def _yes_no(value: object) -> object:
    if value not in ("yes", "no", "true", "false"):
        raise wrong(f"expected yes or no, got {said(value)}")
    return value in ("yes", "true")


def _day(value: object) -> object:
    try:
        if not DAY.fullmatch(str(value)):
            raise ValueError  # noqa: TRY301 - as if it were no day of the calendar
        return date.fromisoformat(str(value))
    except ValueError:
        raise wrong(f"{said(value)} is not a day", "write a day as 2023-03-31") from None


def _url(value: object) -> object:
    text = str(_text(value))
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", text):
        raise wrong(f"'{text}' is not an address", "an address starts with https://")
    return text


def _phrase(value: object) -> object:
    if isinstance(value, list):
        written: str | list[str] = [str(_text(one)) for one in value]
    else:
        written = str(_text(value))
    try:
        return condition(written)
    except NotACondition as error:
        hint = "a condition is [at most | at least | under | over | any of | all of | not] value"
        raise wrong(str(error), hint if "value" in str(error) else "") from None


def said(value: object) -> str:
    """Give what was written, in quotes, or what kind of thing it is."""
    return f"'{value}'" if isinstance(value, str) else kind(value)


_SCALAR = {"type": ["string", "number", "boolean"]}
_SCALARS = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR, "minItems": 1}]}

Words = Annotated[str, BeforeValidator(_text), WithJsonSchema(_SCALAR)]
"""A text; a number or yes/no that an editor takes for one is a text too."""

Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$"})]
"""A kebab-case word."""

Name = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string"})]
"""A service as people name it: its id, its name, or another name of it."""

Several = Annotated[tuple[str, ...], BeforeValidator(_texts), WithJsonSchema(_SCALARS)]
"""One text or a list of texts."""

YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["yes", "no", True, False]})]

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

Url = Annotated[str, BeforeValidator(_url), WithJsonSchema({"type": "string", "format": "uri"})]

Condition = Annotated[Phrase, BeforeValidator(_phrase), WithJsonSchema(_SCALARS)]
"""A condition: one scalar of the closed grammar, or a list that means ``all of``."""


def _some(value: object) -> object:
    if isinstance(value, dict) and not value:
        raise wrong("an empty map sets no condition", "name a term, and what must hold for it")
    return value


Conditions = Annotated[dict[Id, Condition], BeforeValidator(_some)]
"""Conditions by term, all of which must hold; at least one."""


class Source(Written):
    """Where a statement comes from."""

    url: Url
    """The page that says so."""
    checked: Day
    """The day somebody last read it there."""


def _cited(value: object) -> object:
    if isinstance(value, str):
        return {"name": value}
    if not isinstance(value, dict) or "name" in value:
        raise wrong("this is not a source", SOURCE_HINT)
    return value


class Citation(Written):
    """A source in place (url and checked), or the name of one of the file's sources."""

    name: Words | None = None
    """A name from the file's ``sources``."""
    url: Url | None = None
    """The page that says so."""
    checked: Day | None = None
    """The day somebody last read it there."""


Cited = Annotated[
    Citation,
    BeforeValidator(_cited),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {
                        "url": {"type": "string", "format": "uri"},
                        "checked": {"type": "string", "format": "date"},
                    },
                    "required": ["url", "checked"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
