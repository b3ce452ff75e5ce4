"""A key id is random: one in 64 begins with a dash, and is a key id all the same."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from exchange.cli import app

COMMANDS = {
    "exchange.cli.key": ("key", "revoke"),
    "exchange.cli.client": ("client", "key", "retire", "treasury"),
}


@pytest.mark.parametrize("module", COMMANDS)
@pytest.mark.parametrize("kid", ["-EzyPBg_IeMF5pahv7", "--zyPBg_IeMF5pahv7", "-", "zyPBg-"])
def test_any_key_id_is_taken_as_one(module: str, kid: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{module}.transact", lambda _work: None)

    result = CliRunner().invoke(app, [*COMMANDS[module], kid])

    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"{kid} ")
