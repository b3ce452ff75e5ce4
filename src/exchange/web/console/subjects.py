"""A subject: found by what people type, and shown with all that is on record about it, as far as the person may see."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.errors import NotFound
from exchange.model import Subject
from exchange.web.console import vocabulary
from exchange.web.console.desk import Unanswered
from exchange.web.console.forms import Maker
from exchange.web.console.matters import PLACES, Matter, matters
from exchange.web.console.rows import NONE, Cell, Line, region, shown
from exchange.web.console.sections import ROOT, Section, Way
from exchange.web.console.vocabulary import Term
from exchange.web.console.wording import explained
from exchange.web.rendering import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from exchange.web.console.desk import Desk

PATH = "/subjects"
PLACE = f"{ROOT}{PATH}"
PAGE, FEW = 25, 5
"""Rows of a list, and of each kind on the page of a subject."""
TOGETHER = 12
"""Kinds that one document asks for."""
_COLUMNS = ("name", "kind", "creditCode", "region", "status")
_FOUND = f"""query($search: String, $where: SubjectWhere, $after: String) {{
  subjects(search: $search, where: $where, first: {PAGE}, after: $after) {{
    pageInfo {{ hasNextPage endCursor }} edges {{ node {{ id {" ".join(_COLUMNS)} }} }} }} }}"""
_LIST = "totalCount pageInfo { hasNextPage endCursor } edges { node { BRIEF } }"


async def search(desk: Desk) -> Response:
    """The field to type into, and who fits; nothing is looked for before something is typed."""
    try:
        found = await _found(desk)
    except Unanswered as error:
        problem = explained(desk.lang, error.code, error.message)
        return _searched(desk, {}, problem, HTTPStatus.BAD_REQUEST)
    return _searched(desk, found)


async def _found(desk: Desk) -> dict[str, Any]:
    typed, kind, place = desk.value("search"), desk.value("kind"), desk.value("region")
    if not typed:
        return {}
    where = {
        **({"kind": {"in": [kind]}} if kind in vocabulary.codes("SubjectKind") else {}),
        **({"region": {"within": place}} if place else {}),
    }
    asked = await desk.ask(_FOUND, search=typed, where=where, after=desk.value("after") or None)
    return dict(asked["subjects"])


def _searched(desk: Desk, found: dict[str, Any], problem: str = "", status: int = HTTPStatus.OK) -> Response:
    maker = Maker(desk.lang, {})
    info = found.get("pageInfo", {"hasNextPage": False})
    asked = {name: desk.value(name) for name in ("search", "kind", "region")}
    return desk.page(
        "console_subjects.html", status, typed=desk.given, problem=problem, asked=asked, begun=bool(desk.value("after")),
        kinds=maker.codes("SubjectKind"), regions=maker.regions(), rows=[_line(desk, one["node"]) for one in found.get("edges", ())],
        own=desk.link(f"{PLACE}/{desk.caller.subject}") if desk.caller.subject else "",
        heads=[_head(desk, one) for one in _COLUMNS],
        more=desk.link(PLACE, **asked, after=info["endCursor"]) if info["hasNextPage"] else "",
    )  # fmt: skip


def _head(desk: Desk, name: str) -> str:
    """A column by its name; the region is shown by the name of its division."""
    if name == "region":
        return str(words()[desk.lang]["console"]["columns"]["division"])
    return vocabulary.field("Subject", name).said(desk.lang)


def _line(desk: Desk, one: dict[str, Any]) -> Line:
    fields = {each.graphql: each for each in Subject.fields.values()}
    cells = [Cell(shown(Subject, fields[name], one[name], desk.lang)) for name in _COLUMNS]
    return Line(one["id"], (Cell(cells[0].text, desk.link(f"{PLACE}/{one['id']}")), *cells[1:]))


async def one(desk: Desk) -> Response:
    """Who it is, and the latest of every kind that is on record about it."""
    own = " ".join(each.graphql for each in Subject.fields.values())
    kin = " ".join(f"{edge} {{ id name }}" for edge in _KIN)
    counts = " ".join(f"{kind.many}(first: 0) {{ totalCount }}" for kind in _kinds())
    found = await _asked(
        desk,
        f"{own} {kin} formerNames {{ name validFrom validUntil }} disclosure {{ field treatment reason }} {counts}",
    )
    return desk.page(
        "console_subject.html", one=found, facts=Matter(Subject).facts(desk, found, given=True), NONE=NONE,
        place=f"{PLACE}/{found['id']}", subjects=PLACE, region=region(found["region"]) if found["region"] else "",
        standing=vocabulary.code("SubjectStatus", found["status"]).said(desk.lang) if found["status"] else "",
        kin=[(vocabulary.field("Subject", edge).said(desk.lang), found[edge]) for edge in _KIN if found[edge]],
        parts=await _parts(desk, found), few=FEW,
    )  # fmt: skip


async def _parts(desk: Desk, found: dict[str, Any]) -> list[tuple[Matter, list[str], list[Line], int]]:
    """The kinds of which there is anything, each with its latest; asked for in documents that are not too long."""
    known = [kind for kind in _kinds() if found[kind.many]["totalCount"]]
    told: dict[str, Any] = {}
    for start in range(0, len(known), TOGETHER):
        asked = (f"{kind.many}(first: {FEW}) {{ {_rows(kind)} }}" for kind in known[start : start + TOGETHER])
        told |= await _asked(desk, " ".join(asked))
    return [
        (kind, kind.heads(desk.lang), _lines(desk, kind, told[kind.many]), found[kind.many]["totalCount"])
        for kind in known
    ]


_KIN = ("superior", "predecessor", "successor")


async def listed(desk: Desk) -> Response:
    """All of one kind that is on record about a subject."""
    kind = next((each for each in _kinds() if each.item.key == desk.part("kind")), None)
    if kind is None:
        raise NotFound(what="address")
    found = await _asked(
        desk, f"id name {kind.many}(first: {PAGE}, after: $after) {{ {_rows(kind)} }}", after=True
    )
    part, here = found[kind.many], f"{PLACE}/{found['id']}"
    info = part["pageInfo"]
    return desk.page(
        "console_subject_list.html", one=found, kind=kind, back=here, heads=kind.heads(desk.lang), rows=_lines(desk, kind, part),
        total=part["totalCount"], begun=bool(desk.value("after")), NONE=NONE,
        more=desk.link(f"{here}/{kind.item.key}", after=info["endCursor"]) if info["hasNextPage"] else "",
    )  # fmt: skip


async def _asked(desk: Desk, wanted: str, *, after: bool = False) -> dict[str, Any]:
    """The subject of the address. Raises NotFound."""
    heads, given = (
        ("$id: ID!, $after: String", {"after": desk.value("after") or None}) if after else ("$id: ID!", {})
    )
    document = f"query({heads}) {{ subject(by: {{id: $id}}) {{ {wanted} }} }}"
    found = (await desk.ask(document, id=desk.part("id"), **given))["subject"]
    if found is None:
        raise NotFound(what="address")
    return dict(found)


def _kinds() -> Iterator[Matter]:
    """The kinds that a subject has a list of, records before cases."""
    targets = {edge.target for edge in Subject.edges.values() if edge.many}
    return (kind for shape in PLACES for kind in matters(shape) if kind.item.__name__ in targets)


def _rows(kind: Matter) -> str:
    return _LIST.replace("BRIEF", kind.brief)


def _lines(desk: Desk, kind: Matter, part: dict[str, Any]) -> list[Line]:
    return [kind.line(desk, each["node"]) for each in part["edges"]]


SUBJECTS = Section(
    PATH,
    Term("查找主体", "Find a subject"),
    (Way("", search), Way("/{id}", one), Way("/{id}/{kind}", listed)),
    frozenset({Scope.RECORD_READ}),
    Term(
        "按名称、拼音首字母或者统一社会信用代码查找，看其全部记录和事项",
        "By name, initials or credit code: all that is on record about a subject",
    ),
)
