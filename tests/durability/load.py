"""Callers who submit and move records, and remember every answer that they got: what was promised, and what stayed open."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx

from tests.durability.scene import SECRET, Site

if TYPE_CHECKING:
    import random

A_WHILE = 100
"""Batches that are settled before the tokens, which live five minutes, are asked for again."""
DAY = (datetime.now(UTC) - timedelta(days=9)).date().isoformat()
SUBMIT = """
mutation ($batch: String!, $rows: [PenaltyRow!]!) {
  submitRecords(input: {batch: $batch, penalties: $rows}) {
    ... on SubmissionReport { batch accepted warned refused duplicates rows { number verdict recordId } }
    ... on Refused { code message }
  }
}
"""
MOVE = """
mutation ($id: ID!) { passLevelRecord(input: {id: $id, level: PROVINCE, findings: "属实"}) {
  __typename ... on Moved { record { id state } } ... on Refused { code }
} }
"""
"""Answers that promise nothing and blame nobody."""
TRY_AGAIN = {"UNAVAILABLE", "TIMED_OUT", "OUTCOME_UNKNOWN", "TOO_MANY_REQUESTS"}


class Open(Exception):
    """No answer, or one that says to try again."""


class Unsent(Open):
    """Nobody was there to send it to."""


def rows(batch: str, count: int = 2) -> list[dict[str, object]]:
    """Rows that no other batch has."""
    return [
        {
            "partyName": "福州鼓楼榕测食品有限公司",
            "partyType": "ORGANISATION",
            "partyCreditCode": "91350102MAFJ0001XP",
            "legalRepresentative": "林试",
            "documentNumber": f"榕鼓〔2026〕{batch}{number}号",
            "violation": "标签",
            "violationFact": "未标明生产日期。",
            "legalBasis": "《中华人民共和国食品安全法》第一百二十五条",
            "kind": ["罚款"],
            "content": "罚款5000元。",
            "fine": "0.5",
            "decidedOn": DAY,
            "authorityName": "福州市鼓楼区市场监督管理局",
        }
        for number in range(count)
    ]


@dataclass
class Load:
    """What was asked for, and what was answered."""

    site: Site
    name: str
    reports: dict[str, Any] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    tokens: dict[str, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    number: int = 0
    statuses: set[int] = field(default_factory=set)
    """HTTP statuses of the answers that promised nothing."""

    async def enter(self, http: httpx.AsyncClient) -> None:
        """Tokens for both clients."""
        for client in ("origin", "keeper"):
            answer = await http.post(
                "/oauth/token", data={"grant_type": "client_credentials"}, auth=(client, SECRET)
            )
            self.tokens[client] = answer.json()["access_token"]

    async def ask(self, http: httpx.AsyncClient, client: str, document: str, **variables: object) -> Any:  # noqa: ANN401
        """The answer's data; Open when it promises nothing."""
        try:
            answer = await http.post(
                "/graphql",
                json={"query": document, "variables": variables},
                headers={"Authorization": f"Bearer {self.tokens[client]}"},
            )
        except httpx.ConnectError as error:
            raise Unsent from error
        except httpx.HTTPError as error:
            raise Open(type(error).__name__) from error
        body = answer.json()
        codes = {one["extensions"]["code"] for one in body.get("errors", [])} | (
            {body["code"]} if "code" in body else set()
        )
        data = next(iter((body.get("data") or {}).values()), None)
        codes |= {data["code"]} if data and "code" in data else set()
        for code in codes:
            self.codes[code] = self.codes.get(code, 0) + 1
        if codes & TRY_AGAIN:
            self.statuses.add(answer.status_code)
            raise Open(codes)
        assert not codes, f"{answer.status_code} {codes}"
        assert answer.status_code == 200
        return data

    async def submit(self, http: httpx.AsyncClient, batch: str) -> Any:  # noqa: ANN401
        """Send a batch, and remember its report."""
        known = batch in self.open
        self.open.add(batch)
        try:
            report = await self.ask(http, "origin", SUBMIT, batch=batch, rows=rows(batch))
        except Unsent:
            if not known:
                self.open.discard(batch)
            raise
        self.open.discard(batch)
        assert self.reports.setdefault(batch, report) == report
        return report

    async def work(self, http: httpx.AsyncClient, draw: random.Random) -> None:
        """Submit, and move what was accepted, until cancelled."""
        while True:
            self.number += 1
            try:
                report = await self.submit(http, f"{self.name}{self.number}")
                record = draw.choice(report["rows"])["recordId"]
                done = await self.ask(http, "keeper", MOVE, id=record)
                assert done["__typename"] == "Moved"
                self.moved.add(record)
            except Open:
                await asyncio.sleep(0.1)

    async def settle(self, http: httpx.AsyncClient) -> int:
        """Send everything again: what was open is answered now, what was answered is answered the same."""
        resolved = len(self.open)
        for number, batch in enumerate(sorted(self.open | set(self.reports))):
            if number % A_WHILE == 0:
                await self.enter(http)
            await self.submit(http, batch)
        return resolved


def client(site: Site) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=site.url, timeout=15)
