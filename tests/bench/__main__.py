"""`make bench`: the exchange beside hand-written handlers over the same database, in one run; a table, and `bench.json`.

Machines differ and are noisy, so what counts are ratios of neighbouring measurements: each round measures both sides after one another,
and the median of the rounds' ratios is told: of requests per second, and of processor time per request, which moves less where others
use the machine as well. Absolute figures are those of this machine in this run.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import platform
import statistics
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from exchange.settings import Settings
from tests.bench import handwritten, imports, world
from tests.bench.load import Measured
from tests.bench.shapes import SHAPES
from tests.bench.sides import Known, Side, children, cpu, exchange_request, hand_request, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.shapes import Shape
    from tests.bench.world import Partner

SAMPLES = 500
STEADY = 100_000
"""From here on the latency of an answer of fixed size shall hardly grow."""
HEAD = """
                         by hand                                  exchange                                 exchange ÷ by hand
question asked   conns   req/s     p50     p99  cpu us   db us    req/s     p50     p99  cpu us   db us    req/s     cpu"""
PATIENT = 8
"""Tries of a question before anything is measured."""
COMPARED = 25
"""Answers of each question that are compared byte by byte before anything is measured."""


@dataclass(frozen=True, slots=True)
class Cost:
    """A measurement with the processor time per request, in microseconds, of server and database."""

    measured: Measured
    server: float
    database: float

    @property
    def whole(self) -> float:
        """Of both."""
        return self.server + self.database


@dataclass(slots=True)
class Bench:
    """Both servers over one world."""

    settings: Settings
    postmaster: int
    ours: Side
    hand: Side
    partner: Partner
    seconds: float
    rounds: int

    def known(self, *, granted: bool) -> Known | None:
        """The caller with a fresh token, or nobody."""
        return world.token(self.ours.port, self.partner, self.partner.province) if granted else None

    def compared(self, shape: Shape, *, granted: bool, connections: int) -> dict[str, Any]:
        """Rounds of both sides, and the median ratio."""
        drawn, known = world.samples(self.settings, shape, SAMPLES), self.known(granted=granted)
        ours = [exchange_request(shape, one, known) for one in drawn]
        hand = [hand_request(shape, one, known) for one in drawn]
        pairs = [
            (self.cost(self.hand, hand, connections), self.cost(self.ours, ours, connections))
            for _ in range(self.rounds)
        ]
        ratios = [one.measured.rate / other.measured.rate for other, one in pairs]
        middle = sorted(range(len(pairs)), key=ratios.__getitem__)[len(pairs) // 2]
        told = {"ratio": ratios[middle], "ratios": ratios}
        told["cpu_ratio"] = statistics.median(other.whole / one.whole for other, one in pairs)
        return told | {"by hand": _figures(pairs[middle][0]), "exchange": _figures(pairs[middle][1])}

    def cost(self, side: Side, requests: list[bytes], connections: int) -> Cost:
        """One measurement of one side, after a short run to warm it."""
        hammered(side.port, requests, connections, self.seconds / 4)
        database = children(self.postmaster)
        before = cpu([side.pid]), cpu(database)
        found = hammered(side.port, requests, connections, self.seconds)
        if found.failed:
            raise SystemExit(f"{found.failed} requests failed.")
        spent = cpu([side.pid]) - before[0], cpu(database) - before[1]
        return Cost(found, *(1e6 * one / found.answered for one in spent))


def hammered(port: int, requests: list[bytes], connections: int, seconds: float) -> Measured:
    """A load from a process of its own."""
    asked = {"host": "127.0.0.1", "port": port, "connections": connections, "seconds": seconds}
    asked["requests"] = [base64.b64encode(one).decode() for one in requests]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return Measured(**json.loads(done.stdout))


def _figures(cost: Cost) -> dict[str, float]:
    one = cost.measured
    rates = {"requests_per_second": one.rate, "p50_ms": one.p50, "p99_ms": one.p99}
    return rates | {"server_cpu_us": cost.server, "database_cpu_us": cost.database}


def _told(port: int, settings: Settings, known: Known) -> dict[str, list[str]]:
    """What follows `data` in the answers of each question, public and granted: fixed words, which the other side adds as they are."""
    found = {}
    for shape in SHAPES:
        sample = world.samples(settings, shape, 1)[0]
        pair = [json.loads(_answer(port, exchange_request(shape, sample, one))) for one in (None, known)]
        found[shape.name] = [_compact(one) for one in pair]
    return found


def _compact(body: dict[str, Any]) -> str:
    if "extensions" not in body:
        return ""
    return ',"extensions":' + json.dumps(body["extensions"], ensure_ascii=False, separators=(",", ":"))


def _answer(port: int, request: bytes) -> bytes:
    """The body of the answer to a raw request."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines if not line.startswith(("Host", "Content-Length")))
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body or None, headers, method=method)
    for _ in range(PATIENT):
        try:
            with urllib.request.urlopen(asked) as answer:  # noqa: S310 - our own server on loopback
                return bytes(answer.read())
        except urllib.error.HTTPError as error:  # a search on a cold disk takes longer than its limit
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
    raise SystemExit("The server does not come to answer in time.")


def _same_bytes(bench: Bench) -> None:
    """Both sides give the same bytes, or there is nothing to compare."""
    narrow = world.token(bench.ours.port, bench.partner, bench.partner.city)
    for known in (None, bench.known(granted=True), narrow):
        for shape in SHAPES:
            for one in world.samples(bench.settings, shape, COMPARED):
                ours = _answer(bench.ours.port, exchange_request(shape, one, known))
                hand = _answer(bench.hand.port, hand_request(shape, one, known))
                if ours != hand:
                    raise SystemExit(f"{shape.name}, {known}, {one}: the answers differ.\n{ours!r}\n{hand!r}")


