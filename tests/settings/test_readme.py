"""The README's table of settings is the program's."""

from __future__ import annotations

from exchange import resources
from exchange.settings import table


def test_the_readme_describes_every_setting_as_it_is() -> None:
    top = resources.checkout()
    assert top is not None

    assert table() in (top / "README.md").read_text()
