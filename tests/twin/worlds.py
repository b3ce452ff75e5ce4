"""Random worlds as plain data: rows by item, each as the columns that the one row preparer makes of drawn values.

Nothing here knows who may see what. Every field of every item is drawn, so a new field is in the worlds from its first day.
"""

from __future__ import annotations

import random
import uuid
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.database import owner_engine
from exchange.identifiers import search_key
from exchange.model import (
    CODES,
    ITEMS,
    NATURAL_KINDS,
    OPENED,
    Department,
    FormerName,
    Shape,
    Subject,
    change,
    document_content,
    metadata,
    open_search,
    person_search,
)
from exchange.prepare import prepare as prepare_database
from exchange.records import headcount
from exchange.records.rows import prepare, region_columns
from exchange.workflows import WORKFLOWS
from tests.twin import access, domains

if TYPE_CHECKING:
    from exchange.database import WriteSession
    from exchange.model import Field, Item
    from exchange.records.rows import Prepared
    from exchange.settings import Settings

DEPARTMENTS = {"bureau": "350102", "old": "350102", "city": "350100", "quan": "350503", "province": "350000"}
SUCCESSORS = {"old": "bureau"}
REGISTRIES = ("Division", "CatalogueItem", "CatalogueChange", "PolicyVersion")
RECORDS = tuple(name for name, item in ITEMS.items() if item.shape is Shape.RECORD)
HANGING = {"ResponsiblePerson": ("GovernmentCommitment",), "ProgressReport": ("PlanTask", "WorkPlan")}
"""What hangs on some types of cases alone."""
CASES = tuple(name for name, item in ITEMS.items() if item.shape is Shape.CASE)


@dataclass(slots=True)
class Stored:
    """One row: columns of the item's own table, and of its apart table."""

    main: dict[str, Any]
    apart: dict[str, Any] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        """All of them."""
        return self.apart | self.main


@dataclass(slots=True)
class World:
    """Rows by item, and the agreements. `registries` are what every prepared database holds."""

    rows: dict[str, list[Stored]]
    agreements: list[dict[str, Any]]
    registries: dict[str, list[Stored]] = field(default_factory=dict)

    def of(self, item: str) -> list[Stored]:
        """All rows of an item."""
        return self.rows.get(item, []) + self.registries.get(item, [])


