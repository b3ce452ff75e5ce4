"""The query root: one field per entry of `exchange.query.roots`, all answered by one compiled statement.

The resolvers are used only where an operation mixes compiled fields with introspection; they hand over what the statement returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from exchange.api import groups, types
from exchange.api.policy import policy_queries
from exchange.api.words import enum_of
from exchange.model import ITEMS
from exchange.query.roots import ROOTS

if TYPE_CHECKING:
    from graphql import GraphQLObjectType, GraphQLResolveInfo

    from exchange.query.roots import Root


SEARCH = (
    "What people type (检索): a fragment of a name or former name (名称、曾用名), initials of its pinyin (拼音首字母), a code or its "
    "beginning (代码), a document number in any brackets (文号). The best match comes first, unless orderBy says otherwise."
)


def hand_over(query: GraphQLObjectType) -> None:
    """Let each root field give what the statement returned, whatever its arguments: they are in the statement already."""

    def handed_over(_: object, info: GraphQLResolveInfo[Any], **__: object) -> Any:  # noqa: ANN401 - what the statement returned
        return info.context.answers[info.path.key]

    for name, field in query.fields.items():
        if name in ROOTS:
            field.resolve = handed_over


def _never() -> Any:  # noqa: ANN401 - what the statement returned
    raise NotImplementedError  # pragma: no cover - `hand_over` stands in its place


def query_type() -> Any:  # noqa: ANN401 - a type made at run time
    """The `Query` type."""
    types.build()
    groups.build()
    _eligibility()
    fields = [*(_field(name, root) for name, root in ROOTS.items()), *policy_queries()]
    return types.make("Query", fields, "Everything that can be read (查询入口).")


def _field(name: str, root: Root) -> types.Declared:
    kind, arguments = _shape(root)
    made = StrawberryField(
        python_name=snake(name),
        description=f"{_sentence(name, root)} ({root.zh}).",
        base_resolver=StrawberryResolver(_never),
    )
    made.arguments = list(arguments)
    return types.Declared(made.python_name, kind, made)


def _shape(root: Root) -> tuple[str, tuple[Any, ...]]:
    if root.kind == "node":
        return "Node | None", (types.argument("id", strawberry.ID, "Id of any object (标识)."),)
    item = ITEMS[root.item]
    if root.kind == "one":
        return f"{root.item} | None", _look_up(root)
    if root.kind == "eligible":
        asked = types.argument("purpose", enum_of("use_purpose"), "What it wants to take part in (用途).")
        return "Eligibility | None", (*_look_up(root), asked)
    if root.kind == "counts":
        return f"list[{root.item}Count]", groups.arguments(item)
    search = types.argument("search", "str | None", SEARCH)
    return f"{root.item}Connection", (*((search,) if root.search else ()), *types.list_arguments(item))


def _eligibility() -> None:
    """The type of the answer of `eligibility`."""
    fields = [
        types.plain("purpose", enum_of("use_purpose"), "What was asked about (用途)."),
        types.plain("eligible", bool, "No measure in force that you may see bars from it (可以参加)."),
        types.plain(
            "reasons",
            "list[Sanction]",
            "The measures in force that bar from it, as you may see them (限制依据).",
        ),
    ]
    types.make("Eligibility", fields, "Whether somebody may take part (能否参加).")


def _look_up(root: Root) -> tuple[Any, ...]:
    item = ITEMS[root.item]
    if not root.one_of:
        return tuple(
            types.argument(name, types.scalar(item.fields[name].kind), item.fields[name].description)
            for name in root.by
        )
    name = f"{root.item}By"
    found = [item.fields[one] for one in root.by]
    fields = [types.plain(field.name, types.scalar(field.kind) | None, field.description) for field in found]
    if name not in types.ONE_OF:  # several fields may look up one item
        types.make(name, fields, f"How to find one {item.en} ({item.zh}).", is_input=True, one_of=True)
    return (types.argument("by", name, "Exactly one of these (唯一条件)."),)


def snake(name: str) -> str:
    """`dishonestyRecords` → `dishonesty_records`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _sentence(name: str, root: Root) -> str:
    if root.en:
        return root.en
    if root.kind == "node":
        return "Any object by its id, as far as you may see it"
    noun = ITEMS[root.item].en
    if root.kind == "counts":
        return f"{noun}: counted by group, as you may see it. {groups.RULES[ITEMS[root.item].shape]}"
    whose = "your own: " if root.mine else ""
    return (
        f"{whose}{noun} by a unique key"
        if root.kind == "one"
        else f"{whose}{noun}: filtered, ordered, in pages"
        if name
        else ""
    )
