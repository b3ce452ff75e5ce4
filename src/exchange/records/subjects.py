"""Finding the subject that a row is about, or making it.

By credit code, then organisation code, then the keyed hash of a person's document; an organisation known by name only is looked for among
the unresolved ones of the same source department and otherwise becomes a new unresolved subject. Whoever looks first holds a lock on the
key until the end of the transaction, so that two submissions at once do not make one body twice.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure.predicates import records
from exchange.identifiers import search_key
from exchange.model import (
    CODES,
    NATURAL_KINDS,
    Subject,
    keyring,
    open_search,
    person_key,
    person_search,
)
from exchange.records.rows import opened, prepare

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from exchange.database import WriteSession
    from exchange.records.rows import Lines

PERSON_KEY = "person"
"""Name of the key under which documents of persons are hashed."""


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a row is about, as the row gives it; values are checked and normalised already."""

    kind: str
    name: str
    region: str
    credit_code: str | None = None
    credit_code_override: bool = False
    organisation_code: str | None = None
    registration_number: str | None = None
    legal_representative: str | None = None
    document_type: str | None = None
    document_number: str | None = None
    employer: str | None = None
    post: str | None = None

    @property
    def natural(self) -> bool:
        """True for a natural person."""
        return self.kind in NATURAL_KINDS

    @property
    def key(self) -> str:
        """What tells this party from others, most certain first."""
        certain = (
            self.credit_code
            or self.organisation_code
            or (self.document_type and f"{self.document_type}:{self.document_number}")
        )
        return certain or f"name:{self.name}"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The subject of a row."""

    subject_id: uuid.UUID
    natural: bool
    region: str
    created: bool = False
    unresolved: bool = False


async def resolve(session: WriteSession, source: str, parties: Sequence[Party]) -> list[Resolved]:
    """The subjects of the parties, in their order; missing ones are made. `source` is the submitting department."""
    distinct = {party.key: party for party in parties}
    await hold(session, sorted(distinct))
    hashes = await _hashes(session, distinct.values())
    found = await _found(session, source, distinct, hashes)
    missing = [party for key, party in distinct.items() if key not in found]
    found |= await _create(session, missing, hashes)
    return [found[party.key] for party in parties]


async def hold(session: WriteSession, keys: list[str]) -> None:
    """Keep others from finding or making the subjects of these keys until the end of the transaction."""
    numbers = sorted(
        {int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True) for key in keys}
    )
    listed = sa.select(sa.func.unnest(sa.literal(numbers, sa.ARRAY(sa.BigInteger()))).label("n")).subquery()
    await session.execute(sa.select(sa.func.pg_advisory_xact_lock(listed.c.n)))


async def _hashes(session: WriteSession, parties: Any) -> dict[str, bytes]:  # noqa: ANN401 - a view of parties
    persons = [party for party in parties if party.natural and party.document_number]
    if not persons:
        return {}
    key = await session.scalar(sa.select(keyring.c.key).where(keyring.c.name == PERSON_KEY))
    return {
        party.key: document_hash(key, party.document_type or "", party.document_number) for party in persons
    }


def document_hash(key: bytes, kind: str, number: str) -> bytes:
    """HMAC-SHA256 over document type and number."""
    return hmac.new(key, f"{kind}:{number}".encode(), hashlib.sha256).digest()


async def _found(
    session: WriteSession, source: str, distinct: dict[str, Party], hashes: dict[str, bytes]
) -> dict[str, Resolved]:
    columns = Subject.table.c
    codes = [party.credit_code for party in distinct.values() if party.credit_code]
    bodies = [party.organisation_code for party in distinct.values() if party.organisation_code]
    found: dict[str, Resolved] = {}
    by_hash = {value: key for key, value in hashes.items()}
    chosen = sa.select(columns.id, columns.natural, columns.region, columns.unresolved)
    for column, wanted in ((columns.credit_code, codes), (columns.organisation_code, bodies)):
        named = chosen.add_columns(column.label("code")).where(column.in_(wanted))
        for row in await session.all(named) if wanted else ():
            found.setdefault(row.code, Resolved(row.id, row.natural, row.region, unresolved=row.unresolved))
    if by_hash:
        known = chosen.add_columns(person_key.c.document_hash).join(
            person_key, person_key.c.subject_id == columns.id
        )
        for row in await session.all(known.where(person_key.c.document_hash.in_(list(by_hash)))):
            found[by_hash[row.document_hash]] = Resolved(row.id, row.natural, row.region)
    return found | await _unresolved(
        session, source, [key for key in distinct if key.startswith("name:") and key not in found]
    )


async def _unresolved(session: WriteSession, source: str, keys: list[str]) -> dict[str, Resolved]:
    """Bodies known by name only, as far as this department's own records lead to them."""
    if not keys:
        return {}
    columns = Subject.table.c
    names = [key.removeprefix("name:") for key in keys]
    own = sa.or_(
        *(
            sa.exists().where(item.table.c.subject_id == columns.id, item.table.c.source_department == source)
            for item in records()
        )
    )
    chosen = sa.select(columns.id, columns.region, columns.name_opened).where(
        columns.unresolved, columns.name_opened.in_(names), own
    )
    return {
        f"name:{row.name_opened}": Resolved(row.id, natural=False, region=row.region, unresolved=True)
        for row in await session.all(chosen)
    }


