"""One record or case on its page, the forms of its moves, the filing of a case, and many records at once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData

from exchange.errors import NotFound
from exchange.model import ITEMS, Shape, camel
from exchange.web.console import choices, vocabulary
from exchange.web.console.forms import Maker, Typed
from exchange.web.console.matters import PLACES, Matter, matter
from exchange.web.console.rows import NONE, moment
from exchange.web.console.sections import ROOT
from exchange.web.console.sheet import Sheet
from exchange.web.console.wording import explained
from exchange.web.rendering import words
from exchange.workflows import FILE, WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from exchange.web.console.desk import Desk, Done
    from exchange.workflows import Workflow

CORRECTIONS = "corrections"


async def one(desk: Desk, shape: Shape) -> Response:
    """What it is, what became of it, and what the person can do with it."""
    kind = matter(desk, shape)
    found = await kind.one(desk, desk.part("id"))
    here = f"{kind.place}/{found['id']}"
    acts = [(desk.said(vocabulary.step(name)), desk.link(f"{here}/{name}")) for name in found["moves"]]
    files = [
        (flow.zh if desk.lang == "zh" else flow.en, desk.link(f"{here}/{mutation_of(flow)}"))
        for flow in fileable(desk, on_record=True)
    ]
    return desk.page(
        "console_one.html", kind=kind, one=found, acts=acts, files=files if kind.record else [], told=_subject(desk, found),
        content=kind.facts(desk, found, given=True), kept=kind.facts(desk, found, given=False), steps=_steps(desk, kind, found),
        record=_record(desk, found), moment=moment, NONE=NONE,
    )  # fmt: skip


async def form(desk: Desk, shape: Shape) -> Response:
    """The form of a move, or of a case that is filed about a record."""
    return await (await _sheet(desk, shape)).show(desk)


async def send(desk: Desk, shape: Shape) -> Response:
    """The same, filled in."""
    return await (await _sheet(desk, shape)).send(desk)


async def _sheet(desk: Desk, shape: Shape) -> Sheet:
    kind, name = matter(desk, shape), desk.part("move")
    found = await kind.one(desk, desk.part("id"))
    here = f"{kind.place}/{found['id']}"
    filed = next((flow for flow in fileable(desk, on_record=True) if mutation_of(flow) == name), None)
    if filed is not None and kind.record:
        return await filing(desk, filed, here, {"record": found["id"]})
    if name not in found["moves"]:
        raise NotFound(what="address")
    corrected = camel(kind.item.key)
    shown = {f"{CORRECTIONS}.{corrected}.{field}": value for field, value in _texts(kind, found)}
    return Sheet(
        name, desk.said(vocabulary.step(name)), here, {"id": found["id"]}, choices=await choices.offered(desk, name), shown=shown,
        only=corrected, lead=_named(desk, kind, found),
    )  # fmt: skip


def _texts(kind: Matter, found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a record as its form shows them."""
    for field in kind.item.fields.values():
        value = found.get(field.graphql)
        if field.given and value not in (None, []):
            yield field.graphql, str(value).lower() if isinstance(value, bool) else value


def fileable(desk: Desk, *, on_record: bool) -> list[Workflow]:
    """The types of case that the person can open, by the scopes and capacities that they hold."""
    held, stands = desk.caller.scopes, desk.caller.audiences
    return [
        flow
        for flow in WORKFLOWS.values()
        if flow.on_record is on_record
        and any(scope in held and audience in stands for scope, audience in flow.moves[FILE].ways)
    ]


def mutation_of(flow: Workflow) -> str:
    """The mutation that opens a case."""
    return camel(f"{FILE}_{flow.name}")


async def filing(desk: Desk, flow: Workflow, back: str, fixed: dict[str, str]) -> Sheet:
    """The form that opens a case; its number is drawn once, so that sending it twice opens one."""
    place = f"{PLACES[Shape.CASE]}/{flow.name}"

    def onward(done: Done) -> str:
        return f"{place}/{done.data['caseId']}"

    return Sheet(
        mutation_of(flow), desk.said(vocabulary.step(mutation_of(flow))), back, fixed, kept={"key": secrets.token_hex(12)},
        without=frozenset({"subject"}),
        choices=await choices.offered(desk, mutation_of(flow)), onward=onward,
    )  # fmt: skip


# --- many at once -------------------------------------------------------------------------------------------------------------


