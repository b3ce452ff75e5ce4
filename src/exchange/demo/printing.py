"""What `exchange demo` prints and writes down: addresses, credentials, one `curl` per caller."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from exchange.errors import StartupError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchange.demo.callers import Made

QUERIES = {
    "anonymous": "{ penalties(first: 2) { totalCount edges { node { documentNumber partyName decidedOn } } } }",
    "partner": '{ subject(by: {creditCode: "91350102MAFJ0001XP"}) { name penalties(first: 3) { edges { node { documentNumber state violationFact } } } } }',
    "agreed": "{ penalties(first: 2, where: {partyType: {is: NATURAL_PERSON}}) { totalCount edges { node { partyName personIdNumber violationFact } } } }",
    "superior": "{ dishonestyRecords(first: 2) { totalCount edges { node { title partyName facts state } } } }",
    "keeper": "{ penalties(first: 2, where: {state: {is: SUBMITTED}}) { totalCount edges { node { id documentNumber levels { level } } } } }",
    "discipline": "{ dishonestyRecords(first: 2, where: {partyType: {is: CIVIL_SERVANT}}) { edges { node { partyName caseNumber sanctionKind } } } }",
    "origin": "{ penalties(first: 2, where: {state: {in: [SUBMITTED, RETURNED, DRAFT]}}) { totalCount edges { node { documentNumber state } } } }",
    "administrator": '{ subject(by: {creditCode: "91350102MAFJ0001XP"}) { name legalRepresentative disclosure { field treatment reason } } }',
    "subject": "{ penalties(first: 5) { edges { node { documentNumber state publishUntil repairableFrom } } } }",
}
"""What each caller asks in its example."""


def write(path: Path, base: str, made: Made) -> None:
    """`demo.json`, readable by its owner alone."""
    body = {"base_url": base, "callers": {"anonymous": {}, **made.callers}}
    text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def read(path: Path, base: str) -> dict[str, dict[str, str]]:
    """The callers written down at first load; StartupError when the file is gone or broken. The address is kept up to date."""
    try:
        body: dict[str, Any] = json.loads(path.read_text("utf-8"))
        callers: dict[str, dict[str, str]] = body["callers"]
    except (OSError, ValueError, KeyError) as problem:
        sentence = f"{path.name} in the data directory is missing or broken, so the demo's secrets are lost. Remove the data directory to begin anew."
        raise StartupError(sentence) from problem
    if body.get("base_url") != base:
        body["base_url"] = base
        path.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return callers


def lines(base: str, callers: dict[str, dict[str, str]], path: Path) -> Iterator[str]:
    """The greeting."""
    yield ""
    yield f"  Credit Exchange  {base}/            start page"
    yield f"                   {base}/graphql     explorer and API"
    yield f"                   {base}/readyz      readiness"
    yield ""
    yield f"  Credentials of the demo ({path}):"
    for role, one in callers.items():
        if one:
            more = "".join(f"  {name}: {one[name]}" for name in ("agreement", "case") if name in one)
            yield f"    {role:14} {one['client_id']:20} {one['client_secret']}{more}"
    yield ""
    yield "  One curl per caller (each fetches its token first):"
    for role, one in callers.items():
        yield ""
        yield f"  # {role}" + (f"  {one['name']}" if one else "")
        yield f"  {curl(base, role, one)}"
    yield ""
    yield "  Ctrl-C stops the exchange; the data stays for the next run."
    yield ""


def curl(base: str, role: str, one: dict[str, str]) -> str:
    """A command to copy."""
    body = json.dumps({"query": QUERIES[role]}, ensure_ascii=False)
    headers = ["-H 'content-type: application/json'"]
    if one:
        told = f"$(curl -s -u {one['client_id']}:{one['client_secret']} -d grant_type=client_credentials {base}/oauth/token"
        headers.append(
            f"""-H "authorization: Bearer {told} | sed 's/.*"access_token": *"\\([^"]*\\)".*/\\1/')\""""
        )
    if "agreement" in one:
        headers.append(f"-H 'exchange-agreement: {one['agreement']}'")
    if "case" in one:
        headers.append(f"-H 'exchange-case: {one['case']}'")
    return f"curl -s {base}/graphql {' '.join(headers)} -d '{body}'"