async def _create(
    session: WriteSession, parties: Sequence[Party], hashes: Mapping[str, bytes]
) -> dict[str, Resolved]:
    """New subjects, all of a chunk at once: a statement for each table, not for each party."""
    if not parties:
        return {}
    made = {party.key: _resolved(party) for party in parties}
    await insert_subjects(
        session,
        [
            (made[party.key].subject_id, subject_values(party, unresolved=made[party.key].unresolved), {})
            for party in parties
        ],
    )
    keys = [
        {"document_hash": hashes[key], "subject_id": one.subject_id}
        for key, one in made.items()
        if key in hashes
    ]
    await session.insert(person_key, keys)
    return made


def _resolved(party: Party) -> Resolved:
    unresolved = party.key.startswith("name:")
    return Resolved(uuid.uuid4(), party.natural, party.region, created=True, unresolved=unresolved)


def subject_values(party: Party, *, unresolved: bool) -> dict[str, Any]:
    """Field values of a new subject."""
    values: dict[str, Any] = {
        "kind": party.kind,
        "name": party.name,
        "region": party.region,
        "status": "ACTIVE",
        "unresolved": unresolved,
        "credit_code": party.credit_code,
        "credit_code_override": party.credit_code_override,
        "organisation_code": party.organisation_code,
        "registration_number": party.registration_number,
        "legal_representative": party.legal_representative,
    }
    if party.natural:
        values |= {
            name: getattr(party, name) for name in ("document_type", "document_number", "employer", "post")
        }
    return values


async def insert_subjects(
    session: WriteSession, subjects: Sequence[tuple[uuid.UUID, dict[str, Any], dict[str, Any]]]
) -> None:
    """Write subjects, (id, field values, further columns) each, with their twins and what they are searched by."""
    for table, rows in subject_lines(subjects).items():
        await session.insert(table, rows, unless_there=table is not Subject.table)


def subject_lines(
    subjects: Iterable[tuple[uuid.UUID, dict[str, Any], dict[str, Any]]],
    shown: Container[uuid.UUID] = frozenset(),
) -> Lines:
    """The rows of new subjects by table; `shown` are the persons of whom a published record with its basis lets everybody see."""
    lines: Lines = {
        table: [] for table in (Subject.table, Subject.apart, open_search, person_search) if table is not None
    }
    for subject_id, values, links in subjects:
        natural = values["kind"] in NATURAL_KINDS
        row = prepare(Subject, values, natural=natural)
        open_to_all = natural and subject_id in shown
        clear = opened(Subject, {**_NOTHING, **values}) if open_to_all else {}
        lines[Subject.table].append(
            {**_EMPTY, **row.main, **clear, **links, "id": subject_id, "natural": natural}
        )
        if row.apart and Subject.apart is not None:
            lines[Subject.apart].append({**_EMPTY_APART, **row.apart, "id": subject_id})
        keys = search_keys(subject_id, filter(None, [values.get("name")]), natural=natural)
        lines[person_search if natural else open_search].extend(keys)
        if open_to_all:
            lines[open_search].extend(keys)
        if not natural:
            lines[open_search].extend(code_keys(subject_id, (values.get(name) for name in CODES)))
    return lines


def search_keys(subject_id: uuid.UUID, names: Iterable[str], *, natural: bool) -> list[dict[str, Any]]:
    """The rows by which a subject is found by its names."""
    return _keyed(subject_id, search_key.of_names(names, natural=natural))


def code_keys(subject_id: uuid.UUID, codes: Iterable[str | None]) -> list[dict[str, Any]]:
    """The rows by which a body is found by its codes."""
    return _keyed(subject_id, search_key.of_codes(codes))


def _keyed(subject_id: uuid.UUID, keys: set[str]) -> list[dict[str, Any]]:
    return [{"key": key, "subject_id": subject_id} for key in sorted(keys)]


_NOTHING: dict[str, Any] = dict.fromkeys(Subject.fields)
_EMPTY: dict[str, Any] = dict.fromkeys(Subject.table.c.keys())
_EMPTY_APART: dict[str, Any] = {} if Subject.apart is None else dict.fromkeys(Subject.apart.c.keys())
