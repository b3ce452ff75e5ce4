"""A disk that runs full: refused cleanly, nothing acknowledged is lost, and work goes on when there is room again."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.durability.load import Load, Open, client
from tests.durability.scene import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

STORED = "SELECT batch, count(*) AS n FROM penalty GROUP BY batch"


@pytest.fixture
def disk() -> Iterator[Path]:
    if os.geteuid():
        pytest.skip("NOT TESTED: only root can mount a disk that is full")
    path = Path(tempfile.mkdtemp(prefix="exchange-full-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160m,mode=711", "tmpfs", path], check=True)  # noqa: S607
    yield path
    subprocess.run(["umount", path], check=True)  # noqa: S607
    path.rmdir()


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(1 << 16)):
                pass
        except OSError:
            return


async def refused(http: httpx.AsyncClient, load: Load) -> Open:
    """Submit until it is refused."""
    for number in range(2000):
        try:
            await load.submit(http, f"full{number}")
        except Open as error:
            return error
    raise AssertionError("the disk never ran full")


async def recovered(http: httpx.AsyncClient, load: Load) -> None:
    for _ in range(100):
        try:
            await load.submit(http, "after")
        except Open:
            await asyncio.sleep(0.1)
            continue
        return
    raise AssertionError("no room again")


async def test_a_full_disk_refuses_cleanly_and_loses_nothing(disk: Path, tell: Callable[[str], None]) -> None:
    site = await made(disk / "data")
    site.start()
    load = Load(site, "full")
    try:
        async with client(site) as http:
            await load.enter(http)
            await load.submit(http, "before")

            fill(disk / "ballast")
            await refused(http, load)
            promised = len(load.reports)
            (disk / "ballast").unlink()
            await recovered(http, load)
            await load.settle(http)

        assert {row["batch"]: row["n"] for row in await site.rows(STORED)} == dict.fromkeys(load.reports, 2)
    finally:
        site.stop()
    assert load.statuses <= {503}
    tell(
        f"durability: disk full after {promised} acknowledged batches, refused as {load.codes} with {sorted(load.statuses)}, 0 lost, "
        "went on after room was made"
    )
