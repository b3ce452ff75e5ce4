"""Cases of the sample world: filed and moved by the same verbs as any other, on the days on which that is said to have happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import CLOCK, Caller, roles
from exchange.cases import filing, moves, uploads
from exchange.cases.filing import Marks
from exchange.cases.tracking import LETTERS, NUMBER, SECRET, holder
from exchange.cases.turn import Attachment, Given
from exchange.clock import Clock
from exchange.codes import code_list
from exchange.values import CHINA
from exchange.workflows import FILE, WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from exchange.database import WriteSession
    from exchange.demo.seed import Seed

_OFFICES = {
    "keeper": ("keeper", "FJ_INFORMATION_CENTRE", "350000"),
    "second": ("keeper", "FJ_DRC", "350000"),
    "intake": ("intake", "FJ_INFORMATION_CENTRE", "350000"),
    "province": ("superior", "350000_GOVERNMENT", "350000"),
    "superior": ("superior", "350100_GOVERNMENT", "350100"),
    "handler": ("origin", "350100_DRC", "350100"),
    "district": ("origin", "350102_GOVERNMENT", "350102"),
    "partner": ("origin", "350102_FINANCE", "350102"),
    "city": ("origin", "350100_GOVERNMENT", "350100"),
    "congress": ("origin", "FJ_CONGRESS_DEPUTIES", "350000"),
}
"""Who handles the cases of the sample world: role, department and jurisdiction."""


@dataclass(frozen=True, slots=True)
class Act:
    """A move: by whom, on which day, with what."""

    on: dt.date
    by: str
    move: str
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case about a body or a record, and everything that was done in it.

    `filer` is the subject that filed it, if it has an account; `provider` department and division of whom the record came from.
    """

    workflow: str
    marks: Marks
    about: UUID
    acts: tuple[Act, ...]
    filer: UUID | None = None
    provider: tuple[str, str] | None = None


def marks(seed: Seed, *path: object) -> Marks:
    """Id, number and secret that stay the same in every world of a seed."""
    draw = seed.draws("marks", *path)
    number, secret = ("".join(draw.choices(LETTERS, k=length)) for length in (NUMBER, SECRET))
    return Marks(seed.id(*path), number, secret)


async def load(session: WriteSession, cases: Iterable[PastCase]) -> None:
    """Write them, each act at noon of its day."""
    for one in cases:
        for act in one.acts:
            clock = Clock.at(dt.datetime.combine(act.on, dt.time(12), CHINA))
            if act.by == "clock":
                await _strike(session, clock, one, act)
            else:
                await _make(session, clock, one, act)


async def _make(session: WriteSession, clock: Clock, case: PastCase, act: Act) -> None:
    """A move that somebody made."""
    who, papers = _caller(case, act.by), ("reason", "document", "responsible", "documents")
    documents = await _handed_in(session, clock, who, act.given.get("documents", ()))
    fields = {name: value for name, value in act.given.items() if name not in papers}
    told = {name: act.given[name] for name in papers[:-1] if name in act.given}
    given = Given(fields, documents=documents, **told)
    if act.move == FILE:
        known = replace(case.marks, secret=None) if case.filer or not _open(case) else case.marks
        await filing.file(session, who, clock, case.workflow, case.about, given, known)
    else:
        await moves.move(session, who, clock, case.workflow, act.move, case.marks.id, given)


async def _handed_in(
    session: WriteSession, clock: Clock, who: Caller, kinds: Iterable[str]
) -> tuple[Attachment, ...]:
    """A made-up document of each kind, uploaded by whoever hands it in."""
    found = []
    for kind in kinds:
        title = code_list("case_material").label(kind)
        content = f"%PDF-1.4\n% {title} (样例数据，纯属虚构)\n%%EOF\n".encode()
        digest = await uploads.keep(session, who, clock.now(), "application/pdf", content)
        found.append(Attachment(digest, kind, f"{title}.pdf"))
    return tuple(found)


def _open(case: PastCase) -> bool:
    """Anybody can file such a case, and follows it by its secret."""
    return WORKFLOWS[case.workflow].moves[FILE].anybody


async def _strike(session: WriteSession, clock: Clock, case: PastCase, act: Act) -> None:
    """A move that the day brought."""
    item = moves.item_of(case.workflow)
    rows = await session.mappings(sa.select(item.table).where(item.table.c.id == case.marks.id))
    chosen = WORKFLOWS[case.workflow].moves[act.move]
    await moves.turned(
        session, clock, await moves.turn_of(session, CLOCK, clock, item, chosen, rows[0], Given())
    )


def _caller(case: PastCase, by: str) -> Caller:
    """Offices by their role; who filed the case by its account, or by the secret."""
    if by == "filer":
        subject = case.filer or _holder(case.marks)
        return _known("subject", "demo-website", subject=subject)
    role, department, place = (
        ("origin", *case.provider) if by == "provider" and case.provider else _OFFICES[by]
    )
    name = "demo-keeper-2" if by == "second" else f"demo-{role}"
    return _known(role, name, department=department, departments=(department,), jurisdiction=place)


def _holder(known: Marks) -> UUID | None:
    return None if known.secret is None else holder(known.number, known.secret)


def _known(role: str, name: str, **facts: Any) -> Caller:  # noqa: ANN401 - any part of a caller
    held = roles()[role]
    return Caller(client=name, actor=name, scopes=held.scopes, audiences=held.audiences, **facts)
