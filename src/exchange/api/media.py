"""Which media type to answer in: content negotiation by RFC 9110 §12.5.1, as far as there is anything to choose."""

from __future__ import annotations

import re

from exchange.errors import NotAcceptable

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"
_QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def preferred(accept: str | None, offered: tuple[str, ...]) -> str:
    """The offered type that the client wants most, the first offered among equals; NotAcceptable when it wants none."""
    wanted = _ranges(accept or "*/*")
    weighed = [(_weight(one, wanted), -number, one) for number, one in enumerate(offered)]
    weight, _, best = max(weighed)
    if weight <= 0:
        raise NotAcceptable(offered=" and ".join(offered))
    return best


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their quality; a quality that cannot be read is none at all."""
    found = []
    for part in accept.split(","):
        kind, *parameters = (one.strip().lower() for one in part.split(";"))
        named = next((one for one in parameters if one.startswith("q=")), "q=1")
        quality = _QUALITY.fullmatch(named)
        found.append((kind, float(quality[1]) if quality else 0.0))
    return found


def _weight(offered: str, wanted: list[tuple[str, float]]) -> float:
    """The quality of the most specific range that matches."""
    for kind in (offered, f"{offered.split('/', maxsplit=1)[0]}/*", "*/*"):
        for one, quality in wanted:
            if one == kind:
                return quality
    return 0.0


def wants_page(accept: str | None) -> bool:
    """True for a browser that opens the address: it names text/html and none of the JSON types."""
    named = {kind for kind, _ in _ranges(accept or "")}
    return HTML in named and not named & {GRAPHQL, JSON}
