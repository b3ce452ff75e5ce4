"""What `exchange demo` prints and writes down: addresses, credentials, one `curl` per caller."""

from __future__ import annotations

import json
import os
import shlex
from typing import TYPE_CHECKING

from exchange.demo.callers import NAMES, TOTP
from exchange.demo.seed import Seed
from exchange.demo.story import CREDIT_CODE
from exchange.demo.world import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchange.demo.callers import Callers

FILE = "demo.json"
_SERVANT = Seed(SEED).id("story", "servant")
_STORY = f'subject(by: {{creditCode: "{CREDIT_CODE}"}})'
QUERIES = {
    "anonymous": f"{{ {_STORY} {{ name legalRepresentative penalties(first: 2) {{ totalCount edges {{ node "
    "{ documentNumber decidedOn content violationFact } } } } }",
    "partner": f"{{ {_STORY} {{ name penalties(first: 5) {{ totalCount edges {{ node {{ documentNumber state fine }} }} }} }} }}",
    "agreed": "{ penalties(first: 2, where: {partyType: {in: [NATURAL_PERSON]}}) { totalCount edges { node "
    "{ documentNumber partyName personIdNumber publicationBasis } } } }",
    "superior": '{ dishonestyRecords(first: 2, where: {region: {within: "350102"}}) { totalCount edges { node '
    "{ title partyName state loss subject { name } } } } }",
    "keeper": "{ penalties(first: 2, where: {state: {in: [SUBMITTED]}}) { totalCount edges { node "
    "{ id documentNumber state levels { level checkedOn } } } } }",
    "discipline": "{ dishonestyRecords(first: 2, where: {partyType: {in: [CIVIL_SERVANT]}}) { totalCount edges { node "
    "{ documentNumber partyName personEmployer sanctionKind caseNumber } } } }",
    "intake": "{ complaints(first: 3) { totalCount edges { node { number state area misconduct complainantName dueOn "
    "responsible { name } } } } }",
    "origin": "{ penalties(first: 3, where: {state: {in: [SUBMITTED, RETURNED, DRAFT]}}) { totalCount edges { node "
    "{ documentNumber state partyName } } } }",
    "administrator": f"{{ {_STORY} {{ name legalRepresentative disclosure {{ field treatment reason }} }} }}",
    "second": "{ clients(first: 2) { totalCount edges { node { id name role living } } } heldScopes(first: 2) { totalCount edges { node "
    "{ holder scope givenOn lastUsedOn } } } }",
    "subject": f"{{ {_STORY} {{ name penalties(first: 5) {{ totalCount edges {{ node {{ documentNumber state publishUntil }} }} }} }} }}",
    "servant": f"{{ subject(by: {{id: {json.dumps(str(_SERVANT))}}}) {{ name employer dishonestyRecords(first: 5) {{ edges {{ node "
    "{ title state sanctionKind sanctionUntil facts } } } } }",
}
"""What each caller asks in its example."""


def write(path: Path, base_url: str, callers: Callers) -> None:
    """`demo.json`, readable by its owner alone, whole or not at all."""
    text = json.dumps({"base_url": base_url, "callers": callers}, ensure_ascii=False, indent=2) + "\n"
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
    fresh.replace(path)


def read(path: Path) -> Callers | None:
    """The callers written down at the first load; None when there is no such file, or not a whole one."""
    try:
        found: Callers = json.loads(path.read_text("utf-8"))["callers"]
        complete = all(found[role]["client_id"] and found[role]["client_secret"] for role in NAMES)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return found if complete else None


def greeting(base_url: str, callers: Callers, path: Path) -> Iterator[str]:
    """The lines that `exchange demo` prints when it is ready."""
    yield "Credit Exchange (政务诚信信用信息交换), with a sample world: every decision, person and enterprise in it is invented."
    yield ""
    yield f"  start page      {base_url}/"
    yield f"  people sign in  {base_url}/sign-in"
    yield f"  GraphQL         {base_url}/graphql   (in a browser: the explorer)"
    yield f"  readiness       {base_url}/readyz"
    yield f"  credentials     {path}"
    yield ""
    for role, one in callers.items():
        if one:
            more = "".join(f"  {name} {one[name]}" for name in ("agreement", "case") if name in one)
            yield f"  {role:14}  {one['client_id']:18}  {one['client_secret']}{more}"
    yield ""
    yield "People sign in with login, password and the code that an authenticator makes of the key:"
    for one in (
        callers[role] for role in NAMES if TOTP in callers[role]
    ):  # a world of an earlier version has no people
        yield f"  {one['login']:14}  {one['password']:18}  {one[TOTP]}"
    yield ""
    yield "One request per caller to copy (each fetches its token first):"
    for role, one in callers.items():
        yield ""
        yield f"# {role}" + (f": {NAMES[role]}" if role in NAMES else "")
        yield curl(base_url, role, one)
    yield ""
    yield "Ctrl-C stops the exchange; the data stays for the next start."


def curl(base_url: str, role: str, one: dict[str, str]) -> str:
    """A command to copy into a shell; needs curl and sed alone."""
    body = json.dumps({"query": QUERIES[role]}, ensure_ascii=False)
    parts = ["curl", "-sS", f"{base_url}/graphql", "-H 'Content-Type: application/json'"]
    if one:
        login = shlex.quote(f"{one['client_id']}:{one['client_secret']}")
        asked = f"curl -sS -u {login} -d grant_type=client_credentials {base_url}/oauth/token"
        taken = """sed 's/.*"access_token": *"\\([^"]*\\)".*/\\1/'"""
        parts.append(f'-H "Authorization: Bearer $({asked} | {taken})"')
    parts += [
        f"-H 'Exchange-{name.capitalize()}: {one[name]}'" for name in ("agreement", "case") if name in one
    ]
    return " ".join([*parts, "-d", shlex.quote(body)])
