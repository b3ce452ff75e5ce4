"""Hidden means hidden: two worlds that differ only in what a caller may not see give the same bytes, whatever is asked.

Status, body, errors, extensions, cursors, order, counts and all headers; reads, pages that follow, moves and submissions. The second world
is a blind change of the first that leaves alone what the naive reading of the rules says the caller may learn.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
import pytest

from exchange.api.published import published
from exchange.model import ITEMS
from tests.operations import everything
from tests.operations.operations import operations
from tests.operations.sample import sample
from tests.operations.selections import NAMES
from tests.paired.completions import completed
from tests.paired.moves import file, mutation
from tests.twin import access, callers, rules, worlds
from tests.twin.test_twin import cursors

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchange.access import Caller
    from tests.paired.conftest import Houses
    from tests.paired.house import Ids

RULES = rules.read()
SIZE = {"subjects": 5, "records": 6}
EDITS = 40
NET = (
    *(
        "Subject",
        "LevelCheck",
        "TimelineEntry",
        "Submission",
        "Share",
        "Duplicate",
        "WorkItem",
        "CaseStep",
        "CaseDocument",
    ),
    *(*worlds.RECORDS, *worlds.CASES, *worlds.HANGING, *access.NAMES),
)
"""What is asked for whole."""
EXPLAINED = "query ($id: ID!) { explainRow(id: $id) { visible fields { field treatment reason basis } } }"


@dataclass(slots=True)
class Count:
    """What was asked of one role."""

    pairs: int = 0
    examples: int = 0
    edits: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


class Told(AssertionError):
    """The two worlds were told apart."""


async def alike(
    houses: Houses, ids: Ids, caller: Caller, text: str, variables: dict[str, object], count: Count
) -> bytes:
    """Ask both; the same bytes."""
    count.examples += 1
    heard = []
    for one in houses:
        ids.start(count.examples)
        heard.append(await one.ask(caller, text, variables))
    crashed = [one[1] for one in heard if b"INTERNAL_ERROR" in one[1]]
    assert not crashed, (
        caller,
        text,
        variables,
    )  # a crash is a defect of its own, and no proof that a leak was found
    if heard[0] != heard[1]:
        raise Told(f"{caller}\n{text}\n{variables}\n{heard[0]}\n{heard[1]}")
    body = orjson.loads(heard[0][1])
    count.kinds["refused" if body.get("errors") else "answered"] += 1
    return heard[0][1]


async def copies_alike(houses: Houses, count: Count) -> None:
    """What anybody may copy: files and feeds."""
    for name in published():
        for path in (
            f"/open-data/{name}.csv",
            f"/open-data/{name}.ndjson?since=2000-01-01",
            f"/feeds/{name}.atom",
        ):
            here, there = [await one.copy(path) for one in houses]
            assert here[0] == 200, here
            count.examples += 1
            count.kinds["copied"] += 1
            if here != there:
                raise Told(f"{path}\n{here}\n{there}")


async def extracts_alike(houses: Houses, ids: Ids, caller: Caller, count: Count) -> None:
    """All that the caller may carry away of each item."""
    for name in worlds.RECORDS:
        path = f"/exports/{ITEMS[name].key}.csv"
        heard = []
        count.examples += 1
        for one in houses:
            ids.start(count.examples)
            heard.append(await one.carry(caller, path))
        assert heard[0][0] in {200, 400, 401, 403, 404}, heard[0]
        count.kinds["carried away"] += heard[0][0] == 200
        if heard[0] != heard[1]:
            raise Told(f"{caller}\n{path}\n{heard[0]}\n{heard[1]}")


async def files_alike(houses: Houses, ids: Ids, caller: Caller, content: bytes, count: Count) -> None:
    """A file that is sent, tried out and sent: what is answered, told of its rows and given back."""
    for more in ({"dryRun": "true"}, {}):
        where = {"item": "penalty", "batch": f"file-{count.pairs}", **more}
        heard = []
        count.examples += 1
        for one in houses:
            ids.start(count.examples)
            heard.append(await one.send(caller, content, **where))
        assert {one[0] for one in heard[0]} <= {200, 204, 400, 401, 403, 404}, heard[0]
        count.kinds["files"] += heard[0][0][0] == 200
        if heard[0] != heard[1]:
            raise Told(f"{caller}\n{content.decode()}\n{more}\n{heard[0]}\n{heard[1]}")


async def examined(
    houses: Houses,
    ids: Ids,
    role: str,
    seed: int,
    examples: int,
    count: Count,
    roots: tuple[str, ...] = NAMES,
) -> None:
    """One pair of worlds, and so many operations on it; a move makes both worlds new."""
    chance = random.Random(seed)
    world = worlds.Draw(seed).world(**SIZE)
    caller = callers.draw(world, role, seed)
    for one in houses:
        await one.furnish(world)
    other, kept = completed(world, caller, RULES, chance, EDITS)
    count.pairs, count.edits = count.pairs + 1, count.edits + kept
    await houses[1].furnish(other)
    for name in chance.sample(NET, 26):  # a wide net first: every field of every row
        await alike(houses, ids, caller, everything.question(ITEMS[name], moves=True), {}, count)
    for name in chance.sample((*worlds.RECORDS, *worlds.CASES), 4):
        about: dict[str, object] = {"id": str(chance.choice(world.rows[name]).main["id"])}
        await alike(houses, ids, caller, EXPLAINED, about, count)
    if role == "anonymous":
        await copies_alike(houses, count)
    await extracts_alike(houses, ids, caller, count)
    await files_alike(houses, ids, caller, file(world, chance), count)
    for place in range(examples):
        root = chance.choice(NAMES)
        for operation in sample(operations(root, world), 1, seed * 1000 + place):
            heard = await alike(houses, ids, caller, operation.text, operation.variables, count)
            for cursor in list(cursors(orjson.loads(heard).get("data")))[:1] if operation.pages else ():
                await alike(
                    houses, ids, caller, operation.text, operation.variables | {"after": cursor}, count
                )
        if chance.random() < 0.15:
            count.kinds["moves"] += 1
            await alike(houses, ids, caller, *mutation(world, chance), count)


@pytest.mark.soak
@pytest.mark.parametrize("role", callers.ROLES)
async def test_two_worlds_that_differ_in_what_is_hidden_give_the_same_bytes(
    role: str, houses: Houses, ids: Ids, soaking: bool, tell: Callable[[str], None]
) -> None:
    count, wanted = Count(), 20_000 if soaking else 60

    while count.examples < wanted:
        await examined(houses, ids, role, 100 + count.pairs, 200 if soaking else 30, count)

    shares = ", ".join(f"{number} {kind}" for kind, number in sorted(count.kinds.items()))
    tell(
        f"paired worlds, {role}: {count.examples} examples on {count.pairs} pairs with {count.edits} hidden edits, 0 differences ({shares})"
    )
    assert count.edits > count.pairs
