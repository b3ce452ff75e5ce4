"""What the exchange answers, in the language of the page."""

from __future__ import annotations

import re

from exchange.web.rendering import words

_RULE = re.compile(r"is refused by the rule (\w+):")
"""How `GuardRefused` names the condition that is not met."""


def explained(lang: str, code: str, message: str = "") -> str:
    """An error of the catalogue; its own sentence, which is English, stands beside it where there is room.

    Of a move that is refused, the condition that is not met.
    """
    said = words()[lang]
    rule = _RULE.search(message)
    told = said["guards"].get(rule[1]) if rule else None
    return str(told or said["console"]["errors"].get(code, said["console"]["errors"]["other"]))