class Draw:
    """Draws a world from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.versions: Counter[tuple[str, uuid.UUID]] = Counter()

    def world(self, subjects: int = 7, records: int = max(8, 42 // len(RECORDS)), cases: int = 0) -> World:
        """A world; of each type of case a third as many as of each item of records, or so many."""
        rows: dict[str, list[Stored]] = {"Department": [_department(code) for code in DEPARTMENTS]}
        rows["Subject"] = [self.subject() for _ in range(subjects)]
        for one in rows["Subject"]:
            self._links(one, rows["Subject"])
        rows["FormerName"] = [
            self._former(one)
            for one in rows["Subject"]
            if not one.main["natural"] and self.random.random() < 0.4
        ]
        for name in RECORDS:
            rows[name] = [
                self.record(ITEMS[name], self.random.choice(rows["Subject"])) for _ in range(records)
            ]
        rows["LevelCheck"] = [
            self._check(one, number)
            for name in RECORDS
            for one in rows[name]
            for number in (1, 2)
            if self.random.random() < 0.4
        ]
        rows["TimelineEntry"] = [
            self._entry(one, number)
            for name in RECORDS
            for one in rows[name]
            for number in (1, 2)
            if self.random.random() < 0.4
        ]
        for name in CASES:
            rows[name] = [
                self.case(ITEMS[name], self.random.choice(rows["Subject"]), rows)
                for _ in range(cases or max(3, records // 3))
            ]
        for child in ("CaseStep", "CaseDocument"):
            rows[child] = [
                self.of_case(child, ITEMS[name], one, number)
                for name in CASES
                for one in rows[name]
                for number in (1, 2)
                if self.random.random() < 0.4
            ]
        for child, above in HANGING.items():
            rows[child] = [
                self.of_case(child, ITEMS[name], one, number)
                for name in above
                for one in rows[name]
                for number in (1, 2)
            ]
        self._submissions(rows)
        agreements = [self._agreement(rows["Subject"]) for _ in range(6)]
        rows["Share"] = [
            self._share(name, one, agreements)
            for name in RECORDS
            for one in rows[name]
            if self.random.random() < 0.3
        ]
        rows["Duplicate"] = [
            self._pair(name, *pair)
            for name in RECORDS
            for pair in zip(rows[name][:4:2], rows[name][1:4:2], strict=True)
        ]
        signed = [Stored(one) for one in agreements]
        return waiting(World(rows | access.drawn(self, rows, signed), agreements))

    def identity(self) -> uuid.UUID:
        """A random id."""
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def row(self, made_of: type[Item], *, natural: bool, **fixed: Any) -> Stored:  # noqa: ANN401 - values of any kind
        """A row with every field drawn; `fixed` gives fields and structural columns."""
        drawn = {
            name: self._value(one)
            for name, one in made_of.fields.items()
            if name != "id" and name not in fixed and name != "canonical_number"
        }
        fields = drawn | {name: value for name, value in fixed.items() if name in made_of.fields}
        made = prepare(
            made_of, {name: value for name, value in fields.items() if name != "id"}, natural=natural
        )
        structural = {
            name: value for name, value in fixed.items() if name not in made_of.fields or name == "id"
        }
        for one in made_of.fields.values():
            if one.openable and natural and one.name != "address":
                made.main[f"{one.name}_{OPENED}"] = (
                    published(made, one) if self.random.random() < 0.3 else None
                )
        columns = set(made_of.table.c.keys())
        keys = {name: structural[name] for name in made_of.primary if name in structural}
        main = {**made.main, **structural} | ({"natural": natural} if "natural" in columns else {})
        return Stored(main, {**made.apart, **keys} if made_of.apart is not None and made.apart else {})

    def subject(self) -> Stored:
        """A subject of any kind."""
        kind = self.random.choice(("GOVERNMENT", "ENTERPRISE", "ENTERPRISE", *NATURAL_KINDS, *NATURAL_KINDS))
        return self.row(Subject, natural=kind in NATURAL_KINDS, kind=kind, id=self.identity())

    def record(self, item: type[Item], about: Stored) -> Stored:
        """A record about a subject."""
        department = self.random.choice(list(DEPARTMENTS))
        state = self.random.choice(("PUBLISHED", "PUBLISHED", *domains.values(item.fields["state"])))
        under = about.main.get("same_as_id") if self.random.random() < 0.5 else None
        return self.row(
            item, natural=about.main["natural"], id=self.identity(), same_subject_id=under, found_under=under or about.main["id"],
            state=state, region=about.main["region"], subject_id=about.main["id"],
            source_department=department, authority_department=self.random.choice((None, "bureau", "quan")),
            submitted_by="draw", fingerprint=self.random.randbytes(16),
            **self._version(item, about),
        )  # fmt: skip

    def case(self, item: type[Item], about: Stored, rows: dict[str, list[Stored]]) -> Stored:
        """A case that concerns a subject, about one of its records or not; filed by that subject, another one, or nobody known."""
        own = [
            (name, one)
            for name in RECORDS
            for one in rows[name]
            if one.main["subject_id"] == about.main["id"]
        ]
        name, record = self.random.choice([*own, ("", None)])
        filer = self.random.choice((about, about, self.random.choice(rows["Subject"]), None))
        accused = (str(about.main["id"]), about.main["region"], *DEPARTMENTS)
        return self.row(
            item, natural=about.main["natural"], id=self.identity(), subject_id=about.main["id"], region=about.main["region"],
            filer_id=None if filer is None else filer.main["id"], record_item=ITEMS[name].key if record else None,
            record_id=record.main["id"] if record else None, source_department=self.random.choice((None, *DEPARTMENTS)),
            kept_from=self.random.choice(([], [], self.random.sample(accused, 2))),
            filed_by="draw", stage_since=domains.TODAY, counts_from=domains.TODAY, reckoned_by="draw", state=self._stage(item),
            **{name: drawn for name, drawn in self._of_its_own(rows).items() if name in item.table.c},
        )  # fmt: skip

    def _of_its_own(self, rows: dict[str, list[Stored]]) -> dict[str, Any]:
        """Columns that only some types of cases have."""
        led = self.random.choice([one.main for one in rows.get("SupervisionProgramme", [])] or [{}])
        ordered = self.random.choice([one.main for one in rows.get("Rectification", [])] or [{}])
        sides = [self.random.choice((None, *DEPARTMENTS)) for _ in range(2)]
        return {
            "bars": self.random.choice(([], ["AWARD"], ["AWARD", "PROJECT"])),
            "programme_subject_id": led.get("subject_id"), "programme_id": led.get("id"), "rectification_id": ordered.get("id"),
            "lead": sides[0], "handed_over_by": sides[1], "partners": self.random.choice((None, [], ["bureau"], ["quan", "old"])),
        }  # fmt: skip

    def _stage(self, item: type[Item]) -> str:
        """A state of its own workflow, the first more often than the others."""
        stages = list(WORKFLOWS[item.key].stages)
        return self.random.choice((stages[0], stages[0], stages[0], *stages))

    def of_case(self, name: str, item: type[Item], case: Stored, number: int) -> Stored:
        """A step of a case, a document that was handed in with it, or what else hangs on it."""
        about = {"subject_id": case.main["subject_id"], "case_id": case.main["id"]}
        if name == "CaseDocument":
            return self.row(
                ITEMS[name],
                natural=False,
                id=self.identity(),
                added_by="draw",
                sealed=self.random.random() < 0.5,
                **about,
            )
        if name == "ResponsiblePerson":
            return self.row(ITEMS[name], natural=False, id=self.identity(), **about)
        department = self.random.choice((None, *DEPARTMENTS))
        step = {"item": item.key} if name == "CaseStep" else {}
        return self.row(ITEMS[name], natural=False, id=number, department=department, **step, **about)

    def _version(self, item: type[Item], about: Stored) -> dict[str, Any]:
        """Half of the records are versions of one; a number stands for one version only."""
        if self.random.random() < 0.5:
            return {"version": 1, "lineage": None}
        self.versions[item.key, about.main["id"]] += 1
        return {"version": self.versions[item.key, about.main["id"]], "lineage": about.main["id"]}

    def _value(self, one: Field) -> Any:  # noqa: ANN401 - a value of any kind
        pool = list(domains.values(one))
        if not pool or (one.nullable and self.random.random() < 0.25):
            return None
        return self.random.choice(pool)

    def _links(self, one: Stored, others: list[Stored]) -> None:
        for name in ("superior", "predecessor", "successor", "same_as"):
            one.main[f"{name}_id"] = (
                self.random.choice(others).main["id"] if self.random.random() < 0.3 else None
            )

    def _former(self, about: Stored) -> Stored:
        return self.row(FormerName, natural=False, subject_id=about.main["id"], number=1)

    def _check(self, record: Stored, number: int) -> Stored:
        keys = {"subject_id": record.main["subject_id"], "record_id": record.main["id"], "number": number}
        return self.row(
            ITEMS["LevelCheck"], natural=False, department_code=self.random.choice(list(DEPARTMENTS)), **keys
        )

    def _entry(self, record: Stored, number: int) -> Stored:
        about = {"subject_id": record.main["subject_id"], "record_id": record.main["id"], "item": "draw"}
        department = self.random.choice((None, *DEPARTMENTS))
        return self.row(ITEMS["TimelineEntry"], natural=False, id=number, department=department, **about)

    def _share(self, name: str, record: Stored, agreements: list[dict[str, Any]]) -> Stored:
        kept = ("subject_id", "source_department", "province", "city", "county")
        signed = self.random.choice(agreements)
        return self.row(
            ITEMS["Share"], natural=False, id=self.identity(), item=ITEMS[name].key, record_id=record.main["id"],
            agreement=signed["id"], department=signed["department"], client=f"client-{self.random.choice(('agreed', 'agreed', 'origin'))}",
            **{one: record.main.get(one) for one in kept},
        )  # fmt: skip

    def _pair(self, name: str, one: Stored, other: Stored) -> Stored:
        levels = {
            level: one.main[level] if one.main[level] == other.main[level] else None
            for level in ("province", "city", "county")
        }
        return self.row(
            ITEMS["Duplicate"], natural=False, id=self.identity(), item=ITEMS[name].key, record_id=one.main["id"],
            subject_id=one.main["subject_id"], other_id=other.main["id"], other_subject_id=other.main["subject_id"], **levels,
        )  # fmt: skip

    def _submissions(self, rows: dict[str, list[Stored]]) -> None:
        rows["Submission"], rows["SubmissionRow"], rows["Finding"] = [], [], []
        for number, (code, region) in enumerate(DEPARTMENTS.items()):
            keys = {"submitter": code, "batch": f"batch {number}"}
            levels = {
                name: value
                for name, value in prepare(Subject, {"region": region}, natural=False).main.items()
                if name in ("province", "city", "county")
            }
            rows["Submission"].append(
                self.row(
                    ITEMS["Submission"],
                    natural=False,
                    id=self.identity(),
                    item="penalty",
                    body_hash=b"",
                    **levels,
                    **keys,
                )
            )
            for place in (1, 2):
                rows["SubmissionRow"].append(
                    self.row(
                        ITEMS["SubmissionRow"],
                        natural=False,
                        number=place,
                        record_id=self.random.choice(rows["Penalty"]).main["id"],
                        **keys,
                    )
                )
                rows["Finding"].append(
                    self.row(ITEMS["Finding"], natural=False, row_number=place, number=1, **keys)
                )

    def _agreement(self, subjects: list[Stored]) -> dict[str, Any]:
        day, region = domains.TODAY, self.random.choice(domains.REGIONS[:5])
        return access.narrower(self, subjects) | region_columns(region) | {
            "id": self.identity(), "title": "draw", "legal_basis": "draw", "purpose": "评先评优",
            "department": self.random.choice(("bureau", "quan")),
            "items": self.random.sample([*(ITEMS[name].key for name in (*RECORDS, *CASES)), "subject"], self.random.randint(1, 3)),
            "region": region, "kinds": [],
            "valid_from": self.random.choice((domains.DAYS[0], domains.DAYS[2], domains.DAYS[3])),
            "valid_until": self.random.choice((day, domains.DAYS[1], domains.DAYS[4])),
            "suspended_at": self.random.choice((None, None, domains.NOW)),
            "terminated_at": self.random.choice((None, None, domains.NOW)),
        }  # fmt: skip


def published(made: Prepared, one: Field) -> Any:  # noqa: ANN401 - a value of any kind
    """What a publication opens of a field of a natural person."""
    return made.apart.get(f"{one.name}_{one.opens}" if one.opens else one.name)


def _department(code: str) -> Stored:
    main = dict.fromkeys(column.name for column in Department.table.c)
    superior = None if code == "province" else "province"
    main |= {
        "code": code,
        "name": f"{code} 部门",
        "region_code": DEPARTMENTS[code],
        "superior_code": superior,
    }
    return Stored(main | {"successor_code": SUCCESSORS.get(code)})


def waiting(world: World) -> World:
    """The world with its worklist, worked out from the records and cases that are in it."""
    found = [
        _work(ITEMS[name], one, waits)
        for name in (*RECORDS, *CASES)
        for one in world.rows[name]
        if (waits := one.main["waits_for"] if name in CASES else _record_waits_for(one)) is not None
    ]
    world.rows["WorkItem"] = found
    return world


def _record_waits_for(record: Stored) -> str | None:
    """By hand until it is published; about a person, or of a minor case, until it is shared."""
    state, minor = record.main["state"], record.main.get("severity") == "MINOR"
    if state in {"DRAFT", "RETURNED"}:
        return "origin"
    if state == "SHARED" and (record.main["natural"] or minor):
        return None
    return "keeper" if state in {"SUBMITTED", "VERIFIED", "CLASSIFIED", "SHARED"} else None


def _work(item: type[Item], one: Stored, waits: str) -> Stored:
    case, main = item.shape is Shape.CASE, one.main
    due = {"SUBMITTED": main.get("check_due_on"), "DRAFT": None, "RETURNED": None}
    same = ("id", "subject_id", "state", "region", "province", "city", "county", "source_department")
    return Stored(
        {
            **{name: main.get(name) for name in same},
            "item": item.key,
            "waits_for": waits,
            "filer_id": main.get("filer_id"),
            "kept_from": main.get("kept_from", []) if case else [],
            "level": main.get("next_level"),
            "due_on": main["due_on"] if case else due.get(main["state"], main.get("publish_due_on")),
            "escalated": case and main["escalated_on"] is not None,
        }
    )


async def on_the_day(settings: Settings) -> Settings:
    """The settings with the worlds' clock. The public login's rows follow the server's clock unless they are told the day, too."""
    standing = replace(settings, now=domains.NOW)
    await prepare_database(standing)
    async with owner_engine(
        standing
    ).begin() as connection:  # worlds come one after the other, with their timelines
        for statement in (_CLEARED, *_ONLY_DRAWN_ENTRIES):
            await connection.execute(sa.text(statement))
    return standing


