"""The pages of the API: a start page and an explorer that work without the internet, Chinese first with an English switch.

The explorer is GraphiQL, kept here as files; around it a bar says who asks. The one loosening of the content policy is inline
*styles*, which its editor sets while drawing; scripts come from our own files only, and no other host is ever named.
"""

from __future__ import annotations

import hashlib
import mimetypes
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from exchange.errors import NotFound

if TYPE_CHECKING:
    from starlette.requests import Request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Language"}
SCRIPT_WORDS = ("anonymous", "expires", "seconds", "refused", "unreachable", "variables")
ASSETS = files("exchange.api") / "assets"


@cache
def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("exchange.api", "pages"), autoescape=True, undefined=StrictUndefined
    )
    pages.policies["json.dumps_kwargs"] = {"sort_keys": False}  # the first example comes first
    return pages


@cache
def words() -> dict[str, dict[str, Any]]:
    """What the pages say, by language."""
    return tomllib.loads((files("exchange.api") / "pages" / "words.toml").read_text("utf-8"))


def language(request: Request) -> str:
    """Chinese unless English is asked for by the switch."""
    return "en" if request.query_params.get("lang") == "en" else "zh"


def page(request: Request) -> Response:
    """The explorer."""
    lang = language(request)
    said = words()[lang]
    examples = {one["name"]: one["query"].strip() for one in said["examples"]}
    data = {name: said[name] for name in SCRIPT_WORDS} | {"examples": examples}
    return rendered("explorer.html", lang, "/graphql", examples=examples, data=data)


async def start(request: Request) -> Response:
    """`/`: what this is and where to go."""
    return rendered("start.html", language(request), "/")


def rendered(name: str, lang: str, path: str, **more: object) -> Response:
    """A page of ours; `path` is its address, for the switch of language."""
    return HTMLResponse(text_of(name, lang, path=path, **more), headers=HEADERS)


def text_of(name: str, lang: str, **more: object) -> str:
    """One of our templates, filled in; what is filled in is escaped."""
    return _pages().get_template(name).render(lang=lang, words=words()[lang], **more)


async def asset(request: Request) -> Response:
    """`/assets/<name>`: a file of ours, with an entity tag."""
    name = request.path_params["name"]
    found = _asset(name)
    if found is None:
        raise NotFound(what="address")
    content, kind, tag = found
    headers = {"ETag": tag, "Cache-Control": "public, max-age=3600"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=kind, headers=headers)


@cache
def _asset(name: str) -> tuple[bytes, str, str] | None:
    names = {one.name for one in ASSETS.iterdir()}
    if name not in names:
        return None
    content = (ASSETS / name).read_bytes()
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    return content, kind, f'"{hashlib.sha256(content).hexdigest()[:16]}"'


def routes(sdl: str) -> list[Route]:
    """The pages and files that the application mounts beside /graphql."""

    async def schema(_: Request) -> Response:
        return PlainTextResponse(sdl, headers={"Cache-Control": "no-cache"})

    return [Route("/", start), Route("/assets/{name}", asset), Route("/schema.graphql", schema)]
