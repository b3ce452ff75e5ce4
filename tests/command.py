"""The command `exchange`, given some words, in a process of its own that is forked from one which has read the program already.

Reading it costs 1.5 s of processor, a fork some milliseconds. What a start does besides is seen by the tests that start the installed
command itself: `cli/test_demo.py`, `durability`, `hostile/test_graceful_stop.py`.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from exchange.cli import main

if TYPE_CHECKING:
    from collections.abc import Mapping

Said = subprocess.CompletedProcess[str]

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.command"])


def run(settings: Mapping[str, str], *words: str, folder: Path | None = None, patience: float = 60) -> Said:
    """Code, output and errors of the command under these settings and no others, in that folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    with tempfile.TemporaryDirectory(prefix="exchange-said-") as said:
        out, errors = Path(said, "out"), Path(said, "errors")
        process = _FORKS.Process(
            target=_command, args=(words, {**kept, **settings}, folder or Path.cwd(), (out, errors))
        )
        process.start()
        process.join(patience)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(words, patience)
        return Said(words, process.exitcode, out.read_text("utf-8"), errors.read_text("utf-8"))


def _command(
    words: tuple[str, ...], environ: Mapping[str, str], folder: Path, said: tuple[Path, Path]
) -> None:
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    for number, path in zip((1, 2), said, strict=True):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = ["exchange", *words]
    main()
