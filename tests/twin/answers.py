"""Answers by graphql-core's own executor over rows in memory: a resolver per kind of field, nothing compiled, nothing cached.

The schema is the product's SDL, built again without any of its resolvers.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute,
    get_argument_values,
    get_directive_values,
    get_named_type,
    get_variable_values,
    parse,
)
from graphql.type import GraphQLIncludeDirective, GraphQLSkipDirective
from graphql.utilities import type_from_ast

from exchange.api.schema import schema
from exchange.identifiers import credit_code, document_number, party_name, search_key
from exchange.lifecycle import CYCLES
from exchange.model import CODES, ITEMS, OPENED, Field, FormerName, Shape, Subject, camel
from exchange.model.item import ANY_CASE, ANY_RECORD
from exchange.model.kinds import Codes, Count, Day, Exact, Identities, Identity, Instant, Text, Texts
from exchange.query.roots import ROOTS
from exchange.workflows import WORKFLOWS
from tests.twin.counts import counted, grouped_by, touched
from tests.twin.rules import Above as Seen
from tests.twin.rules import in_force
from tests.twin.worlds import CASES, RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import DocumentNode, GraphQLResolveInfo

    from exchange.lifecycle import Move
    from exchange.model import Edge, Item
    from tests.twin.rules import Sight

PAGE = 20
_SPELLINGS: dict[str, Callable[[str], str]] = {
    "document_number": lambda value: document_number.canonical(value).canonical,
    "credit_code": credit_code.normalise,
    "party_name": party_name.canonical,
}


ANY = {ANY_RECORD: RECORDS, ANY_CASE: CASES}
"""What an edge to an interface can lead to."""


@cache
def bare() -> GraphQLSchema:
    """The product's schema without its resolvers."""
    return build_schema(schema().as_str())


@dataclass(frozen=True, slots=True)
class Listed:
    """A connection."""

    total: int
    page: list[dict[str, Any]]
    more: bool
    after: bool


class NotAllowed(Exception):
    """An argument on a field that the caller can never see."""


