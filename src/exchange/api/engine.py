"""The engine: a GraphQL request and a caller in, JSON bytes out.

A query of compiled root fields becomes one statement and never meets the per-field executor. Everything else — introspection,
mutations, mixtures — runs on graphql-core's executor; what the compiler answered passes through `complete_value` untouched, so there is
one way to read in either case.
"""

from __future__ import annotations

import asyncio
import inspect
import secrets
from dataclasses import dataclass, field
from functools import cached_property, partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

import orjson
from graphql import GraphQLError, GraphQLObjectType, execute
from graphql.execution import Executor

from exchange.api import logs
from exchange.api.documents import Documents, Refused
from exchange.api.variables import coerced, shapes
from exchange.errors import ExchangeError, InternalError, MethodNotAllowed, TooManyRequests, Unavailable
from exchange.grants.standing import RightsMoved, Standing
from exchange.query.roots import ROOTS
from exchange.query.run import Runner
from exchange.query.selection import Node, Reader, Slot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    import strawberry
    from graphql import ExecutionResult, GraphQLResolveInfo, GraphQLSchema

    from exchange.access import Caller
    from exchange.api.documents import Document
    from exchange.api.shares import Share
    from exchange.clock import Clock
    from exchange.database import Database, Writes
    from exchange.database.owner import Owner
    from exchange.laps import Laps
    from exchange.query.run import Answered

T = TypeVar("T")
SERIOUS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE}
"""What is no matter of GraphQL."""
RESOLVED = 5_000
"""What a root field costs that is no statement: rules looked at, one's own access."""
_ROW = "\0row"
"""The row that a mutation led to, among the variables of its document: no variable is called so."""
ATTEMPTS = 3
"""How often a write is tried while access keeps changing around it."""


@dataclass(slots=True)
class Request:
    """One GraphQL request, as the body or the query string gave it."""

    document: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation: str | None = None
    read_only: bool = False
    large: bool = False
    share: Share | None = None
    document_id: str | None = None
    """Name of a trusted document, while its text is not known yet."""
    laps: Laps | None = None
    """Where the time goes, if somebody wants to know."""


@dataclass(slots=True)
class Answer:
    """The response body. `executed` is false for request errors, which have no `data`; `status` is that of the error, if any."""

    body: bytes
    executed: bool = True
    status: int = 200
    codes: tuple[str, ...] = ()
    """Codes of the errors in the body."""


@dataclass(slots=True)
class Context:
    """What resolvers know of the request; `key` names its document and the shape of its variables."""

    engine: Engine
    caller: Caller
    key: tuple[object, ...] = ()
    answers: Mapping[str, Passed] = field(default_factory=dict)
    disclosure: list[dict[str, str]] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        """The clock."""
        return self.engine.runner.clock

    async def write(self, work: Callable[[Standing], Awaitable[T]]) -> T:
        """Do something in the caller's name; when access changed meanwhile, its rights are read afresh and it is done once more."""
        return await self._write(self.engine.runner.db, work)

    async def write_as_owner(self, work: Callable[[Standing], Awaitable[T]]) -> T:
        """The same as the owner of the database, for what changes rights in it. Unavailable where this process does not know the owner."""
        if self.engine.owner is None:
            raise Unavailable
        return await self._write(self.engine.owner, work)

    async def _write(self, db: Writes, work: Callable[[Standing], Awaitable[T]]) -> T:
        for _ in range(ATTEMPTS):
            try:
                return await work(Standing(db, self.caller))
            except RightsMoved:
                self.caller = await self.engine.runner.refresh(self.caller)
        raise Unavailable

    async def whole(self, info: GraphQLResolveInfo[Any], identity: object, interface: str) -> Passed:
        """The selection under this field, compiled for the row with this id: what a mutation returns is read like anything else."""
        answered = await self.engine.whole(self, info, identity, interface)
        self.disclosure += answered.disclosure
        return Passed(orjson.loads(answered.values[str(info.path.key)]))


@dataclass(frozen=True, slots=True)
class Passed:
    """An answer of the compiler on its way through the executor."""

    value: Any


