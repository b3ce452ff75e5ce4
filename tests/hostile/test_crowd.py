"""Who may have how many connections."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from exchange.wire.crowd import Crowd


class Visitor:
    """Stands for a connection."""

    def __init__(self, address: str) -> None:
        self.address = address

    def look(self, now: float) -> None:
        """Nothing to see."""


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("192.0.2.1", False),
        ("10.1.2.3", True),
        ("10.2.0.1", False),
        ("2001:db8::1", True),
        ("2001:db9::1", False),
        ("", False),
    ],
)
async def test_only_a_trusted_proxy_may_have_more_than_its_share(address: str, stays: bool) -> None:
    crowd = Crowd(1, 10, ("10.1.0.0/16", "2001:db8::/32"))
    first: Any = Visitor(address)
    second: Any = Visitor(address)
    crowd.enter(first)

    assert (crowd.enter(second) is None) is stays

    crowd.leave(first)
    crowd.leave(second)
    await asyncio.sleep(0)
    assert crowd.enter(first) is None
    crowd.leave(first)


async def test_the_house_has_room_for_so_many_whoever_they_are() -> None:
    crowd = Crowd(5, 2, ("10.1.0.0/16",))
    visitors: list[Any] = [Visitor(address) for address in ("10.1.0.1", "10.1.0.2", "10.1.0.3")]

    answers = [crowd.enter(one) for one in visitors]
    crowd.leave(visitors[2])
    crowd.leave(visitors[0])
    later = crowd.enter(visitors[2])

    assert [one and one.status for one in answers] == [None, None, 503]
    assert later is None
