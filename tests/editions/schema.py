"""Holds a value against a JSON Schema: of its words, those that ours uses, and an error for any other."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "null": (type(None),),
    "integer": (int,),
}
TELLS_NOTHING = {"$schema", "$defs", "title", "description"}
KNOWN = TELLS_NOTHING | {
    *("$ref", "additionalProperties", "anyOf", "const", "enum", "items", "minLength", "pattern", "prefixItems"),
    *("properties", "required", "type"),
}


def faults(value: Any, schema: Schema, whole: Schema, at: str = "$") -> Iterator[str]:
    """Everything in which a value does not fit."""
    assert not set(schema) - KNOWN, set(schema) - KNOWN
    yield from _alternatives(value, schema, whole, at)
    named = schema.get("type", [])
    kinds = [named] if isinstance(named, str) else named
    if kinds and not isinstance(value, tuple(one for kind in kinds for one in TYPES[kind])):
        yield f"{at} is no {kinds}"
    elif isinstance(value, str):
        yield from _text(value, schema, at)
    elif isinstance(value, dict):
        yield from _object(value, schema, whole, at)
    elif isinstance(value, list):
        first = schema.get("prefixItems", [])
        for number, one in enumerate(value):
            yield from faults(one, [*first, *[schema.get("items", {})] * len(value)][number], whole, f"{at}[{number}]")


def _alternatives(value: Any, schema: Schema, whole: Schema, at: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from faults(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
    if value not in schema.get("enum", [schema.get("const", value)]):
        yield f"{at} is not what it may be: {value}"
    if "anyOf" in schema and all(any(faults(value, one, whole, at)) for one in schema["anyOf"]):
        yield f"{at} fits nothing"


def _text(value: str, schema: Schema, at: str) -> Iterator[str]:
    if len(value) < schema.get("minLength", 0) or not re.search(schema.get("pattern", ""), value):
        yield f"{at} is not well-formed: {value}"


def _object(value: Mapping[str, Any], schema: Schema, whole: Schema, at: str) -> Iterator[str]:
    yield from (f"{at} lacks {name}" for name in schema.get("required", ()) if name not in value)
    others = schema.get("additionalProperties", {})
    for name, one in value.items():
        own = schema.get("properties", {}).get(name, others)
        if own is False:
            yield f"{at} has {name}, which is not known"
        else:
            yield from faults(one, own, whole, f"{at}.{name}")
