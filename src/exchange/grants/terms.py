"""What is agreed, and whether it can be: every part is looked at before anything is signed, and what is wrong is told by its name."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, NoReturn

import sqlalchemy as sa

from exchange.access import Audience
from exchange.catalogue import SharingClass
from exchange.codes import code_list
from exchange.disclosure import HIDDEN, policy
from exchange.disclosure.predicates import records
from exchange.divisions import divisions
from exchange.editions import stored
from exchange.errors import ArgumentInvalid
from exchange.model import ITEMS, OPENED, Agreement, Department, Secrecy, Subject
from exchange.records.rows import region_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchange.database import WriteSession
    from exchange.model import Item

MOST_USES = 1_000_000
MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed. `items` are item keys, `region` the division whose subtree it covers; both days belong to it.

    `kinds` are kinds of subjects: those that the extract of what changed is about; all of them where none is named. `field_names` (as
    `Penalty.fine`), `provider`, `subject_id` and `max_uses` narrow it; None does not.
    """

    title: str
    department: str
    purpose: str
    legal_basis: str
    items: tuple[str, ...]
    region: str
    valid_from: dt.date
    valid_until: dt.date
    kinds: tuple[str, ...] = ()
    field_names: tuple[str, ...] | None = None
    provider: str | None = None
    max_uses: int | None = None
    subject_id: uuid.UUID | None = None

    def columns(self) -> dict[str, Any]:
        """The values of a row of agreement, and of the columns that a request shares with it."""
        names = None if self.field_names is None else sorted(set(self.field_names))
        lists = {"items": list(self.items), "kinds": list(self.kinds), "field_names": names}
        return asdict(self) | lists | region_columns(self.region)

    def as_json(self) -> dict[str, Any]:
        """As a proposal keeps it: nothing that is not JSON."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        plain = {"valid_from": str(self.valid_from), "valid_until": str(self.valid_until)}
        subject = None if self.subject_id is None else str(self.subject_id)
        return found | plain | {"subject_id": subject}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Terms:
        """Read back what `as_json` gave."""
        days = {name: dt.date.fromisoformat(kept[name]) for name in ("valid_from", "valid_until")}
        lists = {name: tuple(kept[name]) for name in ("items", "kinds")}
        names = None if kept["field_names"] is None else tuple(kept["field_names"])
        subject = None if kept["subject_id"] is None else uuid.UUID(kept["subject_id"])
        return cls(**{**kept, **days, **lists, "field_names": names, "subject_id": subject})


def shared_items() -> dict[str, type[Item]]:
    """What can be agreed upon, by key: credit records and the subjects that they are about."""
    found: list[type[Item]] = [Subject, *records()]
    return {item.key: item for item in found}


async def check(session: WriteSession, terms: Terms, today: dt.date, place: str = "agreement") -> None:
    """Refuse terms that cannot be agreed upon: ArgumentInvalid names the part."""
    _texts(terms, place)
    _items(terms, place)
    await _shared(session, terms, today, place)
    _field_names(terms, place)
    _numbers(terms, today, place)
    for name in ("department", "provider"):
        await _department(session, getattr(terms, name), name, place)
    if not divisions().known(terms.region):
        refuse(
            "region", place, "it is no division code of the province. Look it up with the query divisions."
        )


def over_persons(terms: Terms) -> list[str]:
    """The personal fields of which the terms would open anything, masked or in clear, as `Penalty.partyName`."""
    shared = shared_items()
    return [
        f"{shared[key].__name__}.{field.graphql}"
        for key in terms.items
        for field in shared[key].fields.values()
        if field.secrecy is Secrecy.PERSONAL
        and {*policy().of(shared[key]).fields[field.name][Audience.AGREED].treatment.names} - {HIDDEN, OPENED}
        and (terms.field_names is None or f"{shared[key].__name__}.{field.graphql}" in terms.field_names)
    ]


async def unconditional(session: WriteSession, terms: Terms, today: dt.date) -> bool:
    """Whether the catalogue in force shares all of the items without condition, about whomever they are."""
    classes = await _classes(session, terms, today)
    return all(classes[key] == {SharingClass.UNCONDITIONAL} for key in terms.items)


def narrower(terms: Terms, asked: Mapping[str, Any], place: str) -> Terms:
    """The terms with some parts made smaller; ArgumentInvalid for a part that would be wider."""
    found = replace(terms, **asked)
    if not {*found.items} <= {*terms.items}:
        refuse("items", place, "grant no other items than were asked for.")
    if terms.field_names is not None and not {*(found.field_names or ())} <= {*terms.field_names}:
        refuse("fields", place, "grant no other fields than were asked for.")
    if not divisions().known(found.region) or not divisions().within(found.region, terms.region):
        refuse("region", place, "grant a division inside the one that was asked for.")
    if found.valid_from < terms.valid_from or found.valid_until > terms.valid_until:
        refuse("validUntil", place, "grant a period inside the one that was asked for.")
    if terms.max_uses is not None and (found.max_uses or MOST_USES + 1) > terms.max_uses:
        refuse("maxUses", place, "grant no more uses than were asked for.")
    return found


def refuse(argument: str, place: str, problem: str) -> NoReturn:
    """Raise ArgumentInvalid for one part."""
    raise ArgumentInvalid(argument=argument, field=place, problem=problem)


def text(value: str, name: str, place: str, most: int) -> None:
    """Refuse a text that is blank or too long."""
    if not value.strip() or len(value) > most or "\0" in value:
        refuse(name, place, f"write 1 to {most} characters.")


def _texts(terms: Terms, place: str) -> None:
    for name, shown in (("title", "title"), ("purpose", "purpose"), ("legal_basis", "legalBasis")):
        text(getattr(terms, name), shown, place, Agreement.fields[name].kind.limit)  # type: ignore[attr-defined]  # each is a Text


def _items(terms: Terms, place: str) -> None:
    known = shared_items()
    if not terms.items or not {*terms.items} <= {*known}:
        refuse("items", place, f"name one or more of {', '.join(known)}.")
    if not {*terms.kinds} <= {*code_list("subject_kind").codes}:
        refuse("kinds", place, "name kinds of subject, such as ENTERPRISE.")


async def _shared(session: WriteSession, terms: Terms, today: dt.date, place: str) -> None:
    classes = await _classes(session, terms, today)
    closed = [key for key in terms.items if classes[key] == {SharingClass.NOT_SHARED}]
    if closed:
        refuse("items", place, f"the catalogue does not share {', '.join(closed)} (不予共享).")


async def _classes(session: WriteSession, terms: Terms, today: dt.date) -> dict[str, set[SharingClass]]:
    """How the catalogue in force shares each item, by whomever it is about; what it does not list, it says nothing of."""
    listed = (await stored.in_force(session, today)).entries
    return {key: {one.sharing_class for one in listed if one.item == key} for key in terms.items}


def _field_names(terms: Terms, place: str) -> None:
    if terms.field_names is None:
        return
    known = set(_known_fields(terms.items))
    if not 1 <= len(terms.field_names) <= MOST_FIELDS or not {*terms.field_names} <= known:
        refuse(
            "fields",
            place,
            f"name 1 to {MOST_FIELDS} fields of the items, such as Penalty.fine; leave it out for all.",
        )


def _known_fields(items: Iterable[str]) -> Iterable[str]:
    """Fields of the items, and of the rows that hang on them."""
    shared = shared_items()
    for key in items:
        item = shared[key]
        below = [ITEMS[edge.target] for edge in item.edges.values() if edge.many and edge.target in ITEMS]
        children = [one for one in below if one.shape.value == "child"]
        for one in (item, *children):
            yield from (f"{one.__name__}.{field.graphql}" for field in one.fields.values())


def _numbers(terms: Terms, today: dt.date, place: str) -> None:
    if terms.valid_until < terms.valid_from:
        refuse("validUntil", place, "it is before validFrom.")
    if terms.valid_until < today:
        refuse("validUntil", place, "it is past. Name a day from today on.")
    if terms.max_uses is not None and not 1 <= terms.max_uses <= MOST_USES:
        refuse("maxUses", place, f"give a number from 1 to {MOST_USES}, or leave it out.")


async def _department(session: WriteSession, code: str | None, name: str, place: str) -> None:
    here = sa.select(Department.table.c.code).where(Department.table.c.code == code)
    if code is not None and await session.scalar(here) is None:
        refuse(name, place, "it is no code of the registry. Look it up with the query departments.")
