"""How the pages of people are made: templates, words in two languages, and a policy under which nothing runs and nothing foreign loads.

No script at all: what a page can do, it does by links and forms, so that a value that slipped into a page unescaped could still not act.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse

from exchange.api import explorer
from exchange.codes import code_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from exchange.codes import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def policy(*forms: str) -> str:
    """The content policy; `forms` are further origins that a form of this page may lead to."""
    leads = " ".join(("'self'", *forms))
    return (
        f"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action {leads}; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be answered: template, language, its address, and what its form shows."""

    template: str
    lang: str
    path: str
    proof: str = ""
    status: int = 200
    forms: tuple[str, ...] = ()


def rendered(page: Page, **more: object) -> Response:
    """The page; never stored, since it is one person's."""
    text = _pages().get_template(page.template)
    filled = text.render(
        lang=page.lang, words=words()[page.lang], path=page.path, proof=page.proof, **{"wrong": {}, **more}
    )
    headers = {"Content-Security-Policy": policy(*page.forms), "Cache-Control": "no-store"}
    return HTMLResponse(filled, page.status, headers)


def led(path: str, **query: str) -> Response:
    """On to another page of ours, by GET."""
    given = {name: value for name, value in query.items() if value}
    return RedirectResponse(
        f"{path}?{urlencode(given)}" if given else path, 303, {"Cache-Control": "no-store"}
    )


def language(given: Mapping[str, str]) -> str:
    """Chinese unless English is asked for, by the address or by the form."""
    return "en" if given.get("lang") == "en" else "zh"


def local(address: str) -> str:
    """An address of ours to go on to, or nothing: where one goes after signing in is not for others to choose."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else ""


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """What the pages say, by language: those of the frame, every file of ours, and the names of scopes."""
    folder = files("exchange.web") / "pages"
    named = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    own = [tomllib.loads(one.read_text("utf-8")) for one in named]
    return {
        lang: {
            **explorer.words()[lang],
            **{name: said for one in own for name, said in one[lang].items()},
            "scopes": _scopes(lang),
        }
        for lang in LANGUAGES
    }


def _scopes(lang: Language) -> Mapping[str, str]:
    return {code: code_list("scope").label(code, lang) for code in code_list("scope").codes}


@cache
def _pages() -> Environment:
    folders = ChoiceLoader([PackageLoader(f"exchange.{one}", "pages") for one in ("web", "api")])
    return Environment(loader=folders, autoescape=True, undefined=StrictUndefined)
