"""Registers: a list of an item with its filters and pages, one thing with its facts and what can be done with it.

All of it is asked of the API in one question each. What the person may not see comes back as null and is said so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import GraphQLInputObjectType, get_named_type

from exchange.errors import NotFound
from exchange.model import ITEMS
from exchange.values import CHINA
from exchange.web.console import vocabulary
from exchange.web.console.admin import wording
from exchange.web.console.rows import NONE, Cell, Fact, Line, moment, shown
from exchange.web.console.sections import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.responses import Response

    from exchange.model import Item
    from exchange.web.console.admin.acts import Act
    from exchange.web.console.desk import Desk
    from exchange.web.console.forms import Option

PAGE = 25
DAY = "day"
"""A filter by days over a field of moments."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One filter: the field, by which operators it is asked (`is`, `in`, `from` and `to`), and the values that are offered."""

    name: str
    how: str = "is"
    options: Callable[[str], tuple[Option, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Below:
    """Rows that belong to a thing: the edge, its columns, and which mark each gets."""

    edge: str
    columns: tuple[str, ...]
    mark: Callable[[Desk, Mapping[str, Any]], tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """An item as administrators see it. `many` and `one` are its root fields; a register without `one` is a list alone."""

    item: type[Item]
    path: str
    many: str
    columns: tuple[str, ...]
    one: str = ""
    key: str = "id"
    facts: tuple[str, ...] = ()
    below: tuple[Below, ...] = ()
    asks: tuple[Ask, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    acts: tuple[Act, ...] = ()
    makes: tuple[Act, ...] = ()
    mark: Callable[[Desk, Mapping[str, Any]], tuple[str, str]] | None = None
    marked_by: tuple[str, ...] = ()
    lead: str = ""
    more: tuple[tuple[str, str], ...] = field(default=())
    """Further pages of the section: address and name of its words."""

    @property
    def place(self) -> str:
        """The address of the list."""
        return f"{ROOT}{self.path}"

    def title(self, lang: str) -> str:
        """What the list is called."""
        found = wording.admin(lang).get(self.path.removeprefix("/"))
        return str(found) if found else vocabulary.item(self.item.key).said(lang)


async def listed(desk: Desk, kind: Register) -> Response:
    """The list, as the address asks for it."""
    where = _where(desk, kind)
    name = kind.item.__name__
    wanted = _selection(
        (*kind.columns, *kind.marked_by, kind.key) if kind.one else (*kind.columns, *kind.marked_by)
    )
    heads = f"$where: {name}Where, " if kind.asks else ""
    given = "where: $where, " if kind.asks else ""
    order = f", orderBy: [{', '.join(f'{{{one}: {way}}}' for one, way in kind.order)}]" if kind.order else ""
    found = await desk.ask(
        f"query({heads}$first: Int!, $after: String) {{ {kind.many}({given}first: $first, after: $after{order}) "
        f"{{ totalCount pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {wanted} }} }} }} }}",
        **({"where": where} if kind.asks else {}), first=PAGE, after=desk.value("after") or None,
    )  # fmt: skip
    page = found[kind.many]
    asked = {one: desk.value(one) for one in _typed(kind) if desk.value(one)}
    info = page["pageInfo"]
    return desk.page(
        "admin_list.html", kind=kind, title=kind.title(desk.lang), heads=[label(kind.item, one, desk.lang) for one in kind.columns],
        rows=[_line(desk, kind, one["node"]) for one in page["edges"]], total=page["totalCount"], asks=_fields(desk, kind),
        more=desk.link(kind.place, **asked, after=info["endCursor"]) if info["hasNextPage"] else "", begun=bool(desk.value("after")),
        makes=[(act.path_under(kind.place), act.label(desk.lang)) for act in kind.makes if act.open_to(desk, {})],
        asked=bool(asked), others=[(f"{ROOT}{path}", wording.admin(desk.lang)[word]) for path, word in kind.more],
        lead=wording.admin(desk.lang)["lead"].get(kind.lead, ""),
    )  # fmt: skip


async def one_of(desk: Desk, kind: Register) -> dict[str, Any]:
    """The thing that the address names. Raises NotFound where the person sees none."""
    below = " ".join(f"{one.edge} {{ {_selection(one.columns)} }}" for one in kind.below)
    wanted = _selection((*kind.columns, *kind.facts, *kind.marked_by, kind.key))
    taken = "ID!" if vocabulary.graph().query_type is not None and _is_id(kind) else "String!"
    found = await desk.ask(
        f"query($key: {taken}) {{ {kind.one}({kind.key}: $key) {{ {wanted} {below} }} }}",
        key=desk.part("key"),
    )
    node = found[kind.one]
    if node is None:
        raise NotFound(what=kind.key)
    return dict(node)


async def seen(desk: Desk, kind: Register) -> Response:
    """One thing."""
    node = await one_of(desk, kind)
    mark = kind.mark(desk, node) if kind.mark else ("", "")
    place = f"{kind.place}/{desk.part('key')}"
    return desk.page(
        "admin_one.html", kind=kind, title=_name(node, kind), mark=mark, back=kind.place,
        facts=[Fact(label(kind.item, one, desk.lang), said(desk, kind.item, one, node)) for one in (*kind.columns, *kind.facts)],
        acts=[(act.path_under(place), act.label(desk.lang), act.closes) for act in kind.acts if act.open_to(desk, node)],
        below=[_below(desk, kind, one, node) for one in kind.below],
    )  # fmt: skip


def _below(desk: Desk, kind: Register, one: Below, node: Mapping[str, Any]) -> dict[str, Any]:
    target = ITEMS[kind.item.edges[_snake(one.edge)].target]
    rows = []
    for row in node[one.edge] or ():
        cells = [Cell(said(desk, target, column, row)) for column in one.columns]
        if one.mark is not None:
            mark, told = one.mark(desk, row)
            cells[0] = Cell(cells[0].text, mark=mark, told=told)
        rows.append(Line("", tuple(cells)))
    return {
        "title": vocabulary.field(kind.item.__name__, one.edge).said(desk.lang),
        "heads": [label(target, column, desk.lang) for column in one.columns],
        "rows": rows,
    }


def _line(desk: Desk, kind: Register, node: Mapping[str, Any]) -> Line:
    cells = [Cell(said(desk, kind.item, one, node)) for one in kind.columns]
    mark, told = kind.mark(desk, node) if kind.mark else ("", "")
    path = desk.link(f"{kind.place}/{node[kind.key]}") if kind.one else ""
    cells[0] = Cell(cells[0].text, path, mark, told)
    return Line("", tuple(cells))


def _name(node: Mapping[str, Any], kind: Register) -> str:
    return str(node.get("name") or node.get("title") or node.get("target") or node[kind.key])


def label(item: type[Item], column: str, lang: str) -> str:
    """What a column is called: shortly, where there is a short word; else as its field, or the edge that leads to it, says."""
    name = column.partition(".")[0]
    short = wording.admin(lang)["column"].get(name)
    return str(short) if short else vocabulary.field(item.__name__, name).said(lang)


def said(desk: Desk, item: type[Item], column: str, node: Mapping[str, Any]) -> str:
    """A value in words."""
    edge, _, inner = column.partition(".")
    value = node[edge]
    if inner:
        return str(value[inner]) if value is not None else NONE
    if edge in wording.SAID and value is not None:
        say = wording.SAID[edge]
        return ("、" if desk.lang == "zh" else ", ").join(
            say(one, desk.lang) for one in _listed(value)
        ) or NONE
    return shown(item, item.fields[_snake(edge)], value, desk.lang)


def _listed(value: Any) -> Sequence[str]:  # noqa: ANN401 - a value or several
    return value if isinstance(value, list) else [value]


def _selection(columns: Sequence[str]) -> str:
    parts = (
        f"{edge} {{ {inner} }}" if inner else edge
        for edge, _, inner in (one.partition(".") for one in columns)
    )
    return " ".join(dict.fromkeys(parts))


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _is_id(kind: Register) -> bool:
    root = vocabulary.graph().query_type
    assert root is not None  # noqa: S101 - there is always a query type
    return bool(get_named_type(root.fields[kind.one].args[kind.key].type).name == "ID")


# --- filters --------------------------------------------------------------------------------------------------------------------------


def _typed(kind: Register) -> list[str]:
    return [
        name
        for one in kind.asks
        for name in ((f"{one.name}.from", f"{one.name}.to") if one.how == DAY else (one.name,))
    ]


def _where(desk: Desk, kind: Register) -> dict[str, Any]:
    """What the address asks for, as the API takes it; what cannot be read is left out."""
    found: dict[str, Any] = {}
    for one in kind.asks:
        if one.how == DAY:
            ends = {
                end: _day(desk.value(f"{one.name}.{end}"), end, _moments(kind, one)) for end in ("from", "to")
            }
            found |= {one.name: given} if (given := {end: day for end, day in ends.items() if day}) else {}
        elif text := desk.value(one.name):
            value: Any = [text] if one.how == "in" else text == "true" if text in {"true", "false"} else text
            found[one.name] = {one.how: value}
    return found


def _moments(kind: Register, one: Ask) -> bool:
    declared = vocabulary.graph().type_map[f"{kind.item.__name__}Where"]
    assert isinstance(declared, GraphQLInputObjectType)  # noqa: S101 - a register with filters has one
    return bool(get_named_type(declared.fields[one.name].type).name == "DateTimeFilter")


def _day(text: str, end: str, moments: bool) -> str:  # noqa: FBT001 - what the field holds
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return ""
    if not moments:
        return day.isoformat()
    last = dt.time.max if end == "to" else dt.time()
    return dt.datetime.combine(day, last, CHINA).isoformat()


def _fields(desk: Desk, kind: Register) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in kind.asks:
        name = label(kind.item, one.name, desk.lang)
        if one.how == DAY:
            ends = ((f"{one.name}.from", "≥"), (f"{one.name}.to", "≤"))
            found += [
                {
                    "name": key,
                    "label": f"{name} {sign}",
                    "kind": "date",
                    "options": (),
                    "value": desk.value(key),
                }
                for key, sign in ends
            ]
        else:
            options = one.options(desk.lang) if one.options else ()
            found.append(
                {
                    "name": one.name,
                    "label": name,
                    "kind": "text",
                    "options": options,
                    "value": desk.value(one.name),
                }
            )
    return found


def when(value: str | None) -> str:
    """A moment, or that there is none."""
    return NONE if value is None else moment(value)
