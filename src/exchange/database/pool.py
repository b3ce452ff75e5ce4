"""A pool for logins whose sessions carry no state: taking a connection and giving it back cost next to nothing.

asyncpg's own pool cleans a connection in a task of its own and guards every acquisition with a timer, which costs a third of a small
read. Here nothing needs cleaning: every statement stands alone, outside a transaction. One watch for the whole pool ends connections
whose server fell silent, where the driver would set a timer for each statement. A connection whose statement was cut short
is thrown away, never reused. The newest connection is taken first, so that idle ones stay idle.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from exchange.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    Connection = asyncpg.Connection[asyncpg.Record]


QUEUE = 16
"""Requests that may wait for each connection: more would come too late anyway, and are told so at once."""


class Pool:
    """At most `size` connections, made when needed."""

    def __init__(
        self, connect: Callable[[], Awaitable[Connection]], size: int, patience: float, silence: float = 4.0
    ) -> None:
        self._connect = connect
        self._room = size
        self._queue = size * QUEUE
        self._patience = patience
        self._silence = silence
        self._taken: dict[Connection, float] = {}
        self._watching = False
        self._idle: list[Connection] = []
        self._waiting: deque[asyncio.Future[Connection | None]] = deque()

    async def acquire(self) -> Connection:
        """A connection. Raises Unavailable when none comes free in time, and what the driver raises when none can be made."""
        return self.ready() or self._watched(await self._found())

    def ready(self) -> Connection | None:
        """A connection that is idle, without waiting; None when there is none."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return self._watched(connection)
            self._room += 1
        return None

    def numbers(self) -> dict[str, int]:
        """How many connections are in use, idle, and waited for."""
        return {
            "used": len(self._taken),
            "idle": len(self._idle),
            "waiting": sum(not one.done() for one in self._waiting),
        }

    def _watched(self, connection: Connection) -> Connection:
        self._taken[connection] = time.monotonic()
        if not self._watching:
            self._watching = True
            asyncio.get_running_loop().call_later(self._silence / 4, self._watch)
        return connection

    async def _found(self) -> Connection:
        if self._room == 0:
            handed = await self._turn()
            if handed is not None:
                return handed
        else:
            self._room -= 1
        return await self._new()

    def give_back(self, connection: Connection, *, good: bool) -> None:
        """Release a good one, discard another."""
        if good:
            self.release(connection)
        else:
            self.discard(connection)

    def release(self, connection: Connection) -> None:
        """Give back a connection that is ready for its next statement."""
        self._taken.pop(connection, None)
        if connection.is_closed():
            self._pass_on(None)
        else:
            self._pass_on(connection)

    def discard(self, connection: Connection) -> None:
        """Give back a connection that must not be used again."""
        self._taken.pop(connection, None)
        connection.terminate()
        self._pass_on(None)

    async def close(self) -> None:
        """Close what is idle; nobody uses the pool any more."""
        while self._idle:
            await self._idle.pop().close(timeout=self._patience)

    def _watch(self) -> None:
        """End the connections on which nothing came for too long: whoever waits on one is told that it is closed."""
        latest = time.monotonic() - self._silence
        for connection in [one for one, since in self._taken.items() if since < latest]:
            connection.terminate()
        self._watching = bool(self._taken)
        if self._watching:
            asyncio.get_running_loop().call_later(self._silence / 4, self._watch)

    async def _new(self) -> Connection:
        try:
            return await self._connect()
        except BaseException:
            self._pass_on(None)
            raise

    def _pass_on(self, connection: Connection | None) -> None:
        """Hand a connection, or the room for a new one (None), to whoever waits longest."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return
        if connection is None:
            self._room += 1
        else:
            self._idle.append(connection)

    async def _turn(self) -> Connection | None:
        waiter: asyncio.Future[Connection | None] = asyncio.get_running_loop().create_future()
        if len(self._waiting) >= self._queue:
            raise Unavailable
        self._waiting.append(waiter)
        try:
            await asyncio.wait([waiter], timeout=self._patience)
        except asyncio.CancelledError:
            if waiter.done():
                self._pass_on(waiter.result())
            self._give_up(waiter)
            raise
        if not waiter.done():
            self._give_up(waiter)
            raise Unavailable
        return waiter.result()

    def _give_up(self, waiter: asyncio.Future[Connection | None]) -> None:
        """Leave the queue, so that those who left are not counted in it."""
        waiter.cancel()
        with suppress(ValueError):
            self._waiting.remove(waiter)