class PassingExecutor(Executor[None]):
    """graphql-core's executor, which hands compiled answers through."""

    def complete_value(self, return_type: Any, *rest: Any) -> Any:  # noqa: ANN401 - the signature is graphql-core's
        """Compiled answers are complete already."""
        result = rest[3]
        if isinstance(result, Passed):
            return result.value
        return super().complete_value(return_type, *rest)


class Engine:
    """Answers requests over one schema."""

    def __init__(
        self,
        schema: strawberry.Schema,
        db: Database,
        clock: Clock,
        refresh: Callable[[Caller], Awaitable[Caller]],
    ) -> None:
        self.schema: GraphQLSchema = schema._schema  # noqa: SLF001 - Strawberry has no public way to its schema
        self._strawberry = schema
        self.documents = Documents(self.schema)
        self.runner = Runner(db, clock, refresh)
        self.owner: Owner | None = None

    @cached_property
    def sdl(self) -> str:
        """The schema's text, made when somebody wants it."""
        return self._strawberry.as_str()

    async def answer(self, request: Request, caller: Caller) -> Answer:
        """Answer one request; raises `ExchangeError` only for what is no matter of GraphQL (the database is away, rights are gone)."""
        try:
            document = self.documents.read(request.document, request.share)
            self._check(request, document)
            variables = (
                await asyncio.to_thread(self._variables, document, request.variables)
                if request.large
                else self._variables(document, request.variables)
            )
            key = self._key(document, variables)
            if request.share is not None and document.variables:
                request.share.asks(key)
        except Refused as refused:
            return _refusal([_told(error, code) for code, error in refused.errors])
        except TooManyRequests:
            raise
        except ExchangeError as error:
            return _refusal([_told(GraphQLError(error.message), error.code)], error.status)
        if request.laps is not None:
            request.laps.lap("parse")
        try:
            if document.compiled:
                answered = await self.runner.run(
                    caller, key, lambda: self._roots(document, variables), variables, request.laps
                )
                _charge(request.share, answered)
                return Answer(answered.body)
            return await self._executed(document, request, variables, caller)
        except ExchangeError as error:
            if error.status in SERIOUS:
                raise
            return _failed([_told(GraphQLError(error.message), error.code)])

    def _check(self, request: Request, document: Document) -> None:
        name = document.operation.name.value if document.operation.name else None
        if request.operation is not None and request.operation != name:
            error = GraphQLError("The document has no operation of the name given in operationName.")
            raise Refused(("OPERATION_UNKNOWN", error))
        if request.read_only and document.mutates:
            raise MethodNotAllowed(method="GET", allow="POST")

    def _variables(self, document: Document, given: Mapping[str, Any]) -> dict[str, Any]:
        found = coerced(self.schema, document.operation, document.variables, given)
        if isinstance(found, list):
            raise Refused(*(("VARIABLES_INVALID", error) for error in found))
        return found

    def _key(self, document: Document, variables: dict[str, Any]) -> tuple[object, ...]:
        return (document.text, shapes(document.variables, variables))

    def _roots(self, document: Document, variables: dict[str, Any]) -> tuple[Node, ...]:
        reader = Reader(self.schema, document.fragments, variables)
        query = self.schema.query_type
        if query is None:  # pragma: no cover - there is always a query type
            return ()
        return reader.nodes(query, document.operation.selection_set.selections)

    async def _executed(
        self, document: Document, request: Request, variables: dict[str, Any], caller: Caller
    ) -> Answer:
        if document.mutates:  # so that most writes find their rights standing at the end
            caller = await self.runner.refresh(caller)
        context = Context(self, caller, self._key(document, variables))
        if not document.mutates:
            await self._prepare(context, document, variables, request.share)
        begin = partial(
            execute,
            self.schema,
            document.tree,
            context_value=context,
            variable_values=dict(request.variables),
            operation_name=request.operation,
            executor_class=PassingExecutor,
            hide_suggestions=True,
        )
        running = (
            await asyncio.to_thread(begin) if request.large else begin()
        )  # it coerces the variables again
        result = await running if inspect.isawaitable(running) else running
        if request.laps is not None:
            request.laps.lap("execute")
        _away(result)
        errors = [_public(error) for error in result.errors or ()]
        return _result(result.data, errors, context.disclosure)

    async def _prepare(
        self, context: Context, document: Document, variables: dict[str, Any], share: Share | None
    ) -> None:
        """Answer the compiled roots of a query that also asks for introspection, in their one statement."""
        named = [one for one in self._roots(document, variables) if not one.name.startswith("__")]
        roots = [one for one in named if one.name in ROOTS]
        if share is not None:
            share.cost += RESOLVED * (len(named) - len(roots))
        if not roots:
            await self.runner.confirm(context.caller)
            return
        key = (*context.key, "mixed")
        answered = await self.runner.run(context.caller, key, lambda: tuple(roots), variables)
        _charge(share, answered)
        context.answers = {key: Passed(orjson.loads(value)) for key, value in answered.values.items()}
        context.disclosure += answered.disclosure

    async def whole(
        self, context: Context, info: GraphQLResolveInfo[Any], identity: object, interface: str
    ) -> Answered:
        """Compile what is selected under `info` for one row of whichever item has the interface, and run it."""
        variables = _coerced(info)
        place = tuple(str(step) for step in info.path.as_list() if isinstance(step, str))
        return await self.runner.run(
            context.caller,
            (*context.key, *place),
            lambda: (self._whole(info, variables, identity, interface),),
            variables | {_ROW: str(identity)},
        )

    def _whole(
        self, info: GraphQLResolveInfo[Any], variables: Mapping[str, Any], identity: object, interface: str
    ) -> Node:
        reader = Reader(self.schema, info.fragments, variables)
        fields = [
            one for node in info.field_nodes if node.selection_set for one in node.selection_set.selections
        ]
        below = {
            name: reader.nodes(kind, fields)
            for name, kind in self.schema.type_map.items()
            if isinstance(kind, GraphQLObjectType) and any(one.name == interface for one in kind.interfaces)
        }
        return Node(str(info.path.key), "node", "Query", {"id": Slot((_ROW,), str(identity))}, "Node", below)


