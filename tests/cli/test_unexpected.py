"""A failure that nobody foresaw ends a command with one line, and the line repeats nothing."""

from __future__ import annotations

import pytest

from exchange import cli


def test_an_unforeseen_failure_becomes_one_line_without_its_own_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise KeyError("350102199003071015")

    monkeypatch.setattr(cli, "app", fail)

    with pytest.raises(SystemExit) as end:
        cli.main()

    told = capsys.readouterr().err
    assert end.value.code == 2
    assert told.startswith("Internal error (KeyError at test_unexpected.py:")
    assert told.count("\n") == 1
    assert "350102199003071015" not in told
