"""GraphQL types, derived from the declarations in `exchange.model`: one object type per item, its connection, its filters, its order.

Nothing here resolves anything: what these types describe is compiled to SQL (`exchange.query`). Strawberry owns the schema, so that
validation, introspection and the SDL are its business.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from exchange.api import made
from exchange.api.words import DIRECTION, DivisionCode, enum_of
from exchange.model import ITEMS, Case, CatalogueChange, Record, Shape
from exchange.model.item import ANY_CASE, ANY_RECORD, INTERFACES
from exchange.model.kinds import (
    Code,
    Codes,
    Count,
    Day,
    Exact,
    Flag,
    Identities,
    Identity,
    Instant,
    Kind,
    Region,
    Texts,
)
from exchange.query.planner import PAGE
from exchange.query.roots import ROOTS

if TYPE_CHECKING:
    from exchange.model import Edge, Field, Item

_LISTS = Codes | Identities | Texts
ONE_OF: set[str] = set()
"""Names of the input types of which exactly one field is given."""
NAMES: dict[str, Any] = vars(made)
"""Every GraphQL type by name: the namespace in which forward references are resolved."""


@strawberry.interface(description="Anything with an id (任何有标识的对象).")
class Node:
    """Relay's object identification."""

    id: strawberry.ID = strawberry.field(
        description="Random id; carries no time, no counter and nothing of the subject (标识)."
    )


@strawberry.type(description="What a caller does not get in clear of one row, and why (披露说明).")
class FieldDisclosure:
    """One entry of `disclosure`."""

    field: str = strawberry.field(description="Name of the field (字段).")
    treatment: str = strawberry.field(description="HIDDEN, OPENED, or the name of the mask (处理方式).")
    reason: str = strawberry.field(
        description="Reason code: RULE, SCOPE_MISSING, NOT_MANAGED, NO_PUBLICATION_BASIS (原因)."
    )
    basis: str = strawberry.field(description="Legal basis (依据).")


@strawberry.type(description="A field in which two versions of a record differ, as you see both (版本差异).")
class FieldChange:
    """One entry of `changes`."""

    field: str = strawberry.field(description="Name of the field (字段).")
    label: str = strawberry.field(description="Chinese label of the field (字段中文名).")
    before: str | None = strawberry.field(description="Value in the earlier version, as text (原值).")
    after: str | None = strawberry.field(description="Value in this version, as text (现值).")


@strawberry.type(description="Where a page stands in its list (分页信息).")
class PageInfo:
    """Relay's page info."""

    has_next_page: bool = strawberry.field(description="There are rows after this page (有下一页).")
    has_previous_page: bool = strawberry.field(description="The page was asked for with `after` (有上一页).")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row (起始游标).")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row, for `after` (结束游标).")


def annotation(text: object) -> StrawberryAnnotation:
    """A type, or the name of one that is made later."""
    return StrawberryAnnotation(text, namespace=NAMES)


@dataclass(frozen=True, slots=True)
class Declared:
    """A field on its way into a type: Strawberry resolves `kind`, a type or the name of one, when the schema is built."""

    name: str
    kind: object
    field: StrawberryField


def plain(
    name: str, kind: object, description: str, arguments: tuple[StrawberryArgument, ...] = ()
) -> Declared:
    """A field without a resolver: the compiler answers it."""
    one = StrawberryField(python_name=name, description=description, default=strawberry.UNSET)
    one.arguments = list(arguments)
    return Declared(name, kind, one)