async def many(desk: Desk) -> Response:
    """One move for all that were ticked: what it takes is asked once, and the outcome is told of each."""
    kind, name = matter(desk, Shape.RECORD), desk.value("move")
    chosen = desk.values("id")[:100]
    title = desk.said(vocabulary.step(name)) if vocabulary.is_mutation(name) else ""
    if not chosen or not title:
        return desk.on(kind.place, none="1")
    move = name.removesuffix("Record")
    maker = Maker(desk.lang, await choices.offered(desk, name), camel(kind.item.key))
    inputs = maker.inputs(f"{name[:1].upper()}{name[1:]}Input", {"id", CORRECTIONS})
    typed = Typed(inputs, desk.given, words()[desk.lang]["console"]["form"])
    if desk.value("go") and not typed.wrong:
        batch = desk.value("batch") or secrets.token_hex(12)
        asked = [{move: {**typed.variables, "id": one}} for one in chosen]
        done = await desk.act("moveRecords", {"batch": batch, "moves": asked})
        if not done.refused:
            return _report(desk, kind, title, chosen, done)
        typed.wrong[""] = explained(desk.lang, done.code, done.message)
    hidden = [
        *(("id", one) for one in chosen),
        ("move", name),
        ("go", "1"),
        ("batch", desk.value("batch") or secrets.token_hex(12)),
    ]
    return desk.page(
        "console_form.html", 400 if desk.value("go") else 200, inputs=inputs, typed=desk.given if desk.value("go") else FormData(),
        wrong=typed.wrong if desk.value("go") else {}, title=title, back=kind.place, kept=hidden, action=desk.request.url.path,
        lead=words()[desk.lang]["console"]["many"].format(count=len(chosen), kind=desk.said(kind.title)), button=title,
    )  # fmt: skip


def _report(desk: Desk, kind: Matter, title: str, chosen: list[str], done: Done) -> Response:
    rows = [
        {
            "number": row["number"],
            "done": row["done"],
            "path": desk.link(f"{kind.place}/{row['recordId'] or chosen[row['number'] - 1]}"),
            "problem": explained(desk.lang, row["code"], row["message"]) if row["code"] else "",
        }
        for row in done.data["rows"]
    ]
    return desk.page(
        "console_many.html",
        kind=kind,
        title=title,
        rows=rows,
        made=done.data["done"],
        refused=done.data["refused"],
    )


# --- what the page of one tells -----------------------------------------------------------------------------------------------


def _named(desk: Desk, kind: Matter, found: dict[str, Any]) -> str:
    number = found.get("documentNumber") or found.get("number") or ""
    return " · ".join(
        part for part in (desk.said(kind.title), number, (found["subject"] or {}).get("name")) if part
    )


def _subject(desk: Desk, found: dict[str, Any]) -> dict[str, str]:
    one = found["subject"] or {}
    kind = vocabulary.code("SubjectKind", one["kind"]).said(desk.lang) if one.get("kind") else ""
    path = desk.link(f"{ROOT}/subjects/{one['id']}") if one.get("id") else ""
    return {"name": one.get("name") or NONE, "kind": kind, "code": one.get("creditCode") or "", "path": path}


def _record(desk: Desk, found: dict[str, Any]) -> dict[str, str]:
    """The record that a case is about."""
    one = found.get("record") or {}
    if not one:
        return {}
    item = ITEMS[one["__typename"]]
    return {
        "path": desk.link(f"{ROOT}/records/{item.key}/{one['id']}"),
        "text": one.get("documentNumber") or NONE,
        "kind": desk.said(vocabulary.item(item.key)),
    }


def _steps(desk: Desk, kind: Matter, found: dict[str, Any]) -> list[dict[str, str]]:
    """What became of it, the latest first."""
    told = []
    for one in reversed(found["timeline"]):
        before, after = (kind.state(one[name], desk.lang) for name in ("stateBefore", "stateAfter"))
        told.append({
            "at": moment(one["at"]) if one["at"] else "",
            "what": desk.said(vocabulary.move(kind.item.key, one["move"])) if one["move"] else NONE,
            "states": after if before in {after, NONE} else f"{before} → {after}",
            "by": (one["by"] or {}).get("name") or "",
            "reason": one["reason"] or "",
            "document": one["document"] or "",
        })  # fmt: skip
    return told
