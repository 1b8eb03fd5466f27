"""Holds a tree of text against a typed shape, and says in plain words where it does not fit."""

import dataclasses
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from types import SimpleNamespace
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from imprint.reading.report import Report
from imprint.reading.suggest import nearest, suggest
from imprint.reading.yaml_loader import Tree, Way

_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
LONGEST = 500  # letters of a name or an address; longer ones fit on no leaflet and in no QR code
T = TypeVar("T")
ShapeT = TypeVar("ShapeT", bound="Shape")


class Shape(BaseModel):
    """The shape of a mapping: only the keys that are named, each of its type."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


def problem(code: str, message: str, hint: str) -> PydanticCustomError:
    """An error that a validator raises to become a finding."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def matching(code: str, pattern: str, what: str, hint: str) -> AfterValidator:
    """A validator for a text of one form; ``what`` completes "… is not"."""
    form = re.compile(pattern)

    def check(text: str) -> str:
        if len(text) > LONGEST or not form.fullmatch(text):
            raise problem(code, f"“{text}” is not {what}", hint)
        return text

    return AfterValidator(check)


def _day(value: object) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            return date.fromisoformat(str(value))
    except ValueError:
        pass
    raise problem("Y013", f"“{value}” is not a day", "write year, month and day, for example 2026-11-22")


Many = Annotated[
    tuple[T, ...], BeforeValidator(lambda value: () if value is None else value)
]  # "key:" is an empty list
Maybe = Annotated[T | None, BeforeValidator(lambda value: None if value == "" else value)]
Day = Annotated[date, BeforeValidator(_day)]
MaybeEmpty = Annotated[str, StringConstraints(min_length=0)]
Slug = Annotated[
    str,
    matching("Y016", r"[a-z0-9]+(-[a-z0-9]+)*", "a name of small letters, digits and hyphens", "for example hay-fever"),
]


def fit(shape: type[ShapeT], tree: Tree, report: Report) -> ShapeT | None:
    """The tree as a value of the shape, or None after noting every place where it does not fit."""
    try:
        return shape.model_validate(tree.value)
    except ValidationError as error:
        cut = report.lines("Y035")  # what lost its end, or all of it, is told there
        items = error.errors(include_url=False)
        misspelt = {_meant(shape, item["loc"]) for item in items if item["type"] in _UNKNOWN}
        for item in items:
            code, message, hint = _plain(shape, item)
            is_missing = item["type"] == "missing"
            line = tree.line(item["loc"][:-1] if is_missing else item["loc"]) or 1
            if line not in cut and not (is_missing and item["loc"] in misspelt):
                report.add(code, line, message, hint)
    return None


def _meant(shape: type[Shape], way: Way) -> Way:
    """Where a value would stand if its key were spelt right."""
    return *way[:-1], nearest(str(way[-1]), _names(_type_at(shape, way[:-1]))) or ""


def sketch(shape: type[Shape], tree: Tree) -> SimpleNamespace:
    """What of the tree does fit, as attributes; so that one fault does not keep the other rules from being told."""
    fitting = SimpleNamespace()
    given = tree.value
    misspelt = (
        {_meant(shape, (key,))[0] for key in given if key not in shape.model_fields} if isinstance(given, dict) else ()
    )
    for name, field in shape.model_fields.items() if isinstance(given, dict) else ():
        if name not in given:
            if not field.is_required() and name not in misspelt:
                setattr(fitting, name, field.get_default())
            continue
        with suppress(ValidationError):
            kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            setattr(fitting, name, TypeAdapter(kind).validate_python(given[name]))
    return fitting


def _plain(shape: type[Shape], item: Mapping[str, Any]) -> tuple[str, str, str]:
    """Code, message and hint for one of pydantic's errors."""
    kind, way, value = item["type"], item["loc"], item["input"]
    name = next((f"“{part}”" for part in reversed(way) if isinstance(part, str)), "the file")
    if re.fullmatch(r"[A-Z]\d{3}", kind):
        return kind, item["ctx"]["message"], item["ctx"]["hint"]
    if kind == "missing":
        return "Y010", f"{name} is missing", f"add a line “{way[-1]}: …”"
    if kind in _UNKNOWN:
        known = _names(_type_at(shape, way[:-1]))
        return "Y009", f"{name} is not a key that belongs here", suggest(str(way[-1]), known)
    if value is None or kind == "string_too_short":
        return "Y010", f"{name} is empty", "write it after the colon"
    return _wrong(shape, kind, way, name, value)


def _wrong(shape: type[Shape], kind: str, way: Way, name: str, value: object) -> tuple[str, str, str]:
    """Code, message and hint for a value of another type than the shape has there."""
    if kind == "enum" and isinstance(value, str):
        return "Y012", f"“{value}” is not known for {name}", suggest(value, _names(_type_at(shape, way)))
    if kind in ("bool_type", "bool_parsing"):
        return "Y014", f"{name} is neither true nor false", "write true or false"
    what, hint = _SHAPES.get(kind, ("hold keys with values", "write them as “key: value”, each on a line of its own"))
    return "Y011", f"{name} should {what}", hint


_SHAPES = {
    "string_type": ("be one text", "put the text in quotes, without brackets around it"),
    "enum": ("be one word", "write one word, without brackets around it"),
    "tuple_type": ("be a list", "write [one, two], or each on a line of its own behind “- ”"),
}


def _type_at(kind: Any, way: Way) -> Any:
    """The type that a shape has at a way of keys and indices."""
    for part in way:
        kind = _inner(kind)
        if get_origin(kind) is not None:
            kind = get_args(kind)[-1 if get_origin(kind) is dict else 0]
        else:
            kind = _hints(kind).get(str(part))
    return _inner(kind)


def _inner(kind: Any) -> Any:
    """The type without Annotated and without None."""
    while get_origin(kind) is Annotated or type(None) in get_args(kind):
        kind = next(item for item in get_args(kind) if item is not type(None))
    return kind


def _hints(kind: Any) -> Mapping[str, Any]:
    """The keys of a shape and their types."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    return get_type_hints(kind) if dataclasses.is_dataclass(kind) else {}


def _names(kind: Any) -> list[str]:
    """The names that are known at a place: an enum's values or a shape's keys."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(item.value) for item in kind]
    return list(_hints(kind))
