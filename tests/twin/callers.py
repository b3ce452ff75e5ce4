"""Random callers: every role, and the odd ones that a role alone does not make."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from exchange.access import ANONYMOUS, WHOLE, Caller, Scope, roles
from tests.twin import access
from tests.twin.worlds import DEPARTMENTS, SUCCESSORS

if TYPE_CHECKING:
    from tests.twin.worlds import World

ROLES = ("anonymous", *roles())


def draw(world: World, role: str, seed: int) -> Caller:
    """A caller of the role in the world."""
    if role == "anonymous":
        return ANONYMOUS
    chance, held = random.Random(seed), roles()[role]
    department = chance.choice([code for code in DEPARTMENTS if code not in SUCCESSORS])
    own = (department, *(old for old, new in SUCCESSORS.items() if new == department))
    named = chance.choice(world.agreements) if chance.random() < 0.8 else None
    known = Caller(
        client=f"client-{role}",
        actor=f"client-{role}",
        department=department,
        departments=own,
        jurisdiction=DEPARTMENTS[department],
        scopes=held.scopes,
        audiences=held.audiences,
        subject=chance.choice(world.rows["Subject"]).main["id"] if role == "subject" else None,
        agreement=None if named is None else named["id"],
        narrowed=WHOLE if named is None else access.narrowed(named, SUCCESSORS),
        case="FJ-2026-0001" if chance.random() < 0.5 else None,
        epoch=1,
    )
    return _odd(known, chance)


def _odd(caller: Caller, chance: random.Random) -> Caller:
    """Most callers are as their role makes them; some lack a scope or a jurisdiction, some hold two roles."""
    kind = chance.randrange(8)
    if kind == 0:
        return replace(caller, scopes=caller.scopes - {Scope.PERSON_READ})
    if kind == 1:
        return replace(caller, scopes=caller.scopes - {Scope.CONFIDENTIAL_READ, Scope.RECORD_READ})
    if kind == 2:
        return replace(caller, jurisdiction=None)
    if kind == 3:
        other = roles()[chance.choice(sorted(roles()))]
        return replace(
            caller, scopes=caller.scopes | other.scopes, audiences=caller.audiences | other.audiences
        )
    return caller
