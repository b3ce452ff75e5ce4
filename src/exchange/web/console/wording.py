"""What the exchange answers, in the language of the page."""

from __future__ import annotations

from exchange.web.rendering import words


def explained(lang: str, code: str) -> str:
    """An error of the catalogue; its own sentence, which is English, stands beside it where there is room."""
    told = words()[lang]["console"]["errors"]
    return str(told.get(code, told["other"]))
