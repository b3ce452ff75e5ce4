"""The compiled statements against a slow, obvious twin: the rule files read a second time, and graphql-core's own executor.

Random worlds, callers of every role and odd ones, generated operations; an answer must be the same JSON, order of keys included. An
operation with `$after` is asked again from the end of its first page.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from tests.operations.operations import Operation, operations
from tests.operations.sample import sample
from tests.operations.selections import NAMES
from tests.twin import answers, callers, rules, worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

RULES = rules.read()


@dataclass(slots=True)
class Count:
    """What was compared, and what came back."""

    compared: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


async def _refresh(caller: Caller) -> Caller:
    return caller


async def agree(
    engine: Engine, world: worlds.World, caller: Caller, operation: Operation, count: Count
) -> None:
    """Both sides answer alike, on the first page and on the next."""
    variables = operation.variables
    for _ in range(2):
        body: dict[str, Any] = json.loads(
            (await engine.answer(Request(operation.text, variables), caller)).body
        )
        twin = answers.answer(rules.Sight(world, caller, RULES), operation.text, variables)
        count.compared += 1
        count.kinds[_kind(body)] += 1
        if "code" in twin:
            assert [one["extensions"]["code"] for one in body["errors"]] == [twin["code"]], operation
        else:
            assert _text(body) == _text(twin), (caller, operation, body, twin)
        cursor = next(cursors(body.get("data")), None) if operation.pages else None
        if cursor is None:
            return
        variables = variables | {"after": cursor}


def cursors(data: dict[str, Any] | None) -> Iterator[str]:
    for root in (data or {}).values():
        if isinstance(root, dict) and (root.get("continued") or {}).get("endCursor"):
            yield root["continued"]["endCursor"]


def _text(body: dict[str, Any]) -> str:
    """The answer as text. The list of what was withheld is a set: in which order the types of an interface come is nobody's promise."""
    told = (body.get("extensions") or {}).get("disclosure", [])
    told.sort(key=lambda one: (one["type"], one["field"], one["treatment"]))
    return json.dumps(body)


def _kind(body: dict[str, Any]) -> str:
    if body.get("errors"):
        return "refused"
    filled = any(value not in (None, [], {}) for value in _leaves(body["data"]))
    return "with data" if filled else "empty"


def _leaves(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


@pytest.mark.soak
async def test_compiled_answers_are_those_of_the_obvious_twin(
    db: Database,
    settings: Settings,
    soaking: bool,
    tell: Callable[[str], None],
) -> None:
    clock = Clock(await worlds.on_the_day(settings))
    engine, count = Engine(schema(), db, clock, _refresh), Count()

    for seed in range(400 if soaking else 2):
        world = worlds.Draw(seed).world()
        async with db.writing() as session:
            await worlds.clear(session)
            await worlds.store(session, world)
        for root in NAMES:
            for operation in sample(operations(root, world), 40 if soaking else 3, seed):
                for role in callers.ROLES if soaking else callers.ROLES[seed::3]:
                    await agree(
                        engine, world, callers.draw(world, role, seed + count.compared), operation, count
                    )

    shares = ", ".join(f"{number} {kind}" for kind, number in sorted(count.kinds.items()))
    tell(f"twin: {count.compared} answers compared, 0 differences ({shares})")
    assert count.kinds["with data"] > count.compared * 0.2