def argument(
    name: str, kind: object, description: str, default: object = strawberry.UNSET
) -> StrawberryArgument:
    """An argument; optional ones have a nullable type and no default."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=annotation(kind),
        description=description,
        default=default,
    )


def make(name: str, fields: list[Declared], description: str, **options: Any) -> Any:  # noqa: ANN401 - types made at run time
    """A Strawberry type with these fields, entered into `NAMES`."""
    bases = options.pop("bases", ())
    if options.get("one_of"):
        ONE_OF.add(name)
    space: dict[str, Any] = {one.name: one.field for one in fields}
    space["__annotations__"] = {one.name: one.kind for one in fields}
    space["__module__"] = made.__name__
    decorate = (
        strawberry.input
        if options.pop("is_input", False)
        else strawberry.interface
        if options.pop("is_interface", False)
        else strawberry.type
    )
    kind = decorate(type(name, bases, space), name=name, description=description, **options)
    NAMES[name] = kind
    return kind


def scalar(kind: Kind) -> Any:  # noqa: ANN401 - a Python type per kind
    """The GraphQL type of a kind of value."""
    match kind:
        case Code() | Codes():
            return enum_of(kind.codes)
        case Day():
            return dt.date
        case Instant():
            return dt.datetime
        case Exact():
            return Decimal
        case Count():
            return int
        case Flag():
            return bool
        case Region():
            return DivisionCode
        case Identity() | Identities():
            return strawberry.ID
    return str


def _list_of(kind: Any) -> Any:  # noqa: ANN401 - types made at run time
    return list[kind]


def output(field: Field) -> Declared:
    """A field of an object type. Only what is never withheld could be non-null, and that is the id alone."""
    kind = scalar(field.kind)
    kind = _list_of(kind) if isinstance(field.kind, _LISTS) else kind
    return plain(field.name, kind if field.name == "id" else kind | None, field.description)


def paging() -> tuple[StrawberryArgument, ...]:
    """`first` and `after`."""
    return (
        argument("first", int, "Rows of the page, 0 to 100 (每页条数).", PAGE),
        argument("after", "str | None", "endCursor of the page before (上一页的结束游标)."),
    )


def list_arguments(item: type[Item]) -> tuple[StrawberryArgument, ...]:
    """The arguments of a connection: filters, order, page."""
    found = []
    if any(field.filter for field in item.fields.values()):
        found.append(argument("where", f"{item.__name__}Where | None", "Filters; all must hold (筛选条件)."))
    if any(field.order for field in item.fields.values()):
        found.append(
            argument(
                "order_by", f"list[{item.__name__}Order] | None", "Order; the first key counts most (排序)."
            )
        )
    return (*found, *paging())


def edge(one: Edge) -> Declared:
    """A way to another type."""
    description = f"{one.en[:1].upper()}{one.en[1:]} ({one.zh})."
    if not one.many:
        return plain(one.name, f"{one.target} | None", description)
    if not one.paged:
        return plain(one.name, f"list[{one.target}]", description)
    return plain(one.name, f"{one.target}Connection", description, list_arguments(ITEMS[one.target]))


def explained() -> Declared:
    """`disclosure`."""
    return plain(
        "disclosure", list[FieldDisclosure], "What you do not get in clear of this row, and why (披露说明)."
    )


def possible() -> Declared:
    """`moves`."""
    return plain(
        "moves",
        list[str],
        "Mutations that you can make of it as it stands, by name; a condition of one may still not be met (可办事项).",
    )


def changed() -> Declared:
    """`changes`."""
    since = argument(
        "since", "int | None", "Number of the earlier version; the one before if left out (对比版本)."
    )
    return plain(
        "changes",
        list[FieldChange] | None,
        "Fields that differ from an earlier version, as you see both; null where there is none that you see (版本对比).",
        (since,),
    )


def touched() -> Declared:
    """`records` of a change of the catalogue."""
    return plain(
        "records",
        int | None,
        "Records about organisations that the change is about, as you see them; null for changes about persons (涉及记录数).",
    )


def object_type(item: type[Item]) -> Any:  # noqa: ANN401 - types made at run time
    """The object type of an item."""
    fields = [output(field) for field in item.fields.values()] + [edge(one) for one in item.edges.values()]
    if item.shape is not Shape.REFERENCE:
        fields.append(explained())
    if item.shape is Shape.RECORD:
        fields.append(changed())
    if item.shape in INTERFACES.values():
        fields.append(possible())
    if item is CatalogueChange:
        fields.append(touched())
    bases = _interfaces(item)
    return make(item.__name__, fields, f"{item.en} ({item.zh}).", bases=bases)


def _interfaces(item: type[Item]) -> tuple[type, ...]:
    for name, shape in INTERFACES.items():
        if item.shape is shape:
            return (NAMES[name],)
    return (Node,) if item.__name__ in ROOTS["node"].choices else ()


def interface(name: str, shared: type[Item], description: str, *more: Declared) -> None:
    """The interface of all items that share these fields and edges."""
    fields = [output(field) for field in shared.fields.values()]
    fields += [edge(one) for one in shared.edges.values()] + [explained(), *more]
    make(name, fields, description, bases=(Node,), is_interface=True)


def connection_types(item: type[Item]) -> None:
    """Connection and edge of an item, as Relay names them."""
    name = item.__name__
    make(
        f"{name}Edge",
        [
            plain("cursor", str, "Position in the list (游标)."),
            plain("node", name, f"{item.en} ({item.zh})."),
        ],
        f"An edge of a list of {item.en} ({item.zh}).",
    )
    make(
        f"{name}Connection",
        [
            plain(
                "total_count",
                int,
                "Rows that match and that you may see; counted only when asked for (总数).",
            ),
            plain("page_info", PageInfo, "Where the page stands (分页信息)."),
            plain("edges", f"list[{name}Edge]", "The rows of the page (本页记录)."),
        ],
        f"A page of {item.en} ({item.zh}).",
    )


def filter_type(field: Field) -> str:
    """The name of the filter input of a field, made once per kind of value."""
    kind = scalar(field.kind)
    base = kind.__name__ if isinstance(field.kind, Code | Codes) else field.kind.scalar
    name = f"{base}{'List' if isinstance(field.kind, _LISTS) else ''}Filter"
    if name not in NAMES:
        wanted: dict[str, Any] = {
            word: _list_of(kind) if word == "in" else kind for word in field.kind.operators
        }
        fields = [_operator(word, kind_of) for word, kind_of in wanted.items()]
        make(name, fields, f"Filter on {base} values.", is_input=True)
    return name


_OPERATORS = {
    "is": "Equal to (等于).",
    "in": "One of (属于).",
    "from": "This or later, this or more (不早于、不小于).",
    "to": "This or earlier, this or less (不晚于、不大于).",
    "within": "This division or one below it (在该区划内).",
}


def _operator(word: str, kind: Any) -> Declared:  # noqa: ANN401 - a type per kind
    one = plain(f"{word}_", kind | None, _OPERATORS[word])
    one.field.graphql_name = word
    return one


def input_types(item: type[Item]) -> None:
    """`<Item>Where` and `<Item>Order`."""
    name = item.__name__
    filters = [
        plain(f.name, f"{filter_type(f)} | None", f.description) for f in item.fields.values() if f.filter
    ]
    if filters:
        make(f"{name}Where", filters, f"Filters on {item.en} ({item.zh}); all must hold.", is_input=True)
    orders = [plain(f.name, DIRECTION | None, f.description) for f in item.fields.values() if f.order]
    if orders:
        make(
            f"{name}Order", orders, f"One key to order {item.en} by ({item.zh}).", is_input=True, one_of=True
        )


def build() -> dict[str, Any]:
    """Make every type, in an order that lets references resolve; return them by name."""
    if "Subject" in NAMES:
        return NAMES
    NAMES.update(
        {
            "PageInfo": PageInfo,
            "FieldDisclosure": FieldDisclosure,
            "FieldChange": FieldChange,
            "Node": Node,
            "DivisionCode": DivisionCode,
        }
    )
    for item in ITEMS.values():
        input_types(item)
        connection_types(item)
    interface(ANY_RECORD, Record, "A credit record of any kind (信用记录).", changed(), possible())
    interface(ANY_CASE, Case, "A case of any kind (办理事项).", possible())
    for item in ITEMS.values():
        object_type(item)
    return NAMES
