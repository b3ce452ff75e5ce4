"""The command `exchange`: one module per command, and the one place where a failure becomes a sentence.

An error of ours ends a command with its sentence on standard error and exit code 2, never with a trace. SIGTERM is met like Ctrl-C, so
that every `with` on the way out is left in order: the server first, then the embedded PostgreSQL.
"""

from __future__ import annotations

import gc
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from exchange.errors import ExchangeError

if TYPE_CHECKING:
    from types import FrameType

FAILED = 2
INTERRUPTED = 130

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Credit information exchange for government integrity (政务诚信信用信息交换).",
)

# Each module registers its command on `app`, so they come after it.
from exchange.cli import (
    access,
    audit,
    backup,
    catalogue,
    client,
    counts,
    demo,
    duplicates,
    export,
    import_file,
    key,
    migrate,
    policy,
    retention,
    schema,
    serve,
    template,
    user,
    work,
)


def main() -> None:
    """Run a command; the exit code tells how it went."""
    signal.signal(signal.SIGTERM, _leave)
    gc.freeze()  # what is loaded by now lives as long as the command: it need not be looked through again and again
    try:
        app(standalone_mode=True)
    except ExchangeError as error:
        print(error.message, file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last place where anything else becomes a sentence
        print(unexpected(error), file=sys.stderr)
        sys.exit(FAILED)


def unexpected(error: BaseException) -> str:
    """What kind of failure and where, without its own words: those of a driver repeat values."""
    steps = traceback.extract_tb(error.__traceback__)
    where = f"{Path(steps[-1].filename).name}:{steps[-1].lineno}" if steps else "unknown place"
    return f"Internal error ({type(error).__name__} at {where}). Nothing further was done. Tell the maintainers this line."


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
