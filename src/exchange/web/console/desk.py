"""A desk: one request of a person who works here, and all that its page can ask for or do.

Pages read and act through `ask` and `act` alone, which are requests to the engine in the name of the person.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson
from graphql import GraphQLNonNull, GraphQLObjectType, GraphQLUnionType, get_named_type
from starlette.datastructures import FormData, QueryParams

from exchange.api.engine import Request as Asked
from exchange.model import ITEMS
from exchange.web import cookies
from exchange.web.console import vocabulary
from exchange.web.console.sections import ROOT
from exchange.web.rendering import Page, led, rendered, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from exchange.access import Caller
    from exchange.api.engine import Engine
    from exchange.web.console.purposes import Purpose
    from exchange.web.console.sections import Section

_PASSING = {"lang", "done"}
"""Parameters of an address that are not the page's."""
AGREEMENT, CASE = "under", "inCase"
"""Parameters of an address by which a purpose is named: an agreement, a case. No filter of a list has these names."""
_DIGITS = 7
Given = QueryParams | FormData


class Unanswered(Exception):
    """The engine answered a question of a page with an error: its code, its sentence."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a mutation: what it returned, or why it was refused and which argument is to blame."""

    data: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    message: str = ""
    argument: str = ""

    @property
    def refused(self) -> bool:
        """Nothing was changed."""
        return bool(self.code)


@dataclass(slots=True)
class Desk:
    """One request of one person."""

    request: Request
    engine: Engine
    caller: Caller
    name: str
    held: str
    sections: Sequence[Section]
    given: Given
    lang: str = "zh"
    large: bool = False
    """The files of the form were too large, and are not there."""
    purpose: Purpose | None = None
    more: dict[str, object] = field(default_factory=dict)
    """What every page of the section wants to know."""

    def part(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    def value(self, name: str) -> str:
        """What was typed or asked under a name; a file is no text."""
        found = self.given.get(name, "")
        return found.strip() if isinstance(found, str) else ""

    def values(self, name: str) -> list[str]:
        """Everything that was ticked under a name."""
        return [one for one in self.given.getlist(name) if isinstance(one, str)]

    def number(self, name: str) -> int:
        """A whole number from 0 on; 0 where it is none."""
        text = self.value(name)
        return int(text) if text.isdecimal() and len(text) < _DIGITS else 0

    def batch(self) -> str:
        """A number for a batch that nobody has used: the day, and something drawn."""
        return f"{self.engine.runner.clock.today():%Y%m%d}-{secrets.token_hex(4)}"

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        """The data of a query. Raises Unanswered."""
        answer = await self.engine.answer(Asked(document, variables), self.caller)
        body = orjson.loads(answer.body)
        if body.get("errors"):
            first = body["errors"][0]
            raise Unanswered(first["extensions"]["code"], first["message"])
        found: dict[str, Any] = body["data"]
        return found

    async def act(self, mutation: str, given: Mapping[str, Any]) -> Done:
        """Make one change, by the name of its mutation and its input."""
        try:
            found = (await self.ask(_document(mutation), input=given))[mutation]
        except Unanswered as error:
            return Done(code=error.code, message=error.message)
        if found["__typename"] == "Refused":
            return Done(code=found["code"], message=found["message"], argument=found["argument"] or "")
        return Done(found)

    def page(self, template: str, status: int = HTTPStatus.OK, **more: object) -> Response:
        """A page of the console."""
        shown = Page(template, self.lang, self.here, cookies.proof_of(self.held), status)
        known = {
            "link": self.link, "carried": self.carried, "purpose": self.purpose, "asked_for": self._asked_for,
            "said": self.said, "vocabulary": vocabulary, "person": self.name, "caller": self.caller,
            "sections": [one for one in self.sections if one.open_to(self.caller)], "at": self.request.url.path, "root": ROOT,
            "note": words()[self.lang]["console"]["done"] if "done" in self.request.query_params else "",
        }  # fmt: skip
        return rendered(shown, **(known | self.more | more))

    def said(self, term: vocabulary.Term) -> str:
        """A word in the language of the page."""
        return term.said(self.lang)

    def link(self, path: str, **query: object) -> str:
        """An address of ours, which keeps the language and the purpose."""
        given = {name: str(value) for name, value in query.items() if value not in {None, ""}} | self.carried
        return f"{path}?{urlencode(given)}" if given else path

    @property
    def carried(self) -> dict[str, str]:
        """What every address of the page has: the language, where it is not the first one, and what is looked for."""
        lang = {} if self.lang == "zh" else {"lang": self.lang}
        return lang | (self.purpose.carried if self.purpose else {})

    def on(self, path: str, **query: str) -> Response:
        """On to another page, after something was done."""
        return led(path, **query, **self.carried)

    @property
    def _asked_for(self) -> dict[str, str]:
        """What the address asks for beside the purpose, for the form that changes the purpose."""
        passing = {"done", "after", AGREEMENT, CASE}
        return {name: value for name, value in self.request.query_params.items() if name not in passing}

    @property
    def here(self) -> str:
        """The address of this page without its language."""
        kept = [
            (name, value) for name, value in self.request.query_params.multi_items() if name not in _PASSING
        ]
        path = self.request.url.path
        return f"{path}?{urlencode(kept)}" if kept else path


def _document(mutation: str) -> str:
    """A mutation that asks for every plain value of what it returns."""
    root = vocabulary.graph().mutation_type
    assert root is not None  # noqa: S101 - there is always a mutation type
    declared = root.fields[mutation]
    kind = get_named_type(declared.type)
    members = kind.types if isinstance(kind, GraphQLUnionType) else ()
    told = " ".join(f"... on {one.name} {{ {_plain(one)} }}" for one in members)
    taken = declared.args["input"].type
    return f"mutation($input: {taken}!) {{ {mutation}(input: $input) {{ __typename {told} }} }}".replace(
        "!!", "!"
    )


def _plain(kind: GraphQLObjectType) -> str:
    """The values of a type, and of what hangs on it; what is read like anything else (`record`, `case`) is read by its own page."""
    told = []
    for name, one in kind.fields.items():
        below = get_named_type(one.type)
        if isinstance(below, GraphQLObjectType) and below.name not in ITEMS:
            told.append(f"{name} {{ {_plain(below)} }}")
        elif not hasattr(below, "fields") and not any(
            each.type.__class__ is GraphQLNonNull for each in one.args.values()
        ):
            told.append(name)
    return " ".join(told) or "__typename"
