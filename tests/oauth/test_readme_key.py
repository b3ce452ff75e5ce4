"""The README's program gets its key registered by the README's commands, and then a token; the other key commands do as they say."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from exchange import resources
from exchange.cli import app
from tests.oauth.conftest import KEYS
from tests.oauth.independent import Client

if TYPE_CHECKING:
    import httpx

    from exchange.settings import Settings

SECTION = (
    ((resources.checkout() or Path()) / "README.md").read_text("utf-8").split("## Come in with a key")[1]
)
PROGRAM = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)[0]
COMMANDS = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)[0].splitlines()


class Typed:
    """Commands as somebody types them, one process each; here in a thread, since each has a loop of its own."""

    def __init__(self, settings: Settings) -> None:
        self._environ = {
            "EXCHANGE_DATABASE_URL": settings.database_url,
            "EXCHANGE_DATA_DIR": str(settings.data_dir),
        }

    async def __call__(self, line: str, given: str | None = None) -> list[list[str]]:
        def run() -> Any:  # noqa: ANN401 - click's result
            return CliRunner().invoke(app, shlex.split(line)[1:], given, env=self._environ)

        result = await asyncio.to_thread(run)
        if result.exception:
            raise result.exception
        return [one.split("\t") for one in result.output.splitlines()]


async def run(web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it stands in the README, its two calls led to this test's application."""
    loop = asyncio.get_running_loop()

    def led(method: str) -> Any:  # noqa: ANN401 - stands for httpx.get or httpx.post
        def call(url: str, **more: Any) -> httpx.Response:  # noqa: ANN401
            return asyncio.run_coroutine_threadsafe(web.request(method, url, **more), loop).result(20)

        return call

    monkeypatch.setattr("httpx.get", led("GET"))
    monkeypatch.setattr("httpx.post", led("POST"))
    await asyncio.to_thread(exec, compile(PROGRAM, "README.md", "exec"), {})


async def test_the_readmes_program_and_commands_end_in_a_token(
    app_web: httpx.AsyncClient,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = Typed(settings)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        await run(app_web, monkeypatch)

    for line in COMMANDS:
        await typed(line)
    await run(app_web, monkeypatch)

    token = capsys.readouterr().out.splitlines()[-1]
    client = await Client(app_web, "treasury", secret="any").discover()
    assert await client.query(token) == 200
    assert (await client.ask(**client.proof())).status_code == 400

    ((kid, algorithm, _, retired),) = await typed("exchange client key list treasury")
    await typed(f"exchange client key retire treasury {kid}")
    ((_, _, _, since),) = await typed("exchange client key list treasury")
    assert (algorithm, retired, since != "-") == ("ES256", "-", True)
    public = json.dumps(KEYS["next"].as_dict(private=False))
    said = await typed("exchange client key add treasury --jwk - --from 2030-01-01T00:00:00Z", public)
    assert said == [[f"kid={KEYS['next'].thumbprint()}"], ["algorithm=ES256"]]
    assert len(await typed("exchange client key list treasury")) == 2

    ((old, _, _),) = await typed("exchange key list")
    ((new,),) = await typed("exchange key rotate")
    assert await client.query(token) == 200
    await typed(f"exchange key revoke {old}")
    assert await client.query(token) == 401
    states = {one[0]: one[2] for one in await typed("exchange key list")}
    assert states[new] == "active"
    assert states[old] != "active"
