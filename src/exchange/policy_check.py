"""Small worlds that say what the rules mean: `auth/cases/*.toml`, run by the tests and by `exchange policy check`.

A case names departments, subjects, records, what is asked about them (`cases`, by their moves) and callers, and then what each caller
sees, what it gets only masked or opened, what it does not get, or that it is not there for it at all. It is read through the very path a
client takes: view, compiler, statement, login. So a case that holds is a fact about the exchange and not about a reading of the rules.
"""

from __future__ import annotations

import json
import tomllib
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import ANONYMOUS, Caller, roles
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.cases import load
from exchange.errors import StartupError
from exchange.model import (
    ITEMS,
    NATURAL_KINDS,
    OPENED,
    Department,
    Subject,
    access_epoch,
    agreement,
    audit_entry,
    camel,
)
from exchange.records import headcount
from exchange.records.rows import opened, prepare
from exchange.records.subjects import insert_subjects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exchange.clock import Clock
    from exchange.database import Database, WriteSession
    from exchange.model import Item

_SPACE = uuid.UUID("6f1c2a6e-5d0b-4c11-9b47-0c5f3f3d9a10")


@dataclass(frozen=True, slots=True)
class Case:
    """One file."""

    name: str
    world: Mapping[str, Any]


@dataclass(slots=True)
class Outcome:
    """What came of a case: expectations met, and a sentence for each that was not."""

    case: str
    met: int = 0
    failures: list[str] = field(default_factory=list)


def read(folder: Path) -> list[Case]:
    """All cases of a folder, in order of their names."""
    return [Case(path.stem, _load(path)) for path in sorted(folder.glob("*.toml"))]


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        sentence = f"auth/cases/{path.name}: it is not TOML in UTF-8: {problem}."
        raise StartupError(sentence) from problem


async def check(db: Database, clock: Clock, case: Case) -> Outcome:
    """Build the case's world in an empty, prepared database and compare what each caller gets."""
    async with db.writing() as session:
        await _build(session, case, clock)
        epoch = await session.scalar(sa.select(access_epoch.c.epoch))
    engine = Engine(schema(), db, clock, _no_refresh)
    outcome = Outcome(case.name)
    for number, expectation in enumerate(case.world["expect"], 1):
        caller = _caller(case, expectation["caller"], int(epoch or 0))
        problem = await _compare(engine, case, caller, expectation)
        if problem is None:
            outcome.met += 1
        else:
            outcome.failures.append(
                f"{case.name}, expectation {number} ({expectation['caller']}, {expectation['record']}): {problem}"
            )
    return outcome


async def _no_refresh(caller: Caller) -> Caller:
    return caller


def identity(case: Case, kind: str, name: str) -> uuid.UUID:
    """The id of a named thing of a case."""
    return uuid.uuid5(_SPACE, f"{case.name}/{kind}/{name}")


# --- world --------------------------------------------------------------------------------------------------------------------


async def _build(session: WriteSession, case: Case, clock: Clock) -> None:
    for code, one in case.world.get("departments", {}).items():
        values = {"code": code, "name": one.get("name", code), "region_code": one["region"]}
        await session.execute(sa.insert(Department.table).values(**values))
    about = (_subject(case, name, one) for name, one in case.world.get("subjects", {}).items())
    await insert_subjects(session, [(one["id"], one, {}) for one in about])
    for name, one in case.world.get("records", {}).items():
        await _record(session, case, name, one)
    asked = [_asked(case, name, one, clock) for name, one in case.world.get("cases", {}).items()]
    await load.load(session, asked)
    await headcount.renew(session, clock.today())
    for one in case.world.get("timeline", []):
        await session.execute(sa.insert(audit_entry).values(**_moved(case, one)))
    for name, one in case.world.get("agreements", {}).items():
        values = {
            "id": identity(case, "agreement", name),
            "title": name,
            "legal_basis": "case",
            "purpose": "case",
            **one,
        }
        await session.execute(
            sa.insert(agreement).values(
                valid_from=clock.today(), valid_until=clock.today(), **_without(values, "live")
            )
        )


def _moved(case: Case, one: Mapping[str, Any]) -> dict[str, Any]:
    """A line of the trail of a record of the case."""
    record = case.world["records"][one["record"]]
    return {
        "subject_id": identity(case, "subject", record["subject"]),
        "record_id": identity(case, "record", one["record"]),
        "item": record["item"],
        **_without(one, "record"),
    }


