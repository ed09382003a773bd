"""PURE. An OpenAPI document as a person reads it: groups, addresses, fields, answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
TYPES: Mapping[str, str] = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "đúng/sai",
    "array": "danh sách",
    "object": "đối tượng",
    "date": "ngày (2021-03-01)",
    "date-time": "thời điểm có múi giờ (2021-03-01T08:00:00+07:00)",
    "email": "thư điện tử",
    "binary": "tệp",
    "decimal": "số",
}
PLACES: Mapping[str, str] = {"query": "truy vấn", "path": "địa chỉ", "header": "tiêu đề"}
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str
    required: bool
    says: str


@dataclass(frozen=True, slots=True)
class Reply:
    status: str
    says: str


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    method: str
    address: str
    summary: str
    says: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    replies: tuple[Reply, ...]
    answer: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    anchor: str
    operations: list[Operation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    says: str
    version: str
    groups: tuple[Group, ...]


def read_document(openapi: Mapping[str, Any]) -> Document:
    """openapi: a document of version 3 with local references only."""
    groups: dict[str, Group] = {}
    for address, methods in openapi["paths"].items():
        for method in METHODS:
            if told := methods.get(method):
                name = told["tags"][0]
                group = groups.setdefault(name, Group(name, f"nhom-{len(groups) + 1}"))
                group.operations.append(_operation(method, address, told, openapi))
    info = openapi["info"]
    return Document(
        info["title"], info.get("description", ""), info["version"], tuple(groups.values())
    )


def _operation(
    method: str, address: str, told: Mapping[str, Any], openapi: Mapping[str, Any]
) -> Operation:
    replies = told["responses"]
    done: Mapping[str, Any] = next(
        (each for status, each in replies.items() if status.startswith("2")), {}
    )
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        address=address,
        summary=told.get("summary", ""),
        says=told.get("description", ""),
        parameters=tuple(_parameters(told.get("parameters", ()))),
        body=tuple(_content(told.get("requestBody", {}), openapi)),
        replies=tuple(
            Reply(status, each.get("description", "")) for status, each in replies.items()
        ),
        answer=tuple(_content(done, openapi)),
    )


def _parameters(told: Any) -> Iterator[Field]:
    for each in told:
        place = PLACES[each["in"]]
        says = each.get("description", "")
        yield Field(
            each["name"], f"{place}, {_type(each['schema'], {})}", each.get("required", False), says
        )


def _content(told: Mapping[str, Any], openapi: Mapping[str, Any]) -> Iterator[Field]:
    for content in told.get("content", {}).values():
        yield from _fields(content.get("schema", {}), openapi, "", DEEPEST)


def _fields(
    schema: Mapping[str, Any], openapi: Mapping[str, Any], prefix: str, deep: int
) -> Iterator[Field]:
    """Flat: applicant.name, papers[].name."""
    whole = _resolved(schema, openapi)
    needed = whole.get("required", ())
    for name, inner in whole.get("properties", {}).items():
        said = _resolved(inner, openapi)
        many = said.get("type") == "array"
        says = " ".join(word for word in (inner.get("title"), inner.get("description", "")) if word)
        yield Field(prefix + name, _type(said, openapi), name in needed, says)
        if deep:
            below = _resolved(said["items"], openapi) if many else said
            yield from _fields(below, openapi, f"{prefix}{name}{'[]' if many else ''}.", deep - 1)


def _resolved(schema: Mapping[str, Any], openapi: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference points to; of several alternatives the first that says something."""
    for several in ("allOf", "oneOf", "anyOf"):
        if schema.get(several):
            return _resolved(schema[several][0], openapi)
    if "$ref" in schema:
        found: Mapping[str, Any] = openapi["components"]["schemas"][schema["$ref"].split("/")[-1]]
        return found
    return schema


def _type(schema: Mapping[str, Any], openapi: Mapping[str, Any]) -> str:
    said = _resolved(schema, openapi)
    if choices := said.get("enum"):
        return "một trong: " + ", ".join(str(each) for each in choices if each != "")
    name = said.get("format") if said.get("format") in TYPES else said.get("type", "object")
    return TYPES.get(str(name), str(name))
