"""Looking at the rules: the matrix, what a role or client sees, one row explained, what other rules would change, and one's own access.

Which rules are followed is no secret, so the matrix and the roles are for everybody; whoever asks about another client, or about rules that
are not followed, manages access. None of it holds a value: one row is explained by the very path that reads it, asked for nothing but its
explanation.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import FieldNode, TypeInfo, TypeInfoVisitor, Visitor, visit
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from exchange.access import WHOLE, Call, Scope, roles, unnoted
from exchange.api import types
from exchange.api.policy_types import (
    AccessLimit,
    CellChange,
    FieldViewer,
    MyAccess,
    OperationChange,
    PolicyCell,
    PolicyDiff,
    PolicyFileInput,
    RecentReading,
    RowCell,
    RowExplained,
    SeenField,
    TreatmentChange,
)
from exchange.api.sight import callers_of_roles, seen_fields, shaped, visible_sdl
from exchange.database import Login
from exchange.disclosure import policy
from exchange.disclosure.matrix import cells, changes, said, widens
from exchange.disclosure.view import openness, stance, view
from exchange.errors import ArgumentInvalid, NotFound
from exchange.field_reference import treatment_words, words
from exchange.grants import agreed, difference, profiles, versions
from exchange.model import ITEMS, Shape, camel
from exchange.query import limits
from exchange.query.binding import LARGEST_PAGE
from exchange.query.selection import Node, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graphql import GraphQLSchema

    from exchange.access import Caller
    from exchange.api.documents import Document
    from exchange.api.engine import Context
    from exchange.disclosure import Policy
    from exchange.disclosure.matrix import Cell
    from exchange.model import Field, Item


def policy_queries() -> list[types.Declared]:
    """The root fields; each has a resolver, so none of them is compiled."""
    types.NAMES.update(
        {
            one.__name__: one
            for one in (
                PolicyCell,
                SeenField,
                FieldViewer,
                RowExplained,
                PolicyDiff,
                MyAccess,
                PolicyFileInput,
            )
        }
    )
    item, role = (
        ("item", "str | None", "Information item, by type or key (信息类别)."),
        ("role", "str | None", "Role (角色)."),
    )
    one = ("item", str, "Information item, by type or key (信息类别).")
    client = ("client", "str | None", "Client id; needs access:manage (客户端).")
    field = ("field", str, "Field (字段).")
    identity = ("id", strawberry.ID, "Id of the row (标识).")
    files = (
        "files",
        "list[PolicyFileInput] | None",
        "Rule files that differ from those that are followed (规则文件).",
    )
    version = ("version", "str | None", "A version that is here, instead of files (版本).")
    return [
        _query("policy_matrix", "list[PolicyCell]", "Who gets which field, how and by which law (规则矩阵).", _matrix, one),
        _query("policy_as", "list[SeenField]", "What a role, a client or oneself may ever see (以其视角).", _as, role, client, item),
        _query("field_viewers", "list[FieldViewer]", "Which roles, and for access:manage which clients, may ever see a field (字段可见者).",
               _viewers, one, field),
        _query("explain_row", "RowExplained", "What a client or oneself gets of one row, and why (逐条说明).", _explain, identity, client),
        _query("policy_diff", "PolicyDiff", "What other rules would change; needs access:manage (规则对比).", _diff, files, version),
        _query("my_access", "MyAccess", "What this token may see, and why not more (我的权限).", _mine),
    ]  # fmt: skip


def _query(
    name: str, returns: object, description: str, run: Callable[..., Any], *arguments: tuple[str, Any, str]
) -> types.Declared:
    field = StrawberryField(python_name=name, description=description, base_resolver=StrawberryResolver(run))
    field.arguments = [types.argument(one, kind, told) for one, kind, told in arguments]
    return types.Declared(name, returns, field)


# --- the matrix -------------------------------------------------------------------------------------------------------------------------


def _matrix(item: str) -> list[PolicyCell]:
    chosen = _item(item)
    return [_cell(one) for one in cells(policy()) if one.item is chosen]


def _cell(one: Cell) -> PolicyCell:
    zh = words("zh")
    return PolicyCell(
        item=one.item.__name__, item_label=one.item.zh, field=one.field.graphql, label=one.field.zh, audience=one.audience,
        treatment=said(one.rule.treatment), told=treatment_words(one.rule.treatment, "zh"), rows=list(one.rows.when),
        rows_told=zh["and"].join(zh["when"][word] for word in one.rows.when), basis=one.rule.basis, rows_basis=one.rows.basis,
    )  # fmt: skip


def _item(name: str) -> type[Item]:
    found = next((one for one in ITEMS.values() if name in {one.key, one.__name__}), None)
    if found is None:
        raise ArgumentInvalid(
            argument="item", field="policyMatrix", problem=f"write one of {', '.join(ITEMS)}."
        )
    return found


def _field(item: type[Item], name: str) -> Field:
    found = next((one for one in item.fields.values() if name in {one.name, one.graphql}), None)
    if found is None:
        names = ", ".join(one.graphql for one in item.fields.values())
        raise ArgumentInvalid(argument="field", field="fieldViewers", problem=f"write one of {names}.")
    return found


# --- through somebody's eyes ------------------------------------------------------------------------------------------------------------


async def _as(
    info: strawberry.Info, role: str | None = None, client: str | None = None, item: str | None = None
) -> list[SeenField]:
    who = await _somebody(info.context, role, client)
    chosen = None if item is None else _item(item).__name__
    seen = seen_fields(view(policy(), stance(who)))
    return [one for one in seen if chosen in {None, one.item}]


async def _somebody(context: Context, role: str | None, client: str | None) -> Caller:
    if client is not None:
        context.caller.require(Scope.ACCESS_MANAGE)
        found = await _client(context, client)
        return shaped(found.scopes, found.audiences) if role is None else found
    if role is None:
        return context.caller
    known = dict(callers_of_roles())
    if role not in known:
        raise ArgumentInvalid(argument="role", field="policyAs", problem=f"write one of {', '.join(known)}.")
    return known[role]


async def _client(context: Context, client: str) -> Caller:
    """The client as its next call comes in; NotFound where it could not."""
    async with context.engine.runner.db.reading(Login.READER) as session:
        found = await profiles.read(session, client)
    if found is None:
        raise NotFound(what="client id")
    return found.on(None, Call())


async def _viewers(info: strawberry.Info, item: str, field: str) -> list[FieldViewer]:
    chosen = _item(item)
    wanted = _field(chosen, field)
    found = [
        FieldViewer(role=name, treatments=_treatments(who, chosen, wanted))
        for name, who in callers_of_roles()
    ]
    if Scope.ACCESS_MANAGE in info.context.caller.scopes:
        found += [one async for one in _clients(info.context, chosen, wanted)]
    return [one for one in found if one.treatments]


def _treatments(who: Caller, item: type[Item], field: Field) -> list[str]:
    ever = view(policy(), stance(who)).ever(item, field) - {"hidden"}
    return sorted(ever, key=lambda one: openness(field, one))


async def _clients(context: Context, item: type[Item], field: Field) -> Any:  # noqa: ANN401 - an asynchronous iterator
    async with context.engine.runner.db.reading(Login.READER) as session:
        rows = await session.fetch("SELECT id, role, scopes FROM client WHERE revoked_at IS NULL ORDER BY id")
    for row in rows:
        if row["role"] in roles():
            who = shaped(profiles.held(row["role"], row["scopes"]), roles()[row["role"]].audiences)
            yield FieldViewer(role=row["role"], client=row["id"], treatments=_treatments(who, item, field))


async def _explain(info: strawberry.Info, id: strawberry.ID, client: str | None = None) -> RowExplained:  # noqa: A002 - the argument's name
    """Every field of the row: the disclosure that the caller itself would be told, and what is not in it is clear."""
    who = await _explained_for(info.context, client)
    runner = info.context.engine.runner
    below = {name: _parts(name) for name, item in ITEMS.items() if "id" in item.fields}
    node = Node("row", "node", "Query", {"id": Slot(("id",), str(id))}, "Node", below)
    with unnoted():
        answered = await runner.run(who, "explainRow", lambda: (node,), {"id": str(id)})
    found = json.loads(answered.values["row"])
    if found is None:
        return RowExplained(visible=False, fields=[])
    told = {one["field"]: one for one in found["disclosure"]}
    return RowExplained(
        visible=True,
        fields=[_row_cell(field, told.get(field.graphql)) for field in ITEMS[found["kind"]].fields.values()],
    )


async def _explained_for(context: Context, client: str | None) -> Caller:
    if client is None:
        return context.caller
    context.caller.require(Scope.ACCESS_MANAGE)
    return replace(await _client(context, client), narrowed=WHOLE)


def _parts(name: str) -> tuple[Node, Node]:
    """The type of the row, and all that its explanation says."""
    words = ("field", "treatment", "reason", "basis")
    parts = tuple(Node(one, one, "FieldDisclosure", {}, "String") for one in words)
    told = Node("disclosure", "disclosure", name, {}, "FieldDisclosure", {"FieldDisclosure": parts})
    return Node("kind", "__typename", name, {}, "String"), told


def _row_cell(field: Field, told: dict[str, str] | None) -> RowCell:
    if told is None:
        return RowCell(field=field.graphql, treatment="CLEAR")
    return RowCell(
        field=field.graphql, treatment=told["treatment"], reason=told["reason"], basis=told["basis"]
    )


# --- other rules ------------------------------------------------------------------------------------------------------------------------


async def _diff(
    info: strawberry.Info, files: list[PolicyFileInput] | None = None, version: str | None = None
) -> PolicyDiff:
    context: Context = info.context
    context.caller.require(Scope.ACCESS_MANAGE)
    before, clock = policy(), context.clock
    async with context.engine.runner.db.writing() as session:
        after = await _other(session, files, version)
        touched = await difference.touched(session, before, after, clock.today())
        since = clock.now() - dt.timedelta(days=difference.RECENT_DAYS)
        readings = await difference.readings(session, changes(before, after), since)
    return PolicyDiff(
        version=after.version,
        widens=widens(before, after),
        cells=[_change(one) for one in touched],
        operations=list(replayed(context.engine.documents.all(), context.engine.schema, before, after)),
        readings=[
            RecentReading(client=one.client, entries=one.entries, fields=list(one.fields)) for one in readings
        ],
    )


async def _other(session: Any, files: list[PolicyFileInput] | None, version: str | None) -> Policy:  # noqa: ANN401 - a session
    if (files is None) == (version is None):
        raise ArgumentInvalid(argument="files", field="policyDiff", problem="give either files or a version.")
    if version is not None:
        return await versions.of(session, version)
    return versions.read({one.name: one.text for one in files or ()})


def _change(one: difference.Touched) -> CellChange:
    before, after = one.change.before, one.change.after
    return CellChange(
        item=before.item.__name__, field=before.field.graphql, audience=before.audience, before=before.given, after=after.given,
        rows_before=list(before.rows.when), rows_after=list(after.rows.when), gained=one.change.gained, lost=one.change.lost,
        touched=one.rows, samples=[TreatmentChange(before=old, after=new) for old, new in one.samples],
    )  # fmt: skip


def replayed(
    documents: Iterable[Document], schema: GraphQLSchema, before: Policy, after: Policy
) -> Iterator[OperationChange]:
    """Which fields of the operations that were asked lately would be answered otherwise, by role."""
    changed = {(one.before.item, one.before.field.name) for one in changes(before, after)}
    for document in documents:
        name = hashlib.sha256(document.text.encode()).hexdigest()
        for item, field in sorted(
            _asked(document, schema) & changed, key=lambda one: (one[0].__name__, one[1])
        ):
            for role, who in callers_of_roles():
                pair = [
                    sorted(view(rules, stance(who)).ever(item, item.fields[field]))
                    for rules in (before, after)
                ]
                if pair[0] != pair[1]:
                    told = f"{item.__name__}.{camel(field)}"
                    yield OperationChange(document=name, role=role, field=told, before=pair[0], after=pair[1])


def _asked(document: Document, schema: GraphQLSchema) -> set[tuple[type[Item], str]]:
    """The fields of items that the document names; of the interface of all records, those of each."""
    found: set[tuple[type[Item], str]] = set()
    info = TypeInfo(schema)

    class Named(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            kind = info.get_parent_type()
            name = "" if kind is None else kind.name
            items = _RECORDS if name == "CreditRecord" else [ITEMS[name]] if name in ITEMS else []
            fields = ((item, field) for item in items for field in item.fields.values())
            found.update((item, field.name) for item, field in fields if field.graphql == node.name.value)

    visit(document.tree, TypeInfoVisitor(info, Named()))
    return found


_RECORDS = [item for item in ITEMS.values() if item.shape is Shape.RECORD]


# --- one's own --------------------------------------------------------------------------------------------------------------------------


async def _mine(info: strawberry.Info) -> MyAccess:
    context: Context = info.context
    who = context.caller
    seen = view(policy(), stance(who))
    return MyAccess(
        client=who.client, department=who.department, jurisdiction=who.jurisdiction, scopes=sorted(who.scopes),
        audiences=sorted(seen.stance.audiences), agreement=None if who.agreement is None else strawberry.ID(str(who.agreement)),
        agreement_lives=await _lives(context, who), case=who.case, purpose=who.purpose, policy=policy().version,
        limits=[AccessLimit(name=name, most=most) for name, most in _LIMITS.items()],
        withheld=seen_fields(seen, withheld=True), sdl=await asyncio.to_thread(visible_sdl, context.engine.sdl, seen, who.scopes),
    )  # fmt: skip


_LIMITS = {
    "characters": limits.SOURCE,
    "tokens": limits.TOKENS,
    "cost": limits.COST,
    "rows of a page": LARGEST_PAGE,
}


async def _lives(context: Context, who: Caller) -> bool:
    if who.agreement is None:
        return False
    async with context.engine.runner.db.reading(Login.READER) as session:
        found = await agreed.living(session, who.departments, who.agreement, context.clock.today())
    return found is not None
