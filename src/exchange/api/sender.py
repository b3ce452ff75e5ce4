"""Who sends a file, and which batch is meant: what every address below `/submissions` asks first.

Only who may submit gets any further, and only in the name of its department: another department's batch is as good as none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.access import Scope
from exchange.api import edge
from exchange.errors import BadRequest, Unauthenticated
from exchange.submissions.names import item_of, submitted
from exchange.submissions.submit import usable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.requests import Request

    from exchange.access import Caller
    from exchange.model import Item
    from exchange.oauth.door import Door

MEDIA = {
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/plain": "txt",
    "application/json": "json",
    "application/x-ndjson": "ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
"""Content type → end of a file's name."""
_FLAGS = {None: False, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Sender:
    """A caller that may submit, and the parameters of the address."""

    caller: Caller
    department: str
    given: Mapping[str, str]

    @property
    def dry_run(self) -> bool:
        """Whether it only tries. Raises BadRequest."""
        if self.given.get("dryRun") not in _FLAGS:
            raise BadRequest(problem="dryRun must be true or false.")
        return _FLAGS[self.given.get("dryRun")] or self.caller.sandbox

    @property
    def batch(self) -> str:
        """The batch number. Raises BadRequest."""
        batch = self.given.get("batch", "")
        if not usable(batch):
            raise BadRequest(problem="batch must be 1 to 64 letters, digits and . : / _ -.")
        return batch


async def known(request: Request, door: Door, *, tracked: bool = False) -> Caller:
    """Who asks, under the agreement and case that the headers name, with the rights of this moment. Raises Unauthenticated for nobody.

    `tracked`: whoever has number and secret of a case is somebody too.
    """
    named = (
        "authorization",
        "exchange-agreement",
        "exchange-case",
        *(("exchange-tracking",) if tracked else ()),
    )
    return await _current(request, door, await door.resolve(*(request.headers.get(one) for one in named)))


async def _current(request: Request, door: Door, caller: Caller) -> Caller:
    if caller.anybody:
        raise Unauthenticated
    caller = await door.refresh(caller)
    edge.note(request.scope, client=caller.client)
    return caller


async def sender(request: Request, door: Door, names: Iterable[str]) -> Sender:
    """The sender, if the address takes no parameters but these. Raises Unauthenticated, ScopeMissing, BadRequest."""
    caller = await _current(request, door, await door.resolve(request.headers.get("authorization")))
    caller.require(Scope.RECORD_SUBMIT)
    if caller.department is None:
        raise BadRequest(problem="your client belongs to no department, so it cannot submit.")
    return Sender(caller, caller.department, parameters(request, names))


def parameters(request: Request, names: Iterable[str]) -> Mapping[str, str]:
    """The parameters of the address, each of them known and given once. Raises BadRequest."""
    given = request.query_params
    if len(given.multi_items()) > len(given) or given.keys() - set(names):
        raise BadRequest(problem=f"the address takes each of {', '.join(sorted(names))} at most once.")
    return given


def item_named(key: str) -> type[Item]:
    """The item of a key. Raises BadRequest."""
    item = item_of(key)
    if item is None:
        raise BadRequest(problem=f"item must be one of {', '.join(one.key for one in submitted())}.")
    return item


def chosen(given: Mapping[str, str], name: str, values: Iterable[str], otherwise: str | None = None) -> str:
    """A parameter that is one of these values. Raises BadRequest."""
    value = given.get(name, otherwise)
    if value not in set(values):
        raise BadRequest(problem=f"{name} must be one of {', '.join(values)}.")
    return str(value)


def media(request: Request) -> str:
    """The content type of the body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
