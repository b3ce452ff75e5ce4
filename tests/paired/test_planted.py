"""The harness finds what it is for: leaks planted in the compiler make the two worlds tell apart within a bounded number of examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from exchange.disclosure.view import View
from exchange.model import Shape
from exchange.query.pages import Writer
from exchange.query.values import Values
from tests.paired.test_paired import Count, Told, examined

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.paired.conftest import Houses
    from tests.paired.house import Ids

MOST = 1500


def hidden_totals(patch: pytest.MonkeyPatch) -> None:
    """The total counts before the row rule."""
    counted = Writer._total
    patch.setattr(
        Writer, "_total", lambda self, row, where, found: counted(self, row, [where[0], *where[2:]], found)
    )


def hidden_rows(patch: pytest.MonkeyPatch) -> None:
    """The row rule of records is forgotten."""
    visible = View.visible
    patch.setattr(
        View, "visible", lambda self, row: sa.true() if row.item.shape is Shape.RECORD else visible(self, row)
    )


def hidden_values(patch: pytest.MonkeyPatch) -> None:
    """What is masked, withheld or not opened is given itself."""
    stored = Values.stored

    def clear(self: Values, row: Any, field: Any, _treatment: str) -> Any:  # noqa: ANN401 - as in Values
        return stored(self, row, field, "clear")

    patch.setattr(Values, "stored", clear)


@pytest.mark.parametrize(
    ("leak", "role"),
    [
        (hidden_totals, "partner"),
        (hidden_rows, "superior"),
        (hidden_values, "agreed"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
async def test_a_planted_leak_is_found(
    leak: Callable[[pytest.MonkeyPatch], None],
    role: str,
    houses: Houses,
    ids: Ids,
    monkeypatch: pytest.MonkeyPatch,
    tell: Callable[[str], None],
) -> None:
    leak(monkeypatch)
    count = Count()

    with pytest.raises(Told):
        while count.examples < MOST:
            await examined(houses, ids, role, 300 + count.pairs, 25, count)

    tell(f"planted: {leak.__name__} seen by {role} after {count.examples} examples")
