"""The pool never gives out more than it may, forgets nobody who waits, and gets over every failure."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.database.pool import Pool
from exchange.errors import Unavailable

if TYPE_CHECKING:
    import asyncpg


class Fake:
    """A connection as far as the pool knows one."""

    def __init__(self) -> None:
        self.closed = False

    def is_closed(self) -> bool:
        return self.closed

    def terminate(self) -> None:
        self.closed = True

    async def close(self, **_limits: float) -> None:
        self.closed = True


class Server:
    """Makes connections, remembers them, and can refuse."""

    def __init__(self) -> None:
        self.made: list[Fake] = []
        self.down = False

    async def connect(self) -> asyncpg.Connection[asyncpg.Record]:
        await asyncio.sleep(0)
        if self.down:
            raise ConnectionRefusedError
        self.made.append(Fake())
        return cast("asyncpg.Connection[asyncpg.Record]", self.made[-1])

    @property
    def alive(self) -> int:
        return sum(not one.closed for one in self.made)


@pytest.fixture
def server() -> Server:
    return Server()


def pool_of(server: Server, size: int, patience: float = 0.05) -> Pool:
    return Pool(server.connect, size, patience)


async def test_a_connection_given_back_is_used_again(server: Server) -> None:
    pool = pool_of(server, 2)

    for _ in range(3):
        pool.release(await pool.acquire())

    assert len(server.made) == 1


async def test_a_connection_that_broke_while_idle_is_replaced(server: Server) -> None:
    pool = pool_of(server, 1)
    pool.release(await pool.acquire())
    server.made[0].closed = True

    assert not (await pool.acquire()).is_closed()


async def test_whoever_waits_longest_is_served_first(server: Server) -> None:
    pool = pool_of(server, 1, patience=5)
    held = await pool.acquire()
    first, second = (asyncio.create_task(pool.acquire()) for _ in "ab")
    await asyncio.sleep(0.01)

    pool.release(held)
    await asyncio.sleep(0.01)

    assert (first.done(), second.done()) == (True, False)
    pool.discard(await first)
    assert not (await second).is_closed()


async def test_waiting_has_an_end(server: Server) -> None:
    pool = pool_of(server, 1)
    held = await pool.acquire()

    with pytest.raises(Unavailable):
        await pool.acquire()

    pool.release(held)
    assert await pool.acquire() is held


async def test_a_failed_connection_leaves_room_for_the_next_try(server: Server) -> None:
    pool = pool_of(server, 1)
    server.down = True
    with pytest.raises(ConnectionRefusedError):
        await pool.acquire()

    server.down = False

    assert not (await pool.acquire()).is_closed()


async def test_closing_closes_what_is_idle(server: Server) -> None:
    pool = pool_of(server, 1)
    pool.release(await pool.acquire())

    await pool.close()

    assert server.alive == 0


@given(
    size=st.integers(1, 3),
    users=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["release", "discard", "break", "cancel"])), max_size=12
    ),
)
def test_whatever_its_users_do_the_pool_keeps_its_size_and_serves_the_next(
    size: int, users: list[tuple[int, str]]
) -> None:
    server = Server()

    async def use(pool: Pool, steps: int, end: str) -> None:
        connection = await pool.acquire()
        try:
            assert server.alive <= size
            for _ in range(steps):
                await asyncio.sleep(0)
            if end == "break":
                connection.terminate()
        except asyncio.CancelledError:
            pool.discard(connection)
            raise
        pool.discard(connection) if end == "discard" else pool.release(connection)

    async def world() -> None:
        pool = pool_of(server, size, patience=5)
        tasks = [asyncio.create_task(use(pool, steps, end)) for steps, end in users]
        for task, (steps, end) in zip(tasks, users, strict=True):
            for _ in range(steps):
                await asyncio.sleep(0)
            if end == "cancel":
                task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)

        everything = [await pool.acquire() for _ in range(size)]

        assert len(everything) == size == server.alive
        assert [end for end in ends if end and not isinstance(end, asyncio.CancelledError)] == []

    asyncio.run(world())
