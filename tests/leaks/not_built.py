"""Channels that the exchange does not have yet. Each line looks for signs of it, so that it turns red on the day somebody builds it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import exchange
from exchange.api.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOURCE = Path(exchange.__file__).parent


def _fields(pattern: str) -> Iterator[str]:
    """Fields of the schema whose names match."""
    for name, kind in schema()._schema.type_map.items():
        for field in getattr(kind, "fields", {}):
            if not name.startswith("__") and re.search(pattern, field):
                yield f"{name}.{field}"


def _modules(pattern: str) -> Iterator[str]:
    """Modules of the exchange whose names match."""
    return (str(one.relative_to(SOURCE)) for one in SOURCE.rglob("*.py") if re.search(pattern, one.stem))


def _events() -> Iterator[str]:
    if schema()._schema.subscription_type is not None:
        yield "Subscription"
    yield from _modules(r"^(webhooks?|subscriptions?|relay)$")


NOT_BUILT: dict[str, Callable[[], Iterator[str]]] = {
    "sums and extremes over hidden rows": lambda: _fields(
        r"(?i)(^sums?$|^average|^max$|^min$|histogram|facet)"
    ),
    "events on a hidden change": _events,
}
