"""What a mutation is given, and the move that it asks for; the shape that all mutations have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from exchange.api import types
from exchange.api.reports import Refused
from exchange.errors import NotFound
from exchange.lifecycle import MOVES
from exchange.model import camel
from exchange.query.binding import identity
from exchange.records import moves
from exchange.submissions.correction import corrected

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession


def union(name: str, done: Any) -> Any:  # noqa: ANN401 - types made at run time
    """Done, or refused with a reason."""
    return Annotated[
        done | Refused, strawberry.union(name, description="Done, or refused with a reason (办理结果).")
    ]


def mutation(
    name: str, returns: object, given: str, description: str, run: Callable[..., Any]
) -> types.Declared:
    """A field of the mutation root with one argument, `input`."""
    field = StrawberryField(python_name=name, description=description, base_resolver=StrawberryResolver(run))
    field.arguments = [types.argument("given", given, "What to do (输入).")]
    field.arguments[0].graphql_name = "input"
    return types.Declared(name, returns, field)


def after_move(name: str, kind: str, identity: str, description: str) -> types.Declared:
    """What was moved, read by the compiler after the commit; null where the move took it out of the caller's sight."""

    async def resolve(root: Any, info: strawberry.Info) -> Any:  # noqa: ANN401 - types made at run time
        return await info.context.whole(info._raw_info, getattr(root, identity), kind)  # noqa: SLF001 - the compiler needs graphql-core's info

    field = StrawberryField(
        python_name=name, description=description, base_resolver=StrawberryResolver(resolve)
    )
    field.arguments = []
    return types.Declared(name, f"{kind} | None", field)


def values_of(row: Any) -> dict[str, Any]:  # noqa: ANN401 - an input made at run time
    """The values of an input that were given, by field name."""
    return {
        name: value
        for name, value in vars(row).items()
        if value is not None and value is not strawberry.UNSET
    }


def input_name(name: str) -> str:
    """`pass_level` → `PassLevelRecordInput`."""
    title = camel(f"{name}_record")
    return f"{title[:1].upper()}{title[1:]}Input"


def changes(asked: Any) -> dict[str, Any]:  # noqa: ANN401 - an input made at run time
    """The corrected values, of whichever item they are."""
    return values_of(next(iter(values_of(asked.corrections).values()), None))


def record_id(text: str) -> UUID:
    """The id; one that is none of ours stands for nothing."""
    found = identity(text)
    if found is None:
        raise NotFound(what="id")
    return found


async def make(session: WriteSession, caller: Caller, clock: Clock, name: str, asked: Any) -> moves.Moved:  # noqa: ANN401 - an input made at run time
    """Make the move that an input asks for."""
    record = record_id(asked.id)
    plain = {
        key: getattr(value, "value", value)
        for key, value in values_of(asked).items()
        if key not in {"id", "corrections"}
    }
    if "corrections" in MOVES[name].inputs:
        plain["corrections"] = await corrected(session, caller, clock, record, changes(asked), name)
    return await moves.move(session, caller, clock, name, record, moves.Details(**plain))
