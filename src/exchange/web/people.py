"""Signing in as pages: password, second factor, its set-up, a new password, the account, signing out.

Each page belongs to a stage of the session (`grants.sessions.Stage`), and whoever opens another page is led to their own. A form that is
not taken comes back with what was typed, except passwords and codes, and says at the field what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import segno
from markupsafe import Markup
from starlette.responses import RedirectResponse
from starlette.routing import Route

from exchange import sentences
from exchange.access import roles
from exchange.errors import ExchangeError, TooManyAttempts
from exchange.grants.sessions import Stage
from exchange.oauth import forms
from exchange.oauth.issuer import BACK
from exchange.oauth.refused import NO_STORE, Refused
from exchange.oauth.sign_in import SignIn, Wrong
from exchange.web import cookies
from exchange.web.console.sections import ROOT
from exchange.web.rendering import Page, language, led, local, rendered, words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from exchange.access import Caller
    from exchange.grants.sessions import Session

    Handler = Callable[["Visit"], Awaitable[Response]]

SIGN_IN, FACTOR, SET_UP, PASSWORD = "/sign-in", "/sign-in/factor", "/sign-in/set-up", "/account/password"
LEAVE = "/sign-in/external"
"""Where one is sent from to the external issuer."""
ACCOUNT, SIGN_OUT = "/account", "/sign-out"
PLACES = {Stage.SECOND_FACTOR: FACTOR, Stage.SET_UP: SET_UP, Stage.NEW_PASSWORD: PASSWORD}
TEMPLATES = {SIGN_IN: "sign_in.html", FACTOR: "factor.html", SET_UP: "set_up.html", PASSWORD: "password.html"}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a browser: what it holds and gives, and how far its session is."""

    request: Request
    value: str
    given: Mapping[str, str]
    session: Session | None

    @property
    def lang(self) -> str:
        """Language of the answer."""
        return language(self.given)

    @property
    def onward(self) -> str:
        """Where the person wanted to go; an address of ours, or nothing."""
        return local(self.given.get("next", ""))

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return self.request.client.host if self.request.client else ""


