"""A browser without a screen: keeps cookies, reads the form of a page and sends it filled in."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx

_FORM = re.compile(r'<form class="sheet" method="post" action="([^"]+)".*?</form>', re.DOTALL)
_FIELD = re.compile(r'<input [^>]*?name="([^"]+)"[^>]*?value="([^"]*)"')
_WRONG = re.compile(r'<p class="wrong" id="([^"]+)-wrong">([^<]+)</p>')
_ALERT = re.compile(r'<p class="alert" role="alert">([^<]+)</p>')


@dataclass
class Browser:
    """What one person sees, through a web client of its own."""

    web: httpx.AsyncClient
    headers: dict[str, str] = field(default_factory=dict)
    page: str = ""
    path: str = ""
    status: int = 0
    answer: httpx.Response | None = None

    async def open(self, path: str) -> Browser:
        return await self._take(await self.web.get(path, headers=self.headers))

    async def send(self, changed: dict[str, str] | None = None, **typed: str) -> Browser:
        """Send the page's form with what is typed; `changed` for fields of odd names."""
        form = _FORM.search(self.page)
        assert form is not None, self.page
        held = {name: html.unescape(value) for name, value in _FIELD.findall(form[0])}
        data = held | typed | (changed or {})
        return await self._take(await self.web.post(html.unescape(form[1]), data=data, headers=self.headers))

    async def sign_out(self) -> Browser:
        proof = re.findall(r'name="proof" value="([^"]+)"', self.page)[0]
        return await self._take(await self.web.post("/sign-out", data={"proof": proof}, headers=self.headers))

    async def _take(self, answer: httpx.Response) -> Browser:
        while answer.is_redirect:
            address = answer.headers["location"]
            if not address.startswith("/"):
                break
            answer = await self.web.get(address, headers=self.headers)
        self.answer, self.page, self.status = answer, answer.text, answer.status_code
        self.path = urlsplit(str(answer.url)).path
        return self

    @property
    def wrong(self) -> dict[str, str]:
        """What the page says is wrong, by field; the page as a whole under the empty name."""
        told = {name: html.unescape(text) for name, text in _WRONG.findall(self.page)}
        alerts = [html.unescape(text) for text in _ALERT.findall(self.page)]
        return told | ({"": alerts[0]} if alerts else {})

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields of the form."""
        form = _FORM.search(self.page)
        return {
            name: html.unescape(value) for name, value in (_FIELD.findall(form[0]) if form else ()) if value
        }

    def hold(self, value: str) -> None:
        """Have this in place of the cookie that one has."""
        self.web.cookies.clear()
        self.web.cookies.set("exchange", value, domain="127.0.0.1", path="/")

    @property
    def cookie(self) -> str:
        return self.web.cookies.get("exchange") or ""
