"""An edition of the catalogue to come, so that there is something to compare: made up like all of this world, and it says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exchange.catalogue import SharingClass, shipped
from exchange.editions import load as editions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchange.catalogue import CatalogueEntry
    from exchange.clock import Clock
    from exchange.database import WriteSession

ACTOR = "sample"
_CHANGED: Mapping[str, Mapping[str, Any]] = {
    "EVALUATION_ORGANISATION": {"sharing_class": SharingClass.CONDITIONAL, "publication_mode": "ON_REQUEST"},
    "COMMENDATION_ORGANISATION": {"retention_months": 36},
}


async def load(session: WriteSession, clock: Clock) -> None:
    """Load it, in force from the first of April after this year, as the newest one was."""
    newest = max(one.edition for one in shipped())
    number = max(newest, clock.today().year) + 1
    await editions.load(session, clock, ACTOR, number, dt.date(number, 4, 1), tuple(_to_come(newest, number)))


def _to_come(newest: int, number: int) -> Iterator[CatalogueEntry]:
    for one in shipped():
        if one.edition == newest:
            changed = _CHANGED.get(one.code, {})
            basis = f"（样例）全国公共信用信息基础目录（{number}年版）" if changed else one.legal_basis
            yield replace(one, legal_basis=basis, **changed)
