"""Cases of every type: their lists, their pages, their moves, and how one is opened that is about nobody's record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from exchange.access import Scope
from exchange.api.case_documents import content
from exchange.errors import NotFound
from exchange.model import Shape
from exchange.web.console import lists, moving, vocabulary
from exchange.web.console.matters import PLACES
from exchange.web.console.sections import Section, Way
from exchange.web.console.vocabulary import Term

if TYPE_CHECKING:
    from starlette.responses import Response

    from exchange.web.console.desk import Desk
    from exchange.web.console.sheet import Sheet


async def kinds(desk: Desk) -> Response:
    """Every type of case, and those that the person can open here."""
    desk.more["files"] = [
        (desk.said(vocabulary.item(flow.name)), desk.link(f"{PLACES[Shape.CASE]}/{flow.name}/file"))
        for flow in moving.fileable(desk, on_record=False)
    ]
    return await lists.kinds(desk, Shape.CASE)


async def file(desk: Desk) -> Response:
    """The form that opens a case about a subject."""
    return await (await _filing(desk)).show(desk)


async def filed(desk: Desk) -> Response:
    """The same, filled in."""
    return await (await _filing(desk)).send(desk)


async def _filing(desk: Desk) -> Sheet:
    wanted = desk.part("kind")
    flow = next((one for one in moving.fileable(desk, on_record=False) if one.name == wanted), None)
    if flow is None:
        raise NotFound(what="address")
    return await moving.filing(desk, flow, PLACES[Shape.CASE], {})


async def document(desk: Desk) -> Response:
    """A document that was handed in, as a file."""
    return await content(desk.engine, desk.caller, desk.part("id"), desk.part("document"))


_C = Shape.CASE
CASES = Section(
    "/cases",
    Term("办理事项", "Cases"),
    (
        Way("", kinds),
        Way("/{kind}", partial(lists.listed, shape=_C)),
        Way("/{kind}/file", file),
        Way("/{kind}/file", filed, post=True),
        Way("/{kind}/{id}", partial(moving.one, shape=_C)),
        Way("/{kind}/{id}/document/{document}", document),
        Way("/{kind}/{id}/{move}", partial(moving.form, shape=_C)),
        Way("/{kind}/{id}/{move}", partial(moving.send, shape=_C), post=True),
    ),
    frozenset({Scope.RECORD_READ}),
    Term(
        "异议、修复、投诉、整改、承诺、惩戒和激励",
        "Objections, repair, complaints, rectification, commitments, sanctions and incentives",
    ),
)
