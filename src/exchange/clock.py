"""What time it is, said in one place.

Publicity periods, time limits and the validity of agreements depend on the day, so demos and tests must be able to choose it: with
`EXCHANGE_NOW` the clock stands still at that moment. Days are those of China.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from exchange.values import CHINA

if TYPE_CHECKING:
    from exchange.settings import Settings


class Clock:
    """The moment and the day, real or set."""

    def __init__(self, settings: Settings) -> None:
        self._set: datetime | None = settings.now
        self.settings = settings

    @classmethod
    def at(cls, moment: datetime) -> Clock:
        """A clock that stands still at this moment."""
        found = cls.__new__(cls)
        found._set = moment  # noqa: SLF001 - its own
        return found

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC) if self._set is None else self._set.astimezone(UTC)

    def real(self) -> datetime:
        """The moment by which a person's own device goes, wherever the clock was set: for codes that both must agree on."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day in China."""
        return self.day(self.now())

    def day(self, moment: datetime) -> date:
        """The day that a moment falls on in China."""
        return moment.astimezone(CHINA).date()
