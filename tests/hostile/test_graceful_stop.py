"""A real `exchange serve` that is told to stop: ready no more, then answering still, then gone; a second signal ends it at once."""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.api.stub import SCHEMA_NAME
from tests.cli.test_demo import FIRST, Running

if TYPE_CHECKING:
    from pathlib import Path

DRAIN = 2


@pytest.fixture
def drained(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("CREDIT_TESTS_DRAIN", str(DRAIN))
    return DRAIN


def test_sigterm_turns_readiness_first_and_answers_until_the_drain_is_over(
    folder: Path, drained: int
) -> None:
    with Running(folder, command="serve", wait=FIRST) as running, httpx.Client(base_url=running.base) as web:
        assert web.get("/readyz").status_code == 200
        slow = web.build_request("POST", "/graphql", json={"query": SCHEMA_NAME})

        running.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        time.sleep(0.3)
        ready, answered = web.get("/readyz"), web.send(slow)
        ended = running.process.wait(30)

        assert (ready.status_code, ready.json()) == (503, {"status": "unavailable", "server": "STOPPING"})
        assert answered.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
        assert drained - 0.2 <= time.monotonic() - began < drained + 10
        assert ended in {0, -signal.SIGTERM, 128 + signal.SIGTERM}
    assert "Traceback" not in running.text


def test_a_request_that_is_under_way_when_the_drain_ends_is_answered(folder: Path, drained: int) -> None:
    with Running(folder, command="serve", wait=FIRST) as running:
        got: list[httpx.Response] = []

        def slowly() -> None:
            def body() -> object:
                yield b'{"query": '
                time.sleep(drained + 0.7)
                yield b'"{ __schema { queryType { name } } }"}'

            headers = {"Content-Type": "application/json"}
            got.append(httpx.post(f"{running.base}/graphql", content=body(), headers=headers, timeout=20))  # type: ignore[arg-type]

        asking = threading.Thread(target=slowly)
        asking.start()
        time.sleep(0.2)
        running.process.send_signal(signal.SIGTERM)
        asking.join()
        running.process.wait(30)

    assert got[0].json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
    assert got[0].headers["connection"] == "close"


def test_a_second_signal_stops_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDIT_TESTS_DRAIN", "60")
    with Running(folder, command="serve", wait=FIRST) as running:
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert running.process.poll() is None
        began = time.monotonic()

        running.process.send_signal(signal.SIGTERM)
        running.process.wait(30)

    assert time.monotonic() - began < 5
    assert "Traceback" not in running.text