def answer(sight: Sight, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The response; `{"code": …}` where the whole operation is refused."""
    tree = parse(text)
    picked: list[tuple[type[Item], Field]] = []
    try:
        _walk(sight, tree, variables, picked)
    except NotAllowed:
        return {"code": "ARGUMENT_NOT_ALLOWED"}
    result: Any = execute(
        bare(),
        tree,
        context_value=sight,
        variable_values=dict(variables),
        field_resolver=_resolve,
        type_resolver=_type,
    )
    if result.errors:
        raise AssertionError(result.errors)
    told = list(_told(sight, picked))
    return {"data": result.data} | ({"extensions": {"disclosure": told}} if told else {})


# --- resolvers ------------------------------------------------------------------------------------------------------------------------


def _type(value: Any, *_: Any) -> str:  # noqa: ANN401 - graphql-core's signature
    return value.item.__name__ if isinstance(value, Seen) else str(value)


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **args: Any) -> Any:  # noqa: ANN401 - graphql-core's signature
    sight: Sight = info.context
    if isinstance(source, Seen):
        return _of_row(sight, source, info.field_name, args)
    if isinstance(source, Listed):
        return _of_list(source, info.field_name)
    if isinstance(source, dict):
        return source[info.field_name]
    return _root(sight, info.field_name, args)


def _root(sight: Sight, name: str, args: dict[str, Any]) -> Any:  # noqa: ANN401 - a row, a list or nothing
    root = ROOTS[name]
    if root.kind == "node":
        found = (
            Seen(ITEMS[one], row)
            for one in root.choices
            for row in sight.world.of(one)
            if str(row.main["id"]) == args["id"]
        )
        return next((one for one in found if sight.visible(one.item, one.row)), None)
    item = ITEMS[root.item]
    rows = [
        one
        for one in sight.world.of(root.item)
        if (not root.mine or one.main["submitter"] in sight.caller.departments)
        and (not root.only or one.main["kind"] in root.only)
    ]
    if root.kind == "counts":
        return counted(sight, item, args)
    if root.kind == "many":
        return _listed(sight, item, [Seen(item, one) for one in rows], args)
    given = args["by"] if root.one_of else args
    seen = [Seen(item, one) for one in rows if sight.visible(item, one)]
    asked = next(
        (
            one
            for one in seen
            if all(_matches(sight, one, name, {"is": value}) for name, value in given.items())
        ),
        None,
    )
    return _eligible(sight, asked, args["purpose"]) if root.kind == "eligible" and asked else asked


def _eligible(sight: Sight, subject: Seen, purpose: str) -> dict[str, Any]:
    """By the measures in force that the caller sees, and no others."""
    measure = ITEMS["Sanction"]
    bars = [
        Seen(measure, one)
        for one in sight.world.of("Sanction")
        if one.main["subject_id"] == subject.row.main["id"]
        and purpose in one.main["bars"]
        and in_force(one)
        and sight.visible(measure, one)
    ]
    keys = [(measure.fields[key], key, way == "DESC") for key, way in measure.order]
    reasons = _ordered(bars, keys, lambda one, _, key: one.row.main.get(key))
    return {"purpose": purpose, "eligible": not bars, "reasons": reasons}


def _moves(sight: Sight, seen: Seen) -> Iterator[str]:
    """What the caller may do, by what it sees of the state and in which capacities it sees the row."""
    state = sight.given(seen.item, seen.row, seen.item.fields["state"], seen.above).value
    record = seen.item.key not in WORKFLOWS
    table = CYCLES[seen.item.cycle].moves if record else WORKFLOWS[seen.item.key].moves
    for move in table.values():
        able = any(
            scope in sight.caller.scopes
            and audience in sight.audiences(seen.item)
            and sight.sees(seen.item, seen.row, audience, seen.above)
            for scope, audience in move.ways
        )
        if able and move.name != "file" and state in move.sources and _undisputed(sight, seen, move):
            yield camel(f"{move.name}_{'record' if record else seen.item.key}")


def _undisputed(sight: Sight, seen: Seen, move: Move) -> bool:
    field = seen.item.fields.get("disputed")
    marks = {"disputed": True, "not_disputed": False}.items()
    return field is None or all(
        sight.given(seen.item, seen.row, field, seen.above).value is mark
        for guard, mark in marks
        if guard in move.guards
    )


def _of_row(sight: Sight, seen: Seen, name: str, args: dict[str, Any]) -> Any:  # noqa: ANN401 - a value, a row, a list
    if name == "disclosure":
        return list(explained(sight, seen))
    if name == "moves":
        return list(_moves(sight, seen))
    if name == "changes":
        return _changes(sight, seen, args.get("since"))
    if name == "records":
        return touched(sight, seen.row.main)
    field = next((one for one in seen.item.fields.values() if one.graphql == name), None)
    if field is not None:
        return _shown(sight.given(seen.item, seen.row, field, seen.above).value)
    edge = next(one for one in seen.item.edges.values() if one.graphql == name)
    others = list(beyond(sight, seen, edge))
    if edge.target in ANY:
        return next((one for one in others if sight.visible(one.item, one.row)), None)
    target = ITEMS[edge.target]
    if edge.many and edge.paged:
        return _listed(sight, target, others, args)
    rows = [one for one in others if sight.visible(target, one.row, one.above)]
    if edge.many:
        return _ordered(
            rows,
            [(target.fields.get(key), key, way == "DESC") for key, way in _order(sight, edge)],
            lambda one, _, key: one.row.main.get(key),
        )
    return next(iter(rows), None)


def _order(sight: Sight, edge: Edge) -> tuple[tuple[str, str], ...]:
    """That of the edge where the caller can get its fields, else that of the item."""
    target = ITEMS[edge.target]
    known = all("clear" in sight.ever(target, target.fields[name]) for name, _ in edge.order)
    return edge.order if edge.order and known else target.order


def _changes(sight: Sight, seen: Seen, since: int | None) -> list[dict[str, Any]] | None:
    """What differs between what is shown of two versions; nothing where there is no earlier one, or none that the caller sees."""
    if "clear" not in sight.ever(seen.item, seen.item.fields["version"]):
        return None
    number = seen.row.main["version"] - 1 if since is None else since
    kept = (seen.row.main["subject_id"], seen.row.main.get("lineage"), number)
    others = [
        one
        for one in sight.having(seen.item.__name__, ("subject_id", "lineage", "version"), kept)
        if kept[1] is not None and sight.visible(seen.item, one)
    ]
    if not others:
        return None
    pairs = [
        (field, sight.given(seen.item, others[0], field).value, sight.given(seen.item, seen.row, field).value)
        for field in seen.item.fields.values()
        if field.given
    ]
    return [
        {"field": field.graphql, "label": field.zh, "before": _written(before), "after": _written(after)}
        for field, before, after in pairs
        if before != after
    ]


def _written(value: Any) -> str | None:  # noqa: ANN401 - a value of any kind
    """A value as text."""
    if isinstance(value, list | tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(_shown(value))


def beyond(sight: Sight, seen: Seen, edge: Edge) -> Iterator[Seen]:
    """The rows at the other end of an edge."""
    for name in ANY.get(edge.target, (edge.target,)):
        target, here = ITEMS[name], tuple(seen.row.main.get(own) for own, _ in edge.on)
        if None not in here:
            for one in sight.having(name, tuple(other for _, other in edge.on), here):
                yield Seen(target, one, seen if target.shape is Shape.CHILD else None)


def _of_list(found: Listed, name: str) -> Any:  # noqa: ANN401 - part of a connection
    if name == "totalCount":
        return found.total
    if name == "edges":
        return found.page
    ends = [one["cursor"] for one in found.page]
    return {
        "hasNextPage": found.more, "hasPreviousPage": found.after,
        "startCursor": ends[0] if ends else None, "endCursor": ends[-1] if ends else None,
    }  # fmt: skip


def _listed(sight: Sight, item: type[Item], rows: list[Seen], args: dict[str, Any]) -> Listed:
    where = args.get("where") or {}
    wanted = {
        name: {op: value for op, value in asked.items() if value is not None}
        for name, asked in where.items()
        if asked
    }
    kept = [
        one for one in rows
        if sight.visible(item, one.row, one.above)
        and all(_matches(sight, one, name, conditions) for name, conditions in wanted.items())
    ]  # fmt: skip
    text = args.get("search")
    places = {} if text is None else {one.row.main["id"]: _place(sight, one, text) for one in kept}
    kept = kept if text is None else [one for one in kept if places[one.row.main["id"]] is not None]
    keys = _keys(item, args.get("orderBy"))
    if text is not None and not args.get("orderBy") and search_key.number(text) is None:
        keys = [(RANK, "search", False), *keys]

    def value(one: Seen, field: Field, name: str) -> Any:  # noqa: ANN401 - a value of any kind
        return places[one.row.main["id"]] if field is RANK else _key(sight, one, field, name)

    ranked = _ordered(kept, keys, value)
    after = args.get("after")
    if after is not None:
        ranked = [one for one in ranked if _beyond_cursor(value, one, keys, after)]
    page = [{"node": one, "cursor": _cursor(value, one, keys)} for one in ranked[: args["first"]]]
    return Listed(len(kept), page, len(ranked) > args["first"], after is not None)


Value = Callable[[Seen, Any, str], Any]
RANK = Field(Text(201), "匹配次序", "place among what was found", name="search")
Keys = list[tuple[Any, str, bool]]
"""Field, name, descending."""


def _keys(item: type[Item], asked: Any) -> Keys:  # noqa: ANN401 - a list of input objects, or one
    listed = [
        (name, way)
        for one in ([asked] if isinstance(asked, dict) else asked or [])
        for name, way in one.items()
        if way is not None
    ]
    if not listed:
        return [(item.fields[name], name, way == "DESC") for name, way in item.order]
    fields = {one.graphql: one for one in item.fields.values()}
    keys: Keys = [(fields[name], name, way == "DESC") for name, way in listed]
    last = item.fields[item.order[-1][0]]
    return (
        keys
        if any(one.name == last.name for one, _, _ in keys)
        else [*keys, (last, last.graphql, keys[-1][2])]
    )


def _key(sight: Sight, one: Seen, field: Field, _: str) -> Any:  # noqa: ANN401 - a value of any kind
    return sight.given(one.item, one.row, field, one.above).value


def _ordered(rows: list[Seen], keys: Keys, value: Callable[[Seen, Any, str], Any]) -> list[Seen]:
    """Sorted by the last key first, nulls last either way."""
    ranked = list(rows)
    for field, name, descending in reversed(keys):
        there = [one for one in ranked if value(one, field, name) is not None]
        nowhere = [one for one in ranked if value(one, field, name) is None]
        ranked = sorted(there, key=lambda one: _rank(value(one, field, name)), reverse=descending) + nowhere
    return ranked


def _rank(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    return value.bytes if isinstance(value, UUID) else value.encode() if isinstance(value, str) else value


def _cursor(value: Value, one: Seen, keys: Keys) -> str:
    mark = ",".join(f"{'-' if descending else ''}{field.graphql}" for field, _, descending in keys)
    values = [_json(field, value(one, field, name)) for field, name, _ in keys]
    text = "[" + ", ".join((json.dumps(mark), *values)) + "]"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _json(field: Field, value: Any) -> str:  # noqa: ANN401 - a value of any kind
    """As PostgreSQL writes it: an exact number with all decimals of its column."""
    if isinstance(field.kind, Exact) and value is not None:
        return format(value, f".{field.kind.decimals}f")
    return json.dumps(_shown(value), ensure_ascii=False)


def _beyond_cursor(value: Value, one: Seen, keys: Keys, cursor: str) -> bool:
    _, *point = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for (field, name, descending), text in zip(keys, point, strict=True):
        at, here = _typed(field, text), value(one, field, name)
        if at == here:
            continue
        if here is None or at is None:
            return here is None
        return bool(_rank(here) < _rank(at)) if descending else bool(_rank(here) > _rank(at))
    return False


# --- conditions -----------------------------------------------------------------------------------------------------------------------


def _matches(sight: Sight, one: Seen, name: str, conditions: dict[str, Any]) -> bool:
    """A filter matches what the caller gets unmasked: what is open for everybody, or the clear value."""
    field = next(field for field in one.item.fields.values() if field.graphql == name)
    return all(
        any(_holds(field, value, op, asked, one) for value in unmasked(sight, one, field))
        for op, asked in conditions.items()
    )


def unmasked(sight: Sight, one: Seen, field: Field) -> list[Any]:
    given = sight.given(one.item, one.row, field, one.above)
    opened = [one.row.main.get(f"{field.name}_{OPENED}")] if field.openable else []
    if given.treatment == "hidden":
        return []
    if given.treatment != "clear":
        return opened
    if field.personal:
        return [*opened, one.row.apart.get(field.name)]
    return [one.row.main.get(field.sought or field.name)]


def _holds(field: Field, value: Any, op: str, asked: Any, one: Seen) -> bool:  # noqa: ANN401 - values of any kind
    if value is None:
        return False
    if op == "within":
        return _inside(one, value, asked)
    wanted = [_spelled(field, each) for each in (asked if isinstance(asked, list) else [asked])]
    if isinstance(field.kind, Codes | Texts | Identities):
        return bool(set(value) & set(wanted))
    if op == "from":
        return bool(value >= wanted[0])
    if op == "to":
        return bool(value <= wanted[0])
    return value in wanted


def _inside(one: Seen, value: str, asked: str) -> bool:
    level = "province" if asked.endswith("0000") else "city" if asked.endswith("00") else "county"
    if level in one.item.table.c:
        return bool(one.row.main.get(level) == asked)
    width = {"province": 2, "city": 4, "county": 6}[level]
    return value[:width] == asked[:width]


def _spelled(field: Field, value: Any) -> Any:  # noqa: ANN401 - values of any kind
    spell = _SPELLINGS.get(field.check)
    return spell(value) if spell and isinstance(value, str) else _typed(field, value)


def _typed(field: Field, value: Any) -> Any:  # noqa: ANN401 - values of any kind
    if value is None:
        return None
    match field.kind:
        case Day():
            return dt.date.fromisoformat(value)
        case Instant():
            return dt.datetime.fromisoformat(value)
        case Exact():
            return Decimal(str(value))
        case Identity() | Identities():
            try:
                return UUID(str(value))
            except ValueError:
                return str(value)
        case Count():
            return int(value)
    return value


def _place(sight: Sight, one: Seen, typed: str) -> str | None:
    """Where the subject stands among what was found: at the best of its codes and of its names as the caller gets them. None: not found."""
    number = search_key.number(typed)
    if number is not None:
        return "found" if _has_record(sight, one, number) else None
    code, text, places = search_key.code(typed), search_key.folded(typed), []
    organisation = not one.row.main["natural"]
    if organisation and code:
        places += ["0" + each for name in CODES if (each := one.row.main.get(name)) and each.startswith(code)]
    former = [
        row.main["name"] for row in sight.having(FormerName.__name__, ("subject_id",), (one.row.main["id"],))
    ]
    open_names = [each for each in (one.row.main.get(f"name_{OPENED}"), *former) if each]
    spelled = [search_key.folded(each) for each in open_names]
    spelled += [search_key.initials(each) for each in open_names if organisation]
    places += list(_occurrences(spelled, text))
    given = sight.given(one.item, one.row, Subject.fields["name"], one.above)
    if not places and given.treatment == "clear" and one.row.apart.get("name"):
        places += list(_occurrences([search_key.folded(one.row.apart["name"])], text))
    return min(places, key=str.encode, default=None)


def _occurrences(names: list[str], text: str) -> Iterator[str]:
    for name in names:
        for start in range(len(name)):
            if name[start:].startswith(text):
                yield ("2" if start else "1") + name[start:]


def _has_record(sight: Sight, one: Seen, number: str) -> bool:
    """A record that the caller sees, about this subject, with this number."""
    return any(
        sight.visible(item, row)
        and sight.given(item, row, item.fields["document_number"]).treatment == "clear"
        for name, item in ITEMS.items()
        if item.shape is Shape.RECORD
        for row in sight.having(name, ("found_under", "canonical_number"), (one.row.main["id"], number))
    )


# --- what is withheld -----------------------------------------------------------------------------------------------------------------


def explained(sight: Sight, seen: Seen) -> Iterator[dict[str, str]]:
    """`disclosure` of a row: fields under one rule stand together, in the order in which their rules first come."""
    groups: dict[object, list[Field]] = {}
    for field in seen.item.fields.values():
        groups.setdefault((tuple(sight.outcomes(seen.item, field)), field.openable, field.masks), []).append(
            field
        )
    for fields in groups.values():
        for field in fields:
            given = sight.given(seen.item, seen.row, field, seen.above)
            if given.treatment == "clear" or not _withheld(sight, seen, field):
                continue
            yield {
                "field": field.graphql,
                "treatment": given.treatment.upper(),
                "reason": given.reason,
                "basis": given.basis,
            }


def _withheld(sight: Sight, seen: Seen, field: Field) -> bool:
    """What may be opened is withheld from nobody where the row is about an organisation, unless it is hidden altogether."""
    return (
        not field.openable
        or sight.ever(seen.item, field) <= {"clear", "hidden"}
        or bool(seen.row.main["natural"])
    )


def _told(sight: Sight, picked: list[tuple[type[Item], Field]]) -> Iterator[dict[str, str]]:
    """`extensions.disclosure`: an entry per type, field and treatment that the operation can meet."""
    known = set()
    for item, field in picked:
        for one in sight.outcomes(item, field):
            key = (item.__name__, field.graphql, one.treatment)
            if one.treatment != "clear" and key not in known:
                known.add(key)
                yield {
                    "type": key[0],
                    "field": key[1],
                    "treatment": key[2].upper(),
                    "reason": one.reason,
                    "basis": one.basis,
                }


def _shown(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    """A value as JSON has it."""
    match value:
        case UUID():
            return str(value)
        case dt.datetime() | dt.date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
        case [UUID(), *_]:
            return [str(one) for one in value]
        case dict():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


# --- the walk: arguments that are not allowed, and fields that are picked ----------------------------------------------------------------


def _walk(
    sight: Sight, tree: DocumentNode, variables: Mapping[str, Any], picked: list[tuple[type[Item], Field]]
) -> None:
    operation = next(one for one in tree.definitions if isinstance(one, OperationDefinitionNode))
    fragments = {one.name.value: one for one in tree.definitions if isinstance(one, FragmentDefinitionNode)}
    kind = bare().query_type
    values = get_variable_values(bare(), operation.variable_definitions or (), dict(variables))
    if kind is not None:
        _Walk(sight, fragments, values, picked).into(kind, operation.selection_set.selections)


@dataclass(slots=True)
class _Walk:
    sight: Sight
    fragments: dict[str, Any]
    variables: Any
    picked: list[tuple[type[Item], Field]]

    def into(self, kind: GraphQLObjectType, selections: Any) -> None:  # noqa: ANN401 - AST nodes
        grouped: dict[str, list[FieldNode]] = {}
        self._collect(kind, selections, grouped)
        for same in grouped.values():
            self._field(kind, same)

    def _collect(self, kind: GraphQLObjectType, selections: Any, grouped: dict[str, list[FieldNode]]) -> None:  # noqa: ANN401
        for one in selections:
            if not self._included(one):
                continue
            if isinstance(one, FieldNode):
                grouped.setdefault((one.alias or one.name).value, []).append(one)
                continue
            fragment = self.fragments[one.name.value] if isinstance(one, FragmentSpreadNode) else one
            wanted = (
                None if fragment.type_condition is None else type_from_ast(bare(), fragment.type_condition)
            )
            if (
                wanted is None
                or wanted is kind
                or (not isinstance(wanted, GraphQLObjectType) and bare().is_sub_type(wanted, kind))
            ):
                self._collect(kind, fragment.selection_set.selections, grouped)

    def _included(self, one: Any) -> bool:  # noqa: ANN401 - an AST node
        values = self.variables
        skip = get_directive_values(GraphQLSkipDirective, one, values)
        include = get_directive_values(GraphQLIncludeDirective, one, values)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _field(self, kind: GraphQLObjectType, same: list[FieldNode]) -> None:
        name = same[0].name.value
        if name.startswith("__"):
            return
        item = ITEMS.get(kind.name)
        field = next((one for one in item.fields.values() if one.graphql == name), None) if item else None
        if item is not None and field is not None:
            self.picked.append((item, field))
            return
        if item is not None and name == "changes":
            self.picked += [(item, one) for one in item.fields.values() if one.given]
            return
        self._arguments(kind, same[0])
        target = get_named_type(kind.fields[name].type)
        below = [one for node in same if node.selection_set for one in node.selection_set.selections]
        kinds = (
            [target]
            if isinstance(target, GraphQLObjectType)
            else self._possible(name, target)
            if below
            else []
        )
        for one in kinds:
            self.into(one, below)

    @staticmethod
    def _possible(name: str, target: Any) -> list[GraphQLObjectType]:  # noqa: ANN401 - an abstract type
        """`node` leads to what it can be asked for, not to everything that has an id."""
        kinds = list(bare().get_possible_types(target))
        return [one for one in kinds if one.name in ROOTS[name].choices] if name == "node" else kinds

    def _arguments(self, kind: GraphQLObjectType, node: FieldNode) -> None:
        definition = kind.fields[node.name.value]
        args = get_argument_values(definition, node, self.variables)
        name = get_named_type(definition.type).name
        item = ITEMS.get(
            "Subject" if name == "Eligibility" else name.removesuffix("Connection").removesuffix("Count")
        )
        if item is None:
            return
        by = args.get("by") or {}
        if name.endswith("Count"):
            by = ()
            for word in args["by"]:
                ever = self.sight.ever(item, grouped_by(item, word))
                if "clear" not in ever or ever - {"clear", "hidden"}:
                    raise NotAllowed(word)
        named = [*(args.get("where") or {}), *by, *({"creditCode", "id", "batch", "login"} & set(args))]
        asked = args.get("orderBy") or []
        named += [key for one in (asked if isinstance(asked, list) else [asked]) for key in one]
        named += ["name"] if args.get("search") is not None else []
        for one in named:
            self._allowed(item, one)

    def _allowed(self, item: type[Item], name: str) -> None:
        field = next(one for one in item.fields.values() if one.graphql == name)
        ever = self.sight.ever(item, field)
        if "clear" not in ever and OPENED not in ever and not (field.openable and ever - {"hidden"}):
            raise NotAllowed(name)