def _away(result: ExecutionResult) -> None:
    """Raise what made everything fail, where rights are gone or it is a matter of waiting: nothing was done, and HTTP can say so."""
    if any(value is not None for value in (result.data or {}).values()):
        return
    for error in result.errors or ():
        if isinstance(error.original_error, ExchangeError) and error.original_error.status in SERIOUS:
            raise error.original_error


def _charge(share: Share | None, answered: Answered) -> None:
    if share is not None:
        share.cost += answered.cost


def _coerced(info: GraphQLResolveInfo[Any]) -> dict[str, Any]:
    values: Any = info.variable_values
    return dict(getattr(values, "coerced", values))


def _told(error: GraphQLError, code: str) -> dict[str, Any]:
    told: dict[str, Any] = {"message": error.message}
    if error.locations:
        told["locations"] = [{"line": one.line, "column": one.column} for one in error.locations]
    if error.path:
        told["path"] = error.path
    return told | {"extensions": {"code": code}}


def _public(error: GraphQLError) -> dict[str, Any]:
    """Only our own errors and the executor's speak; anything else becomes a reference to the log."""
    cause = error.original_error
    if isinstance(cause, ExchangeError):
        return _told(GraphQLError(cause.message, path=error.path), cause.code)
    if cause is None or isinstance(cause, GraphQLError):
        return _told(error, "EXECUTION_FAILED")
    reference = secrets.token_hex(6)
    logs.failure(reference, cause)
    return _told(
        GraphQLError(InternalError(reference=reference).message, path=error.path), InternalError.code
    )


def _result(data: object, errors: list[dict[str, Any]], disclosure: Iterable[dict[str, str]]) -> Answer:
    body: dict[str, Any] = {"data": data}
    if errors:
        body["errors"] = errors
    told = list(disclosure)
    if told:
        body["extensions"] = {"disclosure": told}
    return Answer(orjson.dumps(body), codes=_codes(errors))


def _codes(errors: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(one["extensions"]["code"] for one in errors)


def _refusal(errors: list[dict[str, Any]], status: int = 400) -> Answer:
    return Answer(orjson.dumps({"errors": errors}), executed=False, status=status, codes=_codes(errors))


def _failed(errors: list[dict[str, Any]]) -> Answer:
    return Answer(orjson.dumps({"data": None, "errors": errors}), codes=_codes(errors))