# --- into a database ------------------------------------------------------------------------------------------------------------------


async def store(session: WriteSession, world: World) -> None:
    """Put the world into a prepared database that holds no other, and learn the registries from it."""
    order = (
        "Department",
        "Subject",
        "FormerName",
        *RECORDS,
        "LevelCheck",
        "TimelineEntry",
        *CASES,
        "CaseStep",
        "CaseDocument",
        *HANGING,
        "Submission",
        "SubmissionRow",
        "Finding",
        *access.NAMES,
        "Share",
        "Duplicate",
    )
    await _insert(session, document_content, _contents(world))
    for name in order:
        item, rows = ITEMS[name], world.rows[name]
        await _insert(session, item.table, [one.main for one in rows])
        if item.apart is not None:
            await _insert(session, item.apart, [one.apart for one in rows if one.apart])
    await _insert(session, change, [_line(name, one) for name in RECORDS for one in world.rows[name]])
    await _insert(session, open_search, _keys(world, _open_names(world)) + _codes(world))
    await _insert(session, person_search, _keys(world, _person_names(world)))
    await headcount.renew(session, domains.TODAY)
    # Every field of the one version that a prepared database holds has a value to be seen.
    await session.execute(sa.update(ITEMS["PolicyVersion"].table).values(active_until=domains.NOW))
    world.registries = {name: await _registry(session, ITEMS[name]) for name in (*REGISTRIES, "Department")}
    drawn = {one.main["code"] for one in world.rows["Department"]}
    world.registries["Department"] = [
        one for one in world.registries["Department"] if one.main["code"] not in drawn
    ]