@contextmanager
def opened(settings: Settings, seconds: float, rounds: int) -> Iterator[Bench]:
    """Both servers over one world, compared byte by byte, until the block ends."""
    partner = world.caller(settings)
    program = [str(Path(sys.executable).with_name("exchange")), "serve"]
    with serving(settings, program, {}, "/readyz") as ours:
        known = world.token(ours.port, partner, partner.province)
        told = {"client": known.client, "told": _told(ours.port, settings, known)}
        beside = [sys.executable, "-m", "tests.bench.handwritten"]
        with serving(settings, beside, {handwritten.CALLER: json.dumps(told)}, "/alive") as hand:
            bench = Bench(settings, _postmaster(settings), ours, hand, partner, seconds, rounds)
            _same_bytes(bench)
            yield bench


def _measured(bench: Bench, connections: tuple[int, ...]) -> dict[str, Any]:
    """All shapes over one world."""
    print(HEAD)
    return {
        f"{shape.name}{' granted' if granted else ''}, {number} connections": _line(bench, shape, granted=granted, connections=number)
        for number in connections for granted in (False, True) for shape in SHAPES
    }  # fmt: skip


def _line(bench: Bench, shape: Shape, *, granted: bool, connections: int) -> dict[str, Any]:
    found = bench.compared(shape, granted=granted, connections=connections)
    hand, ours = found["by hand"], found["exchange"]
    asked = f"{shape.name:8} {'granted' if granted else 'public':8} {connections:3}"
    print(
        asked + _columns(hand) + _columns(ours) + f"{found['ratio']:9.2f}{found['cpu_ratio']:8.2f}",
        flush=True,
    )
    return found


def _columns(one: dict[str, float]) -> str:
    widths = {
        "requests_per_second": "9.0f",
        "p50_ms": "8.2f",
        "p99_ms": "8.2f",
        "server_cpu_us": "8.0f",
        "database_cpu_us": "8.0f",
    }
    return "".join(format(one[name], width) for name, width in widths.items())


def _postmaster(settings: Settings) -> int:
    return int(next(settings.data_dir.rglob("postmaster.pid")).read_text().split("\n")[0])


def _tokens(bench: Bench) -> dict[str, float]:
    """Tokens per second of one process, for a secret."""
    known = {"client_id": bench.partner.client, "client_secret": bench.partner.secret}
    body = urlencode({"grant_type": "client_credentials", **known})
    kind = "application/x-www-form-urlencoded"
    lines = [
        "POST /oauth/token HTTP/1.1",
        "Host: bench",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "",
        body,
    ]
    return _figures(bench.cost(bench.ours, ["\r\n".join(lines).encode()], 16))


def _latencies(settings: Settings, sizes: list[int], seconds: float) -> dict[str, dict[str, float]]:
    """Median latency of each public question over one connection, by the size of the world."""
    found: dict[str, dict[str, float]] = {}
    for size in sizes:
        with world.made(settings, size) as reachable, opened(reachable, seconds, 1) as bench:
            for shape in SHAPES:
                requests = [
                    exchange_request(shape, one, None) for one in world.samples(reachable, shape, SAMPLES)
                ]
                found.setdefault(shape.name, {})[str(size)] = bench.cost(bench.ours, requests, 1).measured.p50
    print(
        "\nmedian ms by records  " + "".join(f"{size:>10}" for size in sizes) + "   last / first from 100,000"
    )
    for name, line in found.items():
        known = [line[str(size)] for size in sizes if size >= STEADY]
        print(
            f"{name:22}"
            + "".join(f"{line[str(size)]:10.2f}" for size in sizes)
            + f"   {known[-1] / known[0]:.2f}"
        )
    return found


def main() -> None:
    """Measure, print, write."""
    asked = _arguments()
    settings = Settings.load(os.environ)
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, {asked.records} records"
    )
    told: dict[str, Any] = {
        "machine": platform.platform(),
        "processors": os.cpu_count(),
        "records": asked.records,
    }
    with (
        world.made(settings, asked.records) as reachable,
        opened(reachable, asked.seconds, asked.rounds) as bench,
    ):
        told["measured"] = _measured(bench, (16, 1))
        told["tokens"] = _tokens(bench)
        print(
            f"tokens for a secret: {told['tokens']['requests_per_second']:.0f} per second, p50 {told['tokens']['p50_ms']:.1f} ms"
        )
    for name, word in (("ratios", ""), ("ratios_granted", " granted")):
        told[name] = {
            shape.name: told["measured"][f"{shape.name}{word}, 16 connections"]["ratio"] for shape in SHAPES
        }
    told["latencies"] = _latencies(settings, asked.sizes, asked.seconds)
    told["import"] = _imported(settings, asked.imported)
    path = settings.data_dir / "bench.json"
    path.write_text(json.dumps(told, indent=1) + "\n")
    print(f"Written to {path}.")


def _imported(settings: Settings, rows: int) -> dict[str, float]:
    """Rows of a file that become durable records."""
    with world.made(settings, 1) as reachable:  # the sample world, and nothing that other measurements use
        rate = imports.import_rate(reachable, rows)
    print(f"import of {rows} rows: {rate.per_second:.0f} per second and core, peak {rate.peak_mib:.0f} MiB")
    return {"rows": rows, "per_second_and_core": rate.per_second, "peak_mib": rate.peak_mib}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=[10_000, 100_000, 1_000_000],
        help="of worlds whose latencies are compared",
    )
    parser.add_argument("--imported", type=int, default=5_000, help="rows of the import")
    return parser.parse_args()


if __name__ == "__main__":
    main()
