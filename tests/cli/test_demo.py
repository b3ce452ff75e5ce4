"""`exchange demo` as somebody runs it for the first time, the second time, twice at once, and after it was killed."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import httpx
import pytest

from exchange.postgres import process
from tests.command import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

COMMAND = str(Path(sys.executable).with_name("exchange"))
FIRST, AGAIN = 90, 60
"""Seconds until a start must be ready, on a machine that does a dozen other things."""
DRAIN = "CREDIT_TESTS_DRAIN"
"""Environment variable with the drain of the servers that are started here; none unless a test is about it."""
CURL = '''#!{python}
"""The few options of curl that the printed commands use."""
import base64, sys, urllib.request
words, headers, data, address = iter(sys.argv[1:]), {{}}, None, None
for word in words:
    if word == "-H":
        name, _, value = next(words).partition(": ")
        headers[name] = value
    elif word == "-d":
        data = next(words).encode()
    elif word == "-u":
        headers["Authorization"] = "Basic " + base64.b64encode(next(words).encode()).decode()
    elif word != "-sS":
        address = word
print(urllib.request.urlopen(urllib.request.Request(address, data, headers)).read().decode())
'''
ROLES = (
    "anonymous",
    "partner",
    "agreed",
    "superior",
    "keeper",
    "intake",
    "discipline",
    "origin",
    "administrator",
    "second",
    "subject",
    "servant",
)


class Running:
    """A running `exchange demo` or `serve`."""

    def __init__(self, data: Path, *, command: str = "demo", wait: float = AGAIN) -> None:
        self.data = data
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [COMMAND, command],
            env=environment(data, self.port),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self._await_ready(time.monotonic() + wait)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal and wait for the end."""
        self.process.send_signal(number)
        code = self.process.wait(30)
        self._reader.join()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            self.lines.extend(output)

    def _await_ready(self, deadline: float) -> None:
        while "Ctrl-C stops" not in self.text and "Listening on" not in self.text:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < deadline, self.text
            time.sleep(0.05)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.stop(signal.SIGTERM)
        self._reader.join()


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    ours = {
        "EXCHANGE_DATA_DIR": str(data),
        "EXCHANGE_PORT": str(port),
        "EXCHANGE_DRAIN": os.environ.get(DRAIN, "0"),
    }
    return known | ours | more


