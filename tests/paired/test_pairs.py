"""Two worlds that differ only in what a caller may not see answer alike, byte for byte, for every role; planted leaks are found."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.leaks.mutants import MUTANTS
from tests.operations.operations import Operation, operations
from tests.operations.sample import sample
from tests.operations.selections import NAMES
from tests.paired.completion import complete
from tests.twin import callers, worlds

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchange.access import Caller
    from tests.paired.conftest import Sides

PLANTED = ("total-of-all",)
PAIRS = 20
"""Pairs that share a base world, and so its documents."""
MOST = 2000
"""Examples within which a planted leak must be found."""


class Differs(AssertionError):
    """A caller can tell the worlds apart."""


async def same(sides: Sides, caller: Caller, operation: Operation, count: Counter[str]) -> None:
    """Both worlds answer alike, on the first page and on the next."""
    variables = operation.variables
    for _ in range(2):
        one, other = [await side.ask(caller, operation.text, variables) for side in sides]
        count["examples"] += 1
        if one != other:
            raise Differs((caller, operation, one, other))
        body = json.loads(one.body)
        count["refused" if body.get("errors") else "with rows" if _filled(body["data"]) else "empty"] += 1
        cursors = [root["continued"].get("endCursor") for root in (body.get("data") or {}).values()
                   if isinstance(root, dict) and root.get("continued")]  # fmt: skip
        if not operation.pages or not cursors or cursors[0] is None:
            return
        variables = variables | {"after": cursors[0]}


def _filled(value: Any) -> bool:  # noqa: ANN401 - any JSON
    if isinstance(value, dict | list):
        return any(_filled(one) for one in (value.values() if isinstance(value, dict) else value))
    return value not in (None, False, 0)


@cache
def documents(root: str, number: int, seed: int) -> list[Operation]:
    """Drawn once and used for many pairs over one base world: drawing costs ten times what asking does."""
    return sample(operations(root, worlds.Draw(seed).world()), number, seed)


async def compare(sides: Sides, role: str, seed: int, number: int, count: Counter[str]) -> None:
    """One pair of worlds under operations on every root; a document serves both and both pages."""
    base = seed // PAIRS
    world = worlds.Draw(base).world()
    await sides[0].put(world)
    caller = callers.draw(world, role, seed)
    other, steps = complete(world, caller, seed)
    await sides[1].put(other)
    count["pairs"] += 1
    count["steps"] += steps
    for root in NAMES:
        for operation in documents(root, number, base):
            await same(sides, caller, operation, count)


@pytest.mark.soak
@pytest.mark.parametrize("role", callers.ROLES)
async def test_what_a_role_may_not_see_changes_no_byte(
    role: str, sides: Sides, soaking: bool, tell: Callable[[str], None]
) -> None:
    count, seed, most = Counter[str](), 0, 20_000 if soaking else 100

    while count["examples"] < most:
        await compare(sides, role, seed, 30 if soaking else 3, count)
        seed += 1

    tell(
        f"paired worlds, {role}: {count['examples']} examples, 0 differences ({count['pairs']} pairs, {count['steps']} hidden changes, "
        f"{count['with rows']} with rows, {count['empty']} empty, {count['refused']} refused)"
    )
    assert count["steps"] > count["pairs"]
    assert count["with rows"] > 0


@pytest.mark.parametrize("name", PLANTED)
async def test_a_planted_leak_is_found(
    name: str, sides: Sides, monkeypatch: pytest.MonkeyPatch, tell: Callable[[str], None]
) -> None:
    mutant = next(one for one in MUTANTS if one.name == name)
    mutant.patch(monkeypatch)
    count, seed = Counter[str](), 0
    for side in sides:
        side.fresh()

    with pytest.raises(Differs):
        while count["examples"] < MOST:
            await compare(sides, callers.ROLES[seed % len(callers.ROLES)], seed, 3, count)
            seed += 1

    tell(f"paired worlds, planted {name}: found after {count['examples']} examples")
