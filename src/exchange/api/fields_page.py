"""`/fields`: the field reference as pages, one for each item, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from exchange import field_reference
from exchange.api.explorer import language, rendered
from exchange.errors import NotFound
from exchange.model import ITEMS
from exchange.model.kinds import Code, Codes

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def overview(request: Request) -> Response:
    """All items."""
    lang = language(request)
    return rendered("fields.html", lang, "/fields", sections=field_reference.sections(lang))


async def section(request: Request) -> Response:
    """One item: who sees which of its rows, its fields, and the code lists that they use."""
    lang, name = language(request), request.path_params["name"]
    found = next((one for one in field_reference.sections(lang) if one.name == name), None)
    if found is None:
        raise NotFound(what="address")
    lists = [(one, field_reference.listed(one, lang)) for one in _lists(name)]
    said = field_reference.words(lang)
    return rendered("field_section.html", lang, f"/fields/{name}", section=found, said=said, lists=lists)


def _lists(name: str) -> list[str]:
    kinds = (field.kind for field in ITEMS[name].fields.values())
    return sorted({kind.codes for kind in kinds if isinstance(kind, Code | Codes)})


ROUTES = (Route("/fields", overview), Route("/fields/{name}", section))
