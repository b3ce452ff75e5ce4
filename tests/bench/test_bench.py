"""The benchmark compares what is comparable: over a small world both sides give the same bytes to every question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.bench import world
from tests.bench.__main__ import opened
from tests.bench.shapes import SHAPES

if TYPE_CHECKING:
    from pathlib import Path

    from exchange.settings import Settings


def test_both_sides_give_the_same_bytes(server: Settings, folder: Path) -> None:
    own = replace(
        server, data_dir=folder, database_url=None, public_url=None, reader_url=None, writer_url=None
    )

    with world.made(own, 300) as reachable, opened(reachable, 0.2, 1) as bench:
        record = SHAPES[0]
        found = bench.compared(record, granted=False, connections=2)

    assert found["exchange"]["requests_per_second"] > 0
    assert found["by hand"]["requests_per_second"] > 0