def _without(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _subject(case: Case, name: str, one: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": identity(case, "subject", name), "status": "ACTIVE", "unresolved": False, **one}


async def _record(session: WriteSession, case: Case, name: str, one: Mapping[str, Any]) -> None:
    item = _item(one["item"])
    about = case.world["subjects"][one["subject"]]
    natural = about["kind"] in NATURAL_KINDS
    values = {
        "id": identity(case, "record", name),
        "document_number": f"〔2026〕{name}号",
        "authority_name": one["source"],
        "region": about["region"],
        "disputed": False,
        "late": False,
        "duty_done": False,
        "catalogue_edition": 2026,
        **_without(one, "item", "subject", "source", "opened", "lineage"),
    }
    links = {
        "subject_id": identity(case, "subject", one["subject"]),
        "source_department": one["source"],
        "submitted_by": "case",
        "fingerprint": name.encode(),
        "lineage": identity(case, "record", one["lineage"]) if "lineage" in one else None,
    }
    masked = prepare(item, values, natural=natural).apart
    openable = opened(item, {**dict.fromkeys(item.fields), **values, **masked})
    shown = {column: openable[column] for column in (f"{each}_{OPENED}" for each in one.get("opened", []))}
    await _insert(session, item, values, natural=natural, more={**links, **shown})


def _asked(case: Case, name: str, one: Mapping[str, Any], clock: Clock) -> load.PastCase:
    """A case of a workflow (`cases`), told by the names of its moves. `kept_from` names subjects, divisions or departments."""
    subjects, about = case.world["subjects"], case.world["subjects"][one["subject"]]
    record = one.get("record")
    kept_from = [
        str(identity(case, "subject", each)) if each in subjects else each
        for each in one.get("kept_from", [])
    ]
    known = ("item", "subject", "source", "filer", "record", "moves", "kept_from")
    return load.PastCase(
        _item(one["item"]), identity(case, "case", name), name, identity(case, "subject", one["subject"]),
        about["kind"] in NATURAL_KINDS, about["region"], one["source"],
        tuple(load.Told(each, clock.now(), "case", one["source"]) for each in one["moves"]), _without(one, *known),
        filer_id=identity(case, "subject", one["filer"]) if "filer" in one else None,
        record=(case.world["records"][record]["item"], identity(case, "record", record)) if record else None,
        columns={"kept_from": kept_from},
    )  # fmt: skip


def _item(key: str) -> type[Item]:
    return next(item for item in ITEMS.values() if item.key == key)


async def _insert(
    session: WriteSession,
    item: type[Item],
    values: dict[str, Any],
    *,
    natural: bool,
    more: Mapping[str, Any] | None = None,
) -> None:
    prepared = prepare(item, values, natural=natural)
    links = dict(more or {})
    await session.execute(sa.insert(item.table).values(**prepared.main | {"natural": natural} | links))
    if item.apart is not None and prepared.apart:
        keys = {name: (prepared.main | links)[name] for name in item.primary}
        await session.execute(sa.insert(item.apart).values(**prepared.apart | keys))


# --- expectations ---------------------------------------------------------------------------------------------------------------


def _caller(case: Case, name: str, epoch: int) -> Caller:
    if name == "anonymous":
        return ANONYMOUS
    one = case.world["callers"][name]
    role = roles()[one["role"]]
    return Caller(
        client=name,
        actor=name,
        department=one.get("department"),
        departments=tuple(one.get("departments", [one["department"]] if "department" in one else [])),
        jurisdiction=one.get("jurisdiction"),
        subject=identity(case, "subject", one["subject"]) if "subject" in one else None,
        scopes=role.scopes,
        audiences=role.audiences,
        agreement=identity(case, "agreement", one["agreement"]) if "agreement" in one else None,
        case=one.get("case"),
        epoch=epoch,
    )


async def _compare(engine: Engine, case: Case, caller: Caller, expectation: Mapping[str, Any]) -> str | None:
    """None when the expectation holds, else what is different. Names fields and never repeats a value."""
    about = expectation["record"]
    kind = next(one for one in ("record", "case", "subject") if about in case.world.get(f"{one}s", {}))
    item = _item(case.world[f"{kind}s"][about]["item"]) if kind != "subject" else Subject
    sees, hides = expectation.get("sees", {}), expectation.get("hides", [])
    query = _query(item, [*sees, *hides])
    answer = await engine.answer(Request(query, {"id": str(identity(case, kind, about))}), caller)
    body = json.loads(answer.body)
    if body.get("errors"):
        return f"the query failed with {body['errors'][0]['extensions']['code']}"
    found = body["data"]["node"]
    if expectation.get("absent"):
        return None if found is None else "the caller sees the record, and must not"
    if found is None:
        return "the caller does not see the record"
    return next(iter(_differences(found, sees, hides)), None)


def _query(item: type[Item], names: list[str]) -> str:
    fields = " ".join(dict.fromkeys(camel(name) for name in names))
    return f"query ($id: ID!) {{ node(id: $id) {{ ... on {item.__name__} {{ id {fields} disclosure {{ field treatment }} }} }} }}"


def _differences(found: Mapping[str, Any], sees: Mapping[str, Any], hides: list[str]) -> Iterator[str]:
    for name, value in sees.items():
        if found[camel(name)] != value:
            yield f"{name} is given differently than the case says"
    explained = {one["field"] for one in found["disclosure"] if one["treatment"] == "HIDDEN"}
    for name in hides:
        if found[camel(name)] is not None:
            yield f"{name} is given, and must be hidden"
        elif camel(name) not in explained:
            yield f"{name} is hidden without an explanation"