def _contents(world: World) -> list[dict[str, Any]]:
    """Something under each digest that a document names."""
    digests = sorted({one.main["digest"] for one in world.rows["CaseDocument"]})
    return [{"digest": one, "media_type": "text/plain", "size": 1, "content": b"1"} for one in digests]


def _line(name: str, record: Stored) -> dict[str, Any]:
    """What the change log says of a record, whoever sees it."""
    told = {"at": domains.NOW, "move": "drawn", "state": record.main["state"]}
    return {
        **told,
        "subject_id": record.main["subject_id"],
        "record_id": record.main["id"],
        "item": ITEMS[name].key,
    }


async def clear(session: WriteSession) -> None:
    """Take it out again."""
    for item in reversed([one for one in metadata.sorted_tables if one.name not in _KEPT]):
        await session.execute(sa.delete(item))
    await session.execute(sa.delete(Department.table).where(Department.table.c.code.in_(list(DEPARTMENTS))))


_KEPT = {
    *(
        "division",
        "department",
        "catalogue_item",
        "catalogue_change",
        "access_epoch",
        "keyring",
        "signing_key",
        "rights_applied",
        "policy_version",
        "world",
        "journal_seal",
    ),
}


async def _insert(session: WriteSession, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """One statement per shape of rows."""
    columns = [
        column.name
        for column in table.c
        if "field" in column.info or not (column.identity or column.computed)
    ]
    known = {name for row in rows for name in row}
    if rows:
        await session.execute(
            sa.insert(table), [{name: row.get(name) for name in columns if name in known} for row in rows]
        )


async def _registry(session: WriteSession, item: type[Item]) -> list[Stored]:
    return [Stored(dict(one)) for one in await session.mappings(sa.select(item.table))]


def _open_names(world: World) -> list[tuple[uuid.UUID, str]]:
    found = [
        (one.main["id"], one.main[f"name_{OPENED}"])
        for one in world.rows["Subject"]
        if one.main.get(f"name_{OPENED}")
    ]
    return found + [(one.main["subject_id"], one.main["name"]) for one in world.rows["FormerName"]]


def _person_names(world: World) -> list[tuple[uuid.UUID, str]]:
    return [(one.main["id"], one.apart["name"]) for one in world.rows["Subject"] if one.apart.get("name")]


def _keys(world: World, names: list[tuple[uuid.UUID, str]]) -> list[dict[str, Any]]:
    natural = {one.main["id"]: one.main["natural"] for one in world.rows["Subject"]}
    pairs = {
        (about, key) for about, name in names for key in search_key.of_names([name], natural=natural[about])
    }
    return [{"subject_id": about, "key": key} for about, key in sorted(pairs)]


def _codes(world: World) -> list[dict[str, Any]]:
    return [
        {"subject_id": one.main["id"], "key": key}
        for one in world.rows["Subject"]
        if not one.main["natural"]
        for key in sorted(search_key.of_codes(one.main.get(name) for name in CODES))
    ]


_CLEARED = "GRANT DELETE ON audit_entry, case_step, change, access_entry, access_change TO exchange_writer"
_ONLY_DRAWN_ENTRIES = (
    "CREATE OR REPLACE FUNCTION dropped() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    """CREATE OR REPLACE TRIGGER dropped BEFORE INSERT ON access_entry FOR EACH ROW
       WHEN (current_user = 'exchange_reader') EXECUTE FUNCTION dropped()""",
)
"""What readers do would add to what they may read: so of a world's access entries there are those alone that were drawn."""