class People:
    """The pages of one exchange."""

    def __init__(self, sign_in: SignIn, cookie: cookies.Cookie) -> None:
        self._sign_in = sign_in
        self._cookie = cookie

    async def caller(self, request: Request) -> Caller:
        """Who acts in a request of a browser: the person with the rights of this moment, or nobody (`ANONYMOUS`)."""
        return await self._sign_in.caller(self._cookie.held(request))

    def routes(self) -> list[Route]:
        """What the application mounts."""
        pages = {
            SIGN_IN: (None, self._begin),
            FACTOR: (Stage.SECOND_FACTOR, self._factor),
            SET_UP: (Stage.SET_UP, self._set_up),
            PASSWORD: (Stage.NEW_PASSWORD, self._password),
        }
        return [
            *(Route(path, self._shown(path, stage), methods=["GET"]) for path, (stage, _) in pages.items()),
            *(
                Route(path, self._sent(path, stage, step), methods=["POST"])
                for path, (stage, step) in pages.items()
            ),
            Route(LEAVE, self._answered(self._go), methods=["GET"]),
            Route(BACK, self._answered(self._come), methods=["GET"]),
            Route(ACCOUNT, self._answered(self._account), methods=["GET"]),
            Route(SIGN_OUT, self._answered(self._leave), methods=["POST"]),
        ]

    # --- what is typed ---

    async def _begin(self, visit: Visit) -> str:
        given = visit.given
        return await self._sign_in.by_password(
            given.get("login", ""), given.get("password", ""), visit.address
        )

    async def _factor(self, visit: Visit) -> str:
        return await self._sign_in.by_code(_open(visit), visit.given.get("code", ""))

    async def _set_up(self, visit: Visit) -> str:
        given = visit.given
        return await self._sign_in.set_up(_open(visit), given.get("code", ""), given.get("recovery", ""))

    async def _password(self, visit: Visit) -> str:
        given = [visit.given.get(name, "") for name in ("old", "new", "again")]
        return await self._sign_in.new_password(_open(visit), *given)

    # --- pages ---

    def _shown(self, path: str, stage: Stage | None) -> Callable[[Request], Awaitable[Response]]:
        async def show(visit: Visit) -> Response:
            return self._elsewhere(visit, path, stage) or await self._page(visit, path)

        return self._answered(show)

    def _sent(
        self, path: str, stage: Stage | None, step: Callable[[Visit], Awaitable[str]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def send(visit: Visit) -> Response:
            away = self._elsewhere(visit, path, stage)
            if away is not None:
                return away
            if not cookies.proven(visit.request, visit.given, visit.value):
                return await self._page(visit, path, {"": "stale"}, HTTPStatus.FORBIDDEN)
            try:
                value = await step(visit)
            except Wrong as wrong:
                told = words()[visit.lang]["people"]["wrong"][wrong.problem].format(**wrong.facts)
                return await self._page(visit, path, {wrong.field: told}, HTTPStatus.BAD_REQUEST)
            except TooManyAttempts as many:
                return await self._page(visit, path, {"": "many"}, HTTPStatus.TOO_MANY_REQUESTS, many)
            fresh = await self._sign_in.held(value)
            place = PLACES.get(fresh.stage) if fresh else SIGN_IN
            on = led(place, next=visit.onward, lang=_other(visit)) if place else self._inside(visit)
            return self._cookie.give(on, value)

        return self._answered(send)

    def _inside(self, visit: Visit) -> Response:
        """On to where the person wanted to go; else to the work that waits."""
        return led(visit.onward) if visit.onward else led(ROOT, lang=_other(visit))

    def _elsewhere(self, visit: Visit, path: str, stage: Stage | None) -> Response | None:
        """Where the session is, when that is not the page of this stage."""
        now = visit.session.stage if visit.session else None
        if now is stage or (now is Stage.IN and path == PASSWORD):
            return None
        if now is Stage.IN:
            return self._inside(visit)
        place = PLACES.get(now, SIGN_IN) if now else SIGN_IN
        return None if place == path else led(place, next=visit.onward, lang=_other(visit))

    async def _page(
        self,
        visit: Visit,
        path: str,
        wrong: Mapping[str, str] | None = None,
        status: int = HTTPStatus.OK,
        error: ExchangeError | None = None,
    ) -> Response:
        """A form, afresh or with what was typed and what is wrong with it."""
        value = visit.value or cookies.drawn()
        said = words()[visit.lang]["people"]["wrong"]
        told = {field: said.get(problem, problem) for field, problem in (wrong or {}).items()}
        if error is not None:
            told[""] = told[""].format(**error.facts)
        page = Page(TEMPLATES[path], visit.lang, _path(path, visit.onward), cookies.proof_of(value), status)
        more: dict[str, object] = {"least": self._sign_in.shortest, "vouched": self._sign_in.vouched}
        if path == SET_UP:
            more |= await self._offered(visit)
        answer = rendered(
            page, wrong=told, next=visit.onward, typed=visit.given, session=visit.session, **more
        )
        answer.headers.update(error.headers if error else {})
        return answer if visit.value else self._cookie.give(answer, value)

    async def _offered(self, visit: Visit) -> dict[str, object]:
        offered = await self._sign_in.offer(_open(visit))
        drawing = segno.make(offered.address, error="m").svg_inline(scale=4, border=2)
        key = " ".join(offered.key[start : start + 4] for start in range(0, len(offered.key), 4))
        return {"drawing": Markup(drawing), "key": key, "address": offered.address}  # noqa: S704 - drawn by us

    async def _go(self, visit: Visit) -> Response:
        """To the external issuer, which this browser alone can come back from."""
        value = visit.value or cookies.drawn()
        answer = RedirectResponse(await self._sign_in.leave(value, visit.onward), 303, NO_STORE)
        return answer if visit.value else self._cookie.give(answer, value)

    async def _come(self, visit: Visit) -> Response:
        try:
            value, onward = await self._sign_in.arrive(
                visit.value, visit.given.get("state", ""), visit.given.get("code", "")
            )
        except Wrong as wrong:
            said = words()[visit.lang]["people"]["wrong"]
            return failed(visit.lang, HTTPStatus.BAD_REQUEST, said[wrong.problem], {})
        return self._cookie.give(led(local(onward) or ROOT), value)

    async def _account(self, visit: Visit) -> Response:
        away = self._elsewhere(visit, ACCOUNT, Stage.IN)
        if away is not None:
            return away
        caller = await self._sign_in.caller(visit.value)
        if caller.person is None:
            said = words()[visit.lang]["people"]["nothing_held"]
            return self._cookie.take(failed(visit.lang, HTTPStatus.FORBIDDEN, said, {}))
        page = Page("account.html", visit.lang, ACCOUNT, cookies.proof_of(visit.value))
        who = await self._sign_in.described(caller)
        return rendered(page, person=who.name, caller=caller, who=who, roles=roles())

    async def _leave(self, visit: Visit) -> Response:
        if not cookies.proven(visit.request, visit.given, visit.value):
            return led(ACCOUNT, lang=_other(visit))
        if visit.session is not None:
            await self._sign_in.sign_out(visit.session)
        return self._cookie.take(led(SIGN_IN, lang=_other(visit)))

    def _answered(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        return reading(self._sign_in, self._cookie, handler, _given)


def reading(
    sign_in: SignIn,
    cookie: cookies.Cookie,
    handler: Handler,
    given_by: Callable[[Request], Awaitable[Mapping[str, str]]],
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint: the visit read, and errors told as a page."""

    async def answer(request: Request) -> Response:
        lang = language(request.query_params)
        try:
            given = await given_by(request)
            lang = language(given)
            value = cookie.held(request)
            return await handler(Visit(request, value, given, await sign_in.held(value)))
        except Refused as refused:
            return failed(lang, refused.status, sentences.said(refused.description, lang), refused.headers)
        except ExchangeError as error:
            return failed(lang, error.status, sentences.said(error.message, lang), error.headers)

    return answer


async def _given(request: Request) -> Mapping[str, str]:
    return await forms.read(request) if request.method == "POST" else dict(request.query_params)


def failed(lang: str, status: int, problem: str, headers: Mapping[str, str]) -> Response:
    """The page of an error."""
    answer = rendered(Page("failed.html", lang, SIGN_IN, status=status), problem=problem)
    answer.headers.update(headers)
    return answer


def _open(visit: Visit) -> Session:
    if visit.session is None:  # pragma: no cover - the page of a stage is shown to a session alone
        raise Refused("There is no session.")
    return visit.session


def _other(visit: Visit) -> str:
    """The language, where it is not the first one."""
    return "" if visit.lang == "zh" else visit.lang


def _path(path: str, onward: str) -> str:
    answer = led(path, next=onward)
    return answer.headers["location"]
