"""Whatever is killed under load: what was acknowledged is there exactly once, and what stayed open is answered when sent again."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from tests.durability.load import SUBMIT, Load, Open, client, rows
from tests.durability.scene import Site, in_memory, made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 20261123
STORED = "SELECT batch, count(*) AS n FROM penalty WHERE batch LIKE $1 || '%' GROUP BY batch"
DOUBLED = """
    SELECT 1 FROM penalty GROUP BY canonical_number HAVING count(*) > 1
    UNION ALL SELECT 1 FROM audit_entry GROUP BY record_id, move HAVING count(*) > 1
    UNION ALL SELECT 1 FROM change GROUP BY record_id, move HAVING count(*) > 1
"""
UNEQUAL = """
    (SELECT record_id, move, state_after FROM audit_entry EXCEPT SELECT record_id, move, state FROM change)
    UNION ALL (SELECT record_id, move, state FROM change EXCEPT SELECT record_id, move, state_after FROM audit_entry)
    UNION ALL SELECT id, 'none', state FROM penalty p
      WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.record_id = p.id AND a.state_after = p.state)
"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One for all tests here: each has batch numbers of its own, and leaves a server that runs."""
    with in_memory() as folder:
        site = asyncio.run(made(folder / "data"))
        site.start()
        yield site
        site.stop()


async def kill_server(site: Site) -> None:
    site.kill()
    site.start()


async def kill_postgres(site: Site) -> None:
    site.down()
    site.kill()
    site.start()


async def kill_backend(site: Site) -> None:
    """PostgreSQL ends every session and recovers by itself."""
    found = await site.rows(
        "SELECT pid FROM pg_stat_activity WHERE usename = 'exchange_writer' ORDER BY (state = 'active') DESC"
    )
    os.kill(found[0]["pid"], signal.SIGKILL)
    for _ in range(400):
        await asyncio.sleep(0.05)
        if site.ready():
            return


async def pause_postgres(site: Site) -> None:
    """A writer falls silent for a while."""
    found = await site.rows("SELECT pid FROM pg_stat_activity WHERE usename = 'exchange_writer' LIMIT 1")
    os.kill(found[0]["pid"], signal.SIGSTOP)
    await asyncio.sleep(1)
    os.kill(found[0]["pid"], signal.SIGCONT)


HARMS = (kill_server, kill_backend, kill_postgres, pause_postgres)


@pytest.mark.soak
async def test_what_was_acknowledged_outlives_every_kill_exactly_once(
    site: Site,
    tell: Callable[[str], None],
    *,
    soaking: bool,
) -> None:
    draw, load, epochs = random.Random(SEED), Load(site, "killed"), [0]
    harms = [HARMS[number % len(HARMS)] for number in range(400 if soaking else len(HARMS))]

    for harm in harms:
        async with client(site) as http:
            await load.enter(http)
            working = [asyncio.create_task(load.work(http, draw)) for _ in range(6)]
            await asyncio.sleep(draw.uniform(0.4, 1.2))
            await asyncio.to_thread(asyncio.run, harm(site))
            for task in working:
                task.cancel()
            ended = await asyncio.gather(*working, return_exceptions=True)
            assert [one for one in ended if not isinstance(one, asyncio.CancelledError)] == []
        epochs.append((await site.rows("SELECT epoch FROM access_epoch"))[0]["epoch"])
    async with client(site) as http:
        await load.enter(http)
        acknowledged = len(load.reports)
        resolved = await load.settle(http)

    assert load.reports
    assert {row["batch"]: row["n"] for row in await site.rows(STORED, load.name)} == dict.fromkeys(
        load.reports, 2
    )
    assert await site.rows(DOUBLED) == []
    assert await site.rows(UNEQUAL) == []
    moved = await site.rows("SELECT count(*) AS n FROM audit_entry WHERE move = 'pass_level'")
    assert moved[0]["n"] >= len(load.moved)
    assert epochs == sorted(epochs)
    tell(
        f"durability, seed {SEED}: {len(harms)} kills and pauses, {acknowledged} batches acknowledged under load, {len(load.moved)} moves "
        f"acknowledged, {resolved} open ones resolved, 0 lost, 0 doubled; refusals {load.codes}"
    )


