"""Seeded leaks are noticed: each witness holds on the true exchange, and objects to its mutant by saying what was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange import policy_check
from exchange.clock import Clock
from tests.leaks.mutants import MUTANTS, Mutant
from tests.leaks.not_built import NOT_BUILT
from tests.leaks.world import Learnt, World
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from collections.abc import Callable

    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings

CHANNELS = {
    "filter on a hidden column",
    "sort on a hidden column",
    "totals over hidden rows",
    "hasNextPage over hidden rows",
    "aggregates over hidden rows",
    "sums and extremes over hidden rows",
    "LIMIT before the row rule",
    "sort keys in cursors",
    "values in messages",
    "'forbidden' against 'not found'",
    "unique and foreign-key conflicts on write",
    "counters and times in ids",
    "updatedAt and ETag",
    "version",
    "ranking by hidden text",
    "events on a hidden change",
    "caches shared between callers",
    "explanations",
    "costs",
    "metrics",
    "traces",
    "logs",
    "exports",
    "reports",
    "backups",
    "union instead of intersection of rights",
    "role combinations",
    "interfaces and fragments",
    "computed fields over hidden ones",
    "node(id)",
    "an access log that reveals third parties",
    "small counts",
}
"""`hardening.md`, hidden means hidden: the channels."""


@pytest.mark.parametrize("mutant", MUTANTS, ids=[one.name for one in MUTANTS])
async def test_a_seeded_leak_is_noticed(
    mutant: Mutant,
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[asyncpg.Record],
    monkeypatch: pytest.MonkeyPatch,
    tell: Callable[[str], None],
) -> None:
    async with db.writing() as session:
        await policy_check._build(session, WORLD, Clock(settings))
    await mutant.witness(World.of(db, settings, owner))
    await owner.execute("DELETE FROM access_entry")

    mutant.patch(monkeypatch)
    with pytest.raises(Learnt) as objection:
        await mutant.witness(World.of(db, settings, owner))
    monkeypatch.undo()

    witness = getattr(mutant.witness, "__name__", "")
    told = str(objection.value).partition(":")[0]
    tell(f"seeded leak {mutant.name:20} | {mutant.channel} | {mutant.breaks} | {witness} learnt {told}")


@pytest.mark.parametrize("channel", NOT_BUILT)
def test_a_channel_without_a_mutant_is_not_built_yet(channel: str, tell: Callable[[str], None]) -> None:
    found = list(NOT_BUILT[channel]())

    assert found == [], (
        f"{channel} is built: seed a leak for it in mutants.py and take its line out of not_built.py"
    )
    tell(f"seeded leak {'—':20} | {channel} | not built yet")


def test_every_channel_has_a_mutant_or_is_not_built() -> None:
    seeded = {part for one in MUTANTS for part in one.channel.split("; ")}

    assert seeded | set(NOT_BUILT) == CHANNELS
    assert not seeded & set(NOT_BUILT)
    assert len(MUTANTS) >= 24
    assert len({one.name for one in MUTANTS}) == len(MUTANTS)