def refused(*words: str, **settings: str) -> str:
    """The one sentence with which a start is refused."""
    done = run(settings, *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr.strip()


@dataclass(frozen=True, slots=True)
class First:
    """What was seen of the first run, in a data folder that did not exist."""

    data: Path
    base: str
    text: str
    answers: list[str]
    headers: httpx.Headers
    mode: int
    written: dict[str, Any]
    code: int


@pytest.fixture(scope="module")
def first() -> Iterator[First]:
    """The first run: everything printed was tried, then it was stopped by Ctrl-C."""
    folder = Path(tempfile.mkdtemp(prefix="exchange-demo-"))
    folder.chmod(0o711)
    data = folder / "data"
    with Running(data, wait=FIRST) as demo:
        commands = [line for line in demo.lines if line.startswith("curl ")]
        answers = [copied(folder, command) for command in commands]
        headers = httpx.get(f"{demo.base}/healthz").headers
        mode = stat.S_IMODE((data / "demo.json").stat().st_mode)
        written = json.loads((data / "demo.json").read_text())
        code = demo.stop()
    yield First(data, demo.base, demo.text, answers, headers, mode, written, code)
    with Running(data):
        pass  # adopts and stops whatever a test left
    shutil.rmtree(folder)


@pytest.fixture
def data(first: First) -> Path:
    """A data folder in which the demo ran."""
    return first.data


def copied(folder: Path, command: str) -> str:
    """The output of a command that was copied into a shell."""
    curl = folder / "curl"
    curl.write_text(CURL.format(python=sys.executable))
    curl.chmod(0o755)
    path = {"PATH": f"{folder}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["/bin/sh", "-c", command], env=os.environ | path, capture_output=True, text=True, check=True
    )
    return done.stdout


def server_runs(data: Path) -> bool:
    return process.anything_left(data / "postgres" / "cluster")


def test_every_printed_command_works_when_it_is_copied(first: First) -> None:
    told = [line.split()[1].rstrip(":") for line in first.text.splitlines() if line.startswith("# ")]

    assert told == list(ROLES)
    assert len(first.answers) == len(ROLES)
    for role, answer in zip(ROLES, first.answers, strict=True):
        body = json.loads(answer)
        assert "errors" not in body, (role, body)
        assert None not in body["data"].values(), (role, body)
        assert '"totalCount":0' not in answer, (role, body)


def test_the_first_run_ends_by_ctrl_c_with_code_0(first: First) -> None:
    assert first.code == 0
    assert "Loading the sample world" in first.text
    assert "Traceback" not in first.text


def test_the_credentials_are_written_for_their_owner_alone(first: First) -> None:
    callers = first.written["callers"]

    assert first.mode == 0o600
    assert first.written["base_url"] == first.base
    assert list(callers) == list(ROLES)
    assert callers["anonymous"] == {}
    both = {"client_id", "client_secret", "login", "password", "totp_secret"}
    assert set(callers["agreed"]) == {*both, "agreement"}
    assert set(callers["discipline"]) == {*both, "case"}


def test_no_answer_names_the_server_software(first: First) -> None:
    assert "server" not in first.headers


def test_a_second_start_is_quick_and_keeps_data_and_secrets(data: Path) -> None:
    before = json.loads((data / "demo.json").read_text())["callers"]
    start = processor()

    with Running(data) as demo:
        assert json.loads((data / "demo.json").read_text())["callers"] == before
        assert "Loading the sample world" not in demo.text

    assert processor() - start < 6


def processor() -> float:
    """Seconds of the processor that children took which have ended: unlike the clock's, they do not grow with what else runs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly_and_leaves_no_process(data: Path, number: int) -> None:
    with Running(data) as demo:
        assert server_runs(data)

        code = demo.stop(number)

    assert code == 0
    assert not server_runs(data)
    assert "Traceback" not in demo.text


def test_a_start_after_kill_adopts_what_was_left(data: Path) -> None:
    with Running(data) as killed:
        killed.stop(signal.SIGKILL)
        assert server_runs(data)

    with Running(data) as demo:
        ready = httpx.get(f"{demo.base}/readyz")
        code = demo.stop()

    assert ready.json() == {"status": "ok", "public": "ok", "reader": "ok"}
    assert code == 0
    assert not server_runs(data)


def test_serve_joins_the_running_database_and_leaves_it_to_the_demo(data: Path) -> None:
    with Running(data) as demo:
        with Running(data, command="serve") as beside:
            answer = httpx.get(f"{beside.base}/readyz").status_code
            code = beside.stop()
        still = httpx.get(f"{demo.base}/readyz").status_code

    assert (answer, code, still) == (200, 0, 200)


def test_a_port_in_use_is_told_before_anything_is_started(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        message = refused("demo", EXCHANGE_DATA_DIR=str(folder / "data"), EXCHANGE_PORT=port)

    assert message == (
        f"The address 127.0.0.1 port {port} cannot be listened on (Address already in use). "
        "Stop the program that uses it, or set EXCHANGE_HOST and EXCHANGE_PORT to others."
    )
    assert not (folder / "data").exists()


def test_a_data_folder_that_belongs_to_something_else_is_left_alone(folder: Path) -> None:
    (folder / "photo.jpg").write_text("mine")

    message = refused("demo", EXCHANGE_DATA_DIR=str(folder), EXCHANGE_PORT="18499")

    assert re.fullmatch(
        r"The data folder \S+ holds files that are not an exchange's\. Set EXCHANGE_DATA_DIR to .*", message
    )
    assert [one.name for one in folder.iterdir()] == ["photo.jpg"]


def test_a_data_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    (folder / "file").write_text("")

    message = refused("demo", EXCHANGE_DATA_DIR=str(folder / "file" / "data"), EXCHANGE_PORT="18498")

    assert re.match(r"The data folder \S+ cannot be made", message)


@pytest.mark.parametrize("command", ["demo", "serve", "migrate"])
@pytest.mark.parametrize(
    ("url", "problem"),
    [
        (
            "mysql://me:secret@localhost/db",
            "EXCHANGE_DATABASE_URL cannot be used: it does not start with postgresql://.",
        ),
        ("postgresql://me:secret@127.0.0.1:1/db", "EXCHANGE_DATABASE_URL leads to no usable database"),
    ],
)
def test_a_broken_database_url_is_one_sentence_without_the_password(
    folder: Path, command: str, url: str, problem: str
) -> None:
    message = refused(
        command, EXCHANGE_DATABASE_URL=url, EXCHANGE_DATA_DIR=str(folder / "data"), EXCHANGE_PORT="18497"
    )

    assert message.startswith(problem)
    assert "secret" not in message


def test_lost_secrets_are_told_with_the_way_out(data: Path) -> None:
    kept = (data / "demo.json").read_bytes()
    (data / "demo.json").unlink()

    message = refused("demo", EXCHANGE_DATA_DIR=str(data), EXCHANGE_PORT="18496")

    (data / "demo.json").write_bytes(kept)
    assert "does not hold the secrets of its callers. Put that file back" in message


def test_a_database_with_other_data_is_refused(folder: Path, database_url: str) -> None:
    made = run(
        {"EXCHANGE_DATA_DIR": str(folder / "data"), "EXCHANGE_DATABASE_URL": database_url},
        *("client", "create", "A partner", "--role", "partner"),
    )

    message = refused(
        "demo",
        EXCHANGE_DATA_DIR=str(folder / "data"),
        EXCHANGE_PORT="18495",
        EXCHANGE_DATABASE_URL=database_url,
    )

    assert made.returncode == 0
    assert message.startswith(
        "The database holds data that is not the sample world, so the demo leaves it alone."
    )