async def test_fifty_at_once_under_one_number_are_stored_once_and_told_the_same(
    site: Site, tell: Callable[[str], None]
) -> None:
    load = Load(site, "fifty")
    async with client(site) as http:
        await load.enter(http)

        answers = await asyncio.gather(
            *(load.submit(http, "fifty") for _ in range(50)), return_exceptions=True
        )
        again = await load.submit(http, "fifty")
        other = await http.post(
            "/graphql",
            json={"query": SUBMIT, "variables": {"batch": "fifty", "rows": rows("other")}},
            headers={"Authorization": f"Bearer {load.tokens['origin']}"},
        )

    reports = [one for one in answers if not isinstance(one, Open)]
    assert [one for one in reports if one != again] == []
    assert [row["n"] for row in await site.rows(STORED, load.name)] == [2]
    assert "BATCH_CONFLICT" in other.text
    tell(
        f"durability: 50 at once under one number, {len(reports)} reports, {50 - len(reports)} told to try again, stored once"
    )


async def test_a_file_that_is_judged_when_the_server_is_killed_is_stored_once_by_the_next_that_starts(
    site: Site, tell: Callable[[str], None]
) -> None:
    load, batch = Load(site, "file"), "file-1"
    async with client(site) as http:
        await load.enter(http)
        sending = asyncio.create_task(
            http.post(
                "/submissions",
                params={"item": "penalty", "batch": batch},
                headers={"Authorization": f"Bearer {load.tokens['origin']}"},
                json=rows(batch, 2_500),
            )
        )
        before = await _entered(site, batch, 1)
        site.kill()
        await asyncio.gather(sending, return_exceptions=True)
    site.start()
    after = await _entered(site, batch, 2_500)

    assert 0 < before < after == 2_500
    assert [row["n"] for row in await site.rows(STORED, batch)] == [2_500]
    assert await site.rows(DOUBLED) == []
    tell(f"durability: a file killed after {before} of {after} rows went on by itself, 0 lost, 0 doubled")


async def _entered(site: Site, batch: str, least: int) -> int:
    """Rows that have their verdicts, as soon as there are so many."""
    entered = 0
    for _ in range(600):
        found = await site.rows("SELECT count(*) AS n FROM submission_row WHERE batch = $1", batch)
        entered = found[0]["n"]
        if entered >= least:
            break
        await asyncio.sleep(0.05)
    return entered


async def test_a_commit_whose_wait_is_cancelled_is_unknown_and_answered_when_sent_again(site: Site) -> None:
    load = Load(site, "waits")
    owner = await asyncpg.connect(site.database, server_settings={"synchronous_commit": "local"})
    async with client(site) as http:
        await load.enter(http)
        await load.submit(http, "waits-not")
        await owner.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        await owner.execute("SELECT pg_reload_conf()")
        await asyncio.sleep(0.3)

        waiting = asyncio.create_task(load.submit(http, "waits"))
        while not waiting.done():  # the clock's round waits for the replica, too
            await owner.execute(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            )
            await asyncio.sleep(0.02)
        with pytest.raises(Open, match="OUTCOME_UNKNOWN"):
            await waiting

        await owner.execute("ALTER SYSTEM RESET synchronous_standby_names")
        await owner.execute("SELECT pg_reload_conf()")
        await asyncio.sleep(0.3)
        report: dict[str, Any] = await load.submit(http, "waits")
    await owner.close()

    assert report["duplicates"] == 0
    assert {row["batch"]: row["n"] for row in await site.rows(STORED, load.name)} == {
        "waits-not": 2,
        "waits": 2,
    }


async def test_a_caller_who_hangs_up_in_the_middle_doubles_nothing(site: Site) -> None:
    load = Load(site, "gone")
    async with client(site) as http:
        await load.enter(http)
        for number in range(12):
            task = asyncio.create_task(load.submit(http, f"gone{number}"))
            await asyncio.sleep(number * 0.004)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await load.settle(http)

    assert {row["batch"]: row["n"] for row in await site.rows(STORED, load.name)} == dict.fromkeys(
        load.reports, 2
    )
    assert len(load.reports) == 12
    assert await site.rows(DOUBLED) == []
