"""Writes the next revision: the difference between the newest schema and the model. For maintainers: `make revision m="why"`.

A throw-away embedded server is brought to the newest revision and compared, so nobody's data is touched.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from exchange import postgres
from exchange.migrate import migrate, revise
from exchange.settings import Settings


async def write(settings: Settings, message: str) -> None:
    """Migrate, then compare."""
    await migrate(settings)
    await revise(settings, message)


def main() -> None:
    """Take the message from the command line."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # the server runs as another user when root starts it
        settings = Settings.load({"EXCHANGE_DATA_DIR": str(Path(folder) / "data")})
        with postgres.reachable(settings) as reachable:
            asyncio.run(write(reachable, " ".join(sys.argv[1:])))


if __name__ == "__main__":
    main()
