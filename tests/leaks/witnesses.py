"""Witnesses: for each channel the smallest question whose answer changes when the channel is open. They know nothing of the mutants."""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import io
import json
import logging
import tempfile
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import httpx
from starlette.applications import Starlette

from exchange.access import ANONYMOUS, Call, Narrowed, Scope, Token
from exchange.api import edge, feeds, http, logs, metrics, open_data, traces
from exchange.api.engine import Answer, Request
from exchange.api.published import published
from exchange.api.shares import Shares
from exchange.backup import archive
from exchange.cases import load
from exchange.errors import Unauthenticated, Unavailable
from exchange.grants.profiles import Profile
from exchange.laps import Laps
from exchange.model import ITEMS, open_search, person_search
from exchange.records import guards, intake
from exchange.records.remask import remask
from exchange.records.rows import prepare
from exchange.records.subjects import Resolved, subject_lines
from tests.api.collector import collector
from tests.leaks.world import learnt

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from uuid import UUID

    from exchange.access import Caller
    from tests.leaks.world import World

PERSON = "林大山"
NUMBER = "350102199003071015"
NOWHERE = "00000000-0000-4000-8000-000000000000"
PENALTY = ITEMS["Penalty"]


# --- lists ----------------------------------------------------------------------------------------------------------------------


async def filter_finds_what_is_masked(world: World) -> None:
    asked = "query ($n: String!) { penalties(where: {partyName: {is: $n}}) { totalCount } }"
    found = await world.ask(world.caller("keeper"), asked, n=PERSON)
    learnt(found["penalties"]["totalCount"], 0, "records of a person whose name is masked")


async def search_finds_who_is_masked(world: World) -> None:
    found = await world.ask(world.caller("keeper"), f'{{ subjects(search: "{PERSON}") {{ totalCount }} }}')
    learnt(found["subjects"]["totalCount"], 0, "persons found by a masked name")


async def search_finds_whom_others_manage(world: World) -> None:
    keeper = world.caller("keeper")
    who = replace(keeper, scopes=keeper.scopes | {Scope.PERSON_READ})
    found = await world.ask(who, f'{{ subjects(search: "{PERSON}") {{ totalCount }} }}')
    learnt(found["subjects"]["totalCount"], 0, "persons found by a name that others manage")


async def search_finds_by_a_hidden_record(world: World) -> None:
    found = await world.ask(
        world.caller("partner"), '{ subjects(search: "丰泽市监样罚(2026)3号") { totalCount } }'
    )
    learnt(found["subjects"]["totalCount"], 0, "whom a record is about that nobody may know of")


async def persons_have_no_initials(world: World) -> None:
    values = {"kind": "NATURAL_PERSON", "name": PERSON, "region": "350503", "status": "ACTIVE"}
    person = world.identity("subject", "person")
    lines = subject_lines([(person, values, {})], {person})
    keys = [row["key"] for table in (open_search, person_search) for row in lines[table]]
    learnt([one for one in keys if one.isascii()], [], "initials of a person")


async def order_is_that_of_visible_values(world: World) -> None:
    asked = "{ penalties(orderBy: [{decidedOn: DESC}]) { edges { node { decidedOn } } } }"
    found = await world.ask(world.caller("partner"), asked)
    days = [one["node"]["decidedOn"] for one in found["penalties"]["edges"]]
    learnt(days, sorted(days, reverse=True), "an order that is not that of the days")


async def total_counts_what_is_seen(world: World) -> None:
    found = await world.ask(world.caller("partner"), "{ penalties { totalCount edges { node { id } } } }")
    learnt(found["penalties"]["totalCount"], 2, "how many records there are, hidden ones included")
    learnt(len(found["penalties"]["edges"]), 2, "records that are not shared")


async def no_next_page_of_hidden_rows(world: World) -> None:
    asked = "{ penalties(first: 2) { pageInfo { hasNextPage } } }"
    found = await world.ask(world.caller("partner"), asked)
    more = found["penalties"]["pageInfo"]["hasNextPage"]
    learnt(more, False, "that there are hidden records further on")  # noqa: FBT003 - the value looked for


async def page_is_full(world: World) -> None:
    found = await world.ask(world.caller("partner"), "{ penalties(first: 2) { edges { node { id } } } }")
    learnt(len(found["penalties"]["edges"]), 2, "how many hidden records stand between visible ones")


async def cursor_holds_visible_values(world: World) -> None:
    asked = "{ penalties(orderBy: [{decidedOn: DESC}]) { edges { cursor node { id decidedOn } } } }"
    for one in (await world.ask(world.caller("partner"), asked))["penalties"]["edges"]:
        cursor = one["cursor"] + "=" * (-len(one["cursor"]) % 4)
        parts = json.loads(base64.urlsafe_b64decode(cursor))
        learnt(parts[1:], [one["node"]["decidedOn"], one["node"]["id"]], "what a cursor carries")


# --- messages and logs ----------------------------------------------------------------------------------------------------------


def _fail(*_: object) -> None:
    """What a driver might say."""
    raise ValueError(f"duplicate key ({PERSON}, {NUMBER})")


async def _failing_move(world: World) -> str:
    """The answer to a move in which an exception breaks out with values in its words."""
    asked = 'mutation ($id: ID!) { returnRecord(input: {id: $id, reason: "x"}) { __typename } }'
    request = Request(asked, {"id": str(world.identity("record", "waiting"))})
    with mock.patch.object(guards, "check", _fail):
        return (await world.engine.answer(request, world.caller("keeper"))).body.decode()


async def message_repeats_no_value(world: World) -> None:
    body = await _failing_move(world)
    learnt([one for one in (PERSON, NUMBER) if one in body], [], "values in a message")


@contextlib.contextmanager
def _log() -> Iterator[io.StringIO]:
    """What the exchange writes into its log meanwhile."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logs.Lines())
    logger, level = logging.getLogger("exchange"), logging.getLogger("exchange").level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield text
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


async def log_repeats_no_value(world: World) -> None:
    with _log() as text:
        await _failing_move(world)
    if "ValueError" not in text.getvalue():
        raise RuntimeError("nothing was logged")
    learnt([one for one in (PERSON, NUMBER) if one in text.getvalue()], [], "values in the log")


def _laps() -> Laps:
    found = Laps()
    found.lap("send")
    return found


async def traces_name_nobody(_: World) -> None:
    with collector() as (url, received):
        spans = traces.Traces(url)
        spans.request("/graphql", f'{{ subjects(search: "{PERSON}") {{ totalCount }} }}', 200, (), _laps())
        await spans.close()
    if not received:
        raise RuntimeError("nothing was traced")
    learnt([one for one in (PERSON,) if one.encode() in b"".join(received)], [], "values in the traces")


async def metrics_name_nobody(_: World) -> None:
    counts = metrics.Metrics()
    asked = f'{{ subjects(search: "{PERSON}") {{ totalCount }} }}'
    counts.request("/graphql", asked, 200, ("ARGUMENT_INVALID",), _laps())
    learnt([one for one in (PERSON,) if one in counts.text().decode()], [], "values in the metrics")


async def log_has_no_number(world: World) -> None:
    async def app(scope: Any, _receive: object, send: Any) -> None:  # noqa: ANN401 - ASGI
        edge.note(scope, operation=f"find_{NUMBER}")
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def nothing(_: object = None) -> Any:  # noqa: ANN401 - ASGI
        return None

    with _log() as text:
        await edge.Edge(app)({"type": "http", "method": "GET", "path": f"/{NUMBER}"}, nothing, nothing)
    if "exchange.request" not in text.getvalue():
        raise RuntimeError("nothing was logged")
    learnt(NUMBER in text.getvalue(), False, "a number in the log")  # noqa: FBT003 - the value looked for


# --- writing --------------------------------------------------------------------------------------------------------------------


async def foreign_record_is_no_record(world: World) -> None:
    asked = 'mutation ($id: ID!) { returnRecord(input: {id: $id, reason: "x"}) { ... on Refused { code message } } }'
    elsewhere = world.caller("keeper", jurisdiction="350100")
    foreign, none = [
        await world.ask(elsewhere, asked, id=one)
        for one in (str(world.identity("record", "waiting")), NOWHERE)
    ]
    learnt(foreign, none, "that there is such a record")
    learnt(none["returnRecord"].get("code"), "NOT_FOUND", "what is told of no record")


async def foreign_subject_is_no_subject(world: World) -> None:
    asked = """mutation ($id: ID!, $into: ID!) {
      mergeSubjects(input: {id: $id, into: $into, reason: "x"}) { ... on Refused { code message } } }"""
    elsewhere = world.caller("keeper", jurisdiction="350100")
    firm = str(world.identity("subject", "firm"))
    foreign, none = [
        (await world.ask(elsewhere, asked, id=one, into=one))["mergeSubjects"] for one in (firm, NOWHERE)
    ]
    learnt(foreign, none, "that there is such a subject")
    learnt(none.get("code"), "NOT_FOUND", "what is told of no subject")


async def foreign_pair_is_no_pair(world: World) -> None:
    asked = 'mutation ($id: ID!) { settleDuplicate(input: {id: $id, reason: "x"}) { ... on Refused { code message } } }'
    pair = await world.owner.fetchval(
        "INSERT INTO duplicate (subject_id, other_subject_id, id, item, record_id, other_id, found_on, outcome, province) "
        "SELECT a.subject_id, b.subject_id, gen_random_uuid(), 'penalty', a.id, b.id, current_date, 'SAME', a.province "
        "FROM penalty a JOIN penalty b ON a.id < b.id LIMIT 1 RETURNING id"
    )
    elsewhere = world.caller("keeper", jurisdiction="350100")
    foreign, none = [await world.ask(elsewhere, asked, id=one) for one in (str(pair), NOWHERE)]
    await world.owner.execute("DELETE FROM duplicate WHERE id = $1", pair)
    learnt(foreign, none, "that two records elsewhere look alike")


class _Undone(Exception):
    """Ends a witness's transaction without a trace."""


async def _taken(world: World, *departments: str) -> list[intake.Accepted]:
    """The same decision taken in from each department; afterwards it never happened."""
    values: dict[str, object] = {"document_number": "〔2026〕9号", "authority_name": "局", "kind": ["FINE"]}
    values |= {"decided_on": dt.date(2026, 6, 1), "party_type": "ORGANISATION"}
    subject = Resolved(world.identity("subject", "firm"), natural=False, region="350503")
    found: list[intake.Accepted] = []
    with contextlib.suppress(_Undone):
        async with world.db.writing() as session:
            for one in departments:
                caller = world.caller("origin", department=one, departments=(one,))
                entry = intake.Entry(values, subject)
                found += await intake.accept(session, caller, world.clock, PENALTY, [entry], batch="b")
            raise _Undone
    return found


async def only_own_rows_are_repeated(world: World) -> None:
    _, second = await _taken(world, "bureau", "other")
    learnt(second.repeated, False, "that another department sent the decision")  # noqa: FBT003 - the value looked for


async def ids_are_random(world: World) -> None:
    for one in await _taken(world, "bureau"):
        learnt(one.record_id.version, 4, "when or after whom a record came")


async def payload_is_the_callers(world: World) -> None:
    record = world.identity("record", "personal")
    await world.owner.execute("UPDATE penalty SET state = 'SUBMITTED' WHERE id = $1", record)
    asked = (
        'mutation ($id: ID!) { returnRecord(input: {id: $id, reason: "x"}) '
        "{ ... on Moved { record { ... on Penalty { partyName } } } } }"
    )
    found = await world.ask(world.caller("keeper"), asked, id=str(record))
    learnt(found["returnRecord"]["record"]["partyName"], "林**", "a name in a mutation's payload")


async def twin_is_masked(_: World) -> None:
    row = prepare(PENALTY, {"party_name": PERSON}, natural=True)
    learnt(row.apart["party_name_surname"], "林**", "what is written as the masked name")


# --- caches ---------------------------------------------------------------------------------------------------------------------


NAMES = "query Names { penalties(orderBy: [{documentNumber: ASC}]) { edges { node { id partyName } } } }"


async def _names(world: World, who: Caller) -> dict[str, str | None]:
    found = await world.ask(who, NAMES)
    return {one["node"]["id"]: one["node"]["partyName"] for one in found["penalties"]["edges"]}


async def plans_are_not_shared(world: World) -> None:
    personal = str(world.identity("record", "personal"))
    await _names(world, world.caller("origin"))
    found = await _names(world, world.caller("agreed", departments=("bureau", "other")))
    learnt(found.get(personal), "林**", "what the caller before was shown")


async def no_case_no_record(world: World) -> None:
    asked = "{ penalties { totalCount } }"
    await world.ask(world.caller("discipline"), asked)
    found = await world.ask(world.caller("discipline", case=None), asked)
    learnt(found["penalties"]["totalCount"], 2, "records that need a case number")


async def values_are_those_of_the_caller(world: World) -> None:
    await _names(world, world.caller("origin"))
    other = world.caller("origin", department="other", departments=("other",))
    learnt(len(await _names(world, other)), 2, "rows of the caller before")


async def question_is_ones_own(world: World) -> None:
    await world.ask(world.caller("keeper"), 'query Q { subjects(search: "x") { totalCount } }')
    found = await world.ask(world.caller("keeper"), "query Q { penalties { totalCount } }")
    learnt(list(found), ["penalties"], "what somebody else asked")


async def answer_is_not_stored(world: World) -> None:
    caller, answer = world.caller("origin"), Answer(b"{}")
    headers = dict(http._told({"method": "GET"}, {}, "application/json", caller, answer)[1])
    learnt(headers[b"cache-control"], b"private, no-store", "an answer kept by a proxy")


class _Nobody:
    """A door behind which everybody is the public."""

    async def resolve(self, *_: object) -> Caller:
        return ANONYMOUS


@contextlib.asynccontextmanager
async def _public(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """The public's way in."""
    door: Any = _Nobody()
    shares, base = Shares(0, 0), "http://public"
    routes = [
        http.Endpoint(world.engine, door).route(),
        *open_data.Downloads(world.engine, shares, base).routes(),
        *feeds.Feeds(world.engine, shares, world.clock, base).routes(),
    ]
    app = Starlette(routes=routes)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as web:
        yield web


async def tag_stands_while_the_answer_stands(world: World) -> None:
    asked = {"query": "{ penalties { totalCount edges { node { id violationFact } } } }"}
    async with _public(world) as web:
        before = await web.get("/graphql", params=asked)
        await world.owner.execute("UPDATE penalty SET remark = 'x', state = state")
        after = await web.get("/graphql", params=asked)
    if before.content != after.content:
        raise RuntimeError("the answer moved")
    learnt(after.headers["etag"], before.headers["etag"], "that something hidden moved")


async def feed_stands_while_its_entries_stand(world: World) -> None:
    await world.owner.execute("UPDATE penalty SET last_updated = current_date WHERE state = 'PUBLISHED'")
    async with _public(world) as web:
        before = await web.get("/feeds/penalty.atom")
        await world.owner.execute("UPDATE penalty SET remark = 'x'")
        after = await web.get("/feeds/penalty.atom")
    if before.text.count("<entry>") != 2:
        raise RuntimeError(before.text)
    learnt(after.content, before.content, "that something hidden moved")


async def file_is_what_the_public_sees(world: World) -> None:
    fields = " ".join(one.graphql for one in published()["penalty"].fields)
    asked = f"{{ penalties {{ edges {{ cursor node {{ {fields} subject {{ id name creditCode }} }} }} }} }}"
    seen = (await world.ask(ANONYMOUS, asked))["penalties"]["edges"]
    async with _public(world) as web:
        rows = [json.loads(line) for line in (await web.get("/open-data/penalty.ndjson")).text.splitlines()]
    learnt(rows, [{**one["node"], "cursor": one["cursor"]} for one in seen], "records that are not public")


async def last_updated_stands_while_the_answer_stands(world: World) -> None:
    asked = "{ penalties { edges { node { id lastUpdated } } } }"
    await world.owner.execute("UPDATE penalty SET legal_representative = '林大山'")
    before = await world.ask(ANONYMOUS, asked)
    await world.owner.execute("UPDATE penalty SET legal_representative_surname = 'x'")
    await remask(world.db, world.clock.today())
    learnt(await world.ask(ANONYMOUS, asked), before, "that something hidden changed")


async def ended_rights_read_nothing(world: World) -> None:
    caller = world.caller("keeper", epoch=0)
    try:
        found = await world.ask(caller, "{ penalties { totalCount } }")
    except Unauthenticated:
        return
    learnt(found, None, "records, by rights that ended")


# --- explanations and rights ------------------------------------------------------------------------------------------------------


async def explanation_tells_no_existence(world: World) -> None:
    await world.owner.execute(
        "UPDATE penalty SET remark = 'x' WHERE id = $1", world.identity("record", "first")
    )
    asked = "{ penalties { edges { node { disclosure { field treatment reason basis } } } } }"
    found = await world.ask(world.caller("partner"), asked)
    first, second = (one["node"]["disclosure"] for one in found["penalties"]["edges"])
    learnt(first, second, "that a hidden value is stored")


async def cost_is_that_of_the_question(world: World) -> None:
    asked = "query ($id: ID!) { node(id: $id) { id } }"
    costs = []
    for one in (str(world.identity("record", "waiting")), NOWHERE):
        share = Shares(0, 0).begin("partner", "")
        await world.engine.answer(Request(asked, {"id": one}, share=share), world.caller("partner"))
        costs.append(share.cost)
    learnt(costs[0], costs[1], "that there is such a record, by what the question cost")


async def backup_is_the_operators(_: World) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backup"
        with archive._private(path) as file:
            file.write(b"everything")
        learnt(oct(path.stat().st_mode & 0o777), oct(0o600), "everything, by reading a backup")


async def clear_needs_the_scope(world: World) -> None:
    origin = world.caller("origin")
    narrow = replace(origin, scopes=origin.scopes - {Scope.PERSON_READ})
    found = await _names(world, narrow)
    learnt(found[str(world.identity("record", "personal"))], None, "a name without the scope for it")


async def token_only_narrows(world: World) -> None:
    token = Token("j", "k", frozenset({"record:read", "audit:read"}))
    found = Profile(world.caller("keeper")).on(token, Call())
    learnt(set(found.scopes), {Scope.RECORD_READ}, "what a token lets its bearer do")


async def dead_agreement_opens_nothing(world: World) -> None:
    await world.owner.execute("UPDATE agreement SET terminated_at = now()")
    found = await world.ask(world.caller("agreed"), "{ penalties { totalCount } }")
    learnt(found["penalties"]["totalCount"], 2, "records under an agreement that ended")


async def _narrowed(world: World, column: str, value: object, narrowed: Narrowed) -> Any:  # noqa: ANN401 - a node or None
    """The person's penalty under the agreement, narrowed so."""
    await world.owner.execute(f"UPDATE agreement SET {column} = $1", value)
    asked = "query ($id: ID!) { penalty(id: $id) { id fine } }"
    who = world.caller("agreed", narrowed=narrowed)
    return (await world.ask(who, asked, id=str(world.identity("record", "personal"))))["penalty"]


async def agreement_opens_what_it_names(world: World) -> None:
    names = ["Penalty.documentNumber"]
    found = await _narrowed(world, "field_names", names, Narrowed(fields=frozenset(names)))
    if found is None:
        raise RuntimeError("the record itself is open")
    learnt(found["fine"], None, "a field that the agreement does not name")


async def agreement_opens_its_providers_records(world: World) -> None:
    found = await _narrowed(world, "provider", "other", Narrowed(sources=("other",)))
    learnt(found, None, "a record of a department that agreed to nothing")


async def agreement_is_its_sides(world: World) -> None:
    asked = "query ($id: ID!) { node(id: $id) { ... on Agreement { purpose } } }"
    stranger = world.caller("origin", department="FJ_DRC", departments=("FJ_DRC",))
    found = await world.ask(stranger, asked, id=str(world.identity("agreement", "sharing")))
    learnt(found["node"], None, "what others agreed upon")


async def rules_gone_by_give_nothing(world: World) -> None:
    await world.owner.execute("UPDATE access_epoch SET policy = 'another'")
    for who in (world.caller("anonymous"), world.caller("keeper")):
        try:
            found = await world.ask(who, "{ penalties { totalCount } }")
        except (Unauthenticated, Unavailable):
            continue
        learnt(found, None, "what the rules of yesterday showed")


async def role_counts_where_it_is_held(world: World) -> None:
    asked = '{ penalties(where: {documentNumber: {is: "丰泽市监样罚〔2026〕1号"}}) { edges { node { remark } } } }'
    await world.owner.execute(
        "UPDATE penalty SET remark = 'x' WHERE id = $1", world.identity("record", "first")
    )
    other = world.caller("origin", department="other", departments=("other",))
    (found,) = (await world.ask(other, asked))["penalties"]["edges"]
    learnt(found["node"]["remark"], None, "a remark of another department")


async def subject_is_checked_again(world: World) -> None:
    await world.owner.execute("UPDATE agreement SET items = '{penalty}'")
    asked = "query ($id: ID!) { node(id: $id) { ... on CreditRecord { id ...S } } } fragment S on CreditRecord { subject { kind } }"
    found = await world.ask(world.caller("agreed"), asked, id=str(world.identity("record", "personal")))
    if found["node"] is None:
        raise RuntimeError("the record itself is open")
    learnt(found["node"]["subject"], None, "the subject of a record that does not open it")


async def hidden_record_leads_to_nobody(world: World) -> None:
    people = "{ subjects(where: {kind: {in: [CIVIL_SERVANT, NATURAL_PERSON]}}) { totalCount } }"
    found = await world.ask(world.caller("partner"), people)
    learnt(found["subjects"]["totalCount"], 0, "how many persons there are to whom only hidden records lead")


async def hidden_node_is_no_node(world: World) -> None:
    asked = "query ($id: ID!) { node(id: $id) { __typename id } }"
    hidden, none = [
        await world.ask(world.caller("partner"), asked, id=one)
        for one in (str(world.identity("record", "waiting")), NOWHERE)
    ]
    learnt(hidden, none, "that there is such a record")


async def masked_is_masked(world: World) -> None:
    found = await _names(world, world.caller("keeper"))
    learnt(found[str(world.identity("record", "personal"))], "林**", "a name that is masked")


# --- history ----------------------------------------------------------------------------------------------------------------------


async def replaced_version_is_history(world: World) -> None:
    asked = "query ($old: ID!, $now: ID!) { node(id: $old) { id } penalty(id: $now) { versions { id } } }"
    old, now = (str(world.identity("record", name)) for name in ("before", "personal"))
    found = await world.ask(world.caller("agreed"), asked, old=old, now=now)
    learnt(
        (found["node"], found["penalty"]["versions"]), (None, [{"id": now}]), "a version that was replaced"
    )


async def masked_field_tells_no_change(world: World) -> None:
    asked = "query ($now: ID!) { penalty(id: $now) { changes { field } } }"
    found = await world.ask(world.caller("keeper"), asked, now=str(world.identity("record", "personal")))
    changed = [one["field"] for one in found["penalty"]["changes"]]
    learnt(changed, ["documentNumber", "decidedOn", "fine"], "that a name changed behind its mask")


async def clerk_is_not_named(world: World) -> None:
    asked = "query ($now: ID!) { penalty(id: $now) { timeline { move actor } } }"
    found = await world.ask(world.caller("origin"), asked, now=str(world.identity("record", "personal")))
    told = [(one["move"], one["actor"]) for one in found["penalty"]["timeline"]]
    learnt(told, [("receive", None), ("verify", None)], "which clerk dealt with the record")


async def groups_count_what_is_seen(world: World) -> None:
    found = await world.ask(world.caller("partner"), "{ penaltyCounts(by: [STATE]) { state count } }")
    learnt(found["penaltyCounts"], [{"state": "PUBLISHED", "count": 2}], "how many records are not published")


async def persons_make_no_group(world: World) -> None:
    found = await world.ask(world.caller("agreed"), "{ penaltyCounts(by: [MONTH]) { month } }")
    learnt(
        [one["month"] for one in found["penaltyCounts"]], ["2026-01", "2026-02"], "when a person was punished"
    )


async def few_persons_are_not_counted(world: World) -> None:
    asked = "{ penaltyCounts(by: [YEAR]) { persons personsWithheld } }"
    found = await world.ask(world.caller("agreed"), asked)
    learnt(
        found["penaltyCounts"],
        [{"persons": None, "personsWithheld": "SMALL_GROUP"}],
        "that there is one person",
    )


# --- shares -----------------------------------------------------------------------------------------------------------------------

_UPDATE = "mutation { updateShares { ... on SharesUpdated { last found } } }"
_LINES = (
    "INSERT INTO change (subject_id, at, item, record_id, move, state) "
    "SELECT subject_id, now(), 'penalty', id, 'drawn', state FROM penalty"
)
_SHARES = "{ shares { edges { node { change record { id } } } } }"


async def _followed(world: World) -> None:
    """Nobody has followed the log yet, and all of it can be read."""
    await world.owner.execute("DELETE FROM share; DELETE FROM share_position")
    await world.owner.execute(_LINES)
    await world.settled()


async def what_was_never_seen_is_never_gone(world: World) -> None:
    await _followed(world)
    await world.ask(world.caller("agreed"), _UPDATE)
    found = await world.ask(world.caller("agreed"), _SHARES)
    lines = [one["node"] for one in found["shares"]["edges"]]
    learnt(
        [one["change"] for one in lines if one["record"] is None],
        [],
        "that there is a record it does not see",
    )


async def hidden_change_is_no_change(world: World) -> None:
    await _followed(world)
    before = await world.ask(world.caller("agreed"), _UPDATE)
    await world.owner.execute("UPDATE penalty SET remark = coalesce(remark, '') || '内部'")
    await world.owner.execute(_LINES)
    await world.settled()
    after = await world.ask(world.caller("agreed"), _UPDATE)
    learnt(after["updateShares"]["found"], 0, "that something hidden changed")
    learnt(
        after["updateShares"]["last"], before["updateShares"]["last"], "how much of what is hidden changed"
    )


# --- the access log ---------------------------------------------------------------------------------------------------------------


async def _entered(world: World) -> list[list[UUID]]:
    return [one["subjects"] for one in await world.owner.fetch("SELECT subjects FROM access_entry")]


async def clear_value_is_entered(world: World) -> None:
    found = await _names(world, world.caller("origin"))
    learnt(found[str(world.identity("record", "personal"))], PERSON, "the name that the department sent")
    learnt(await _entered(world), [[world.identity("subject", "person")]], "a name without an entry")


async def entry_names_whom_it_read(world: World) -> None:
    await _names(world, world.caller("origin"))
    learnt(await _entered(world), [[world.identity("subject", "person")]], "look-ups that never were")


_READ_A_COMPLAINT = "{ complaints { edges { node { content timeline { reason } subject { phone } } } } }"


async def entry_tells_the_accused_nothing(world: World) -> None:
    accused = world.identity("subject", "government")
    told = load.Told("file", world.clock.now(), "case", reason="群众来信")
    complaint = load.PastCase(
        ITEMS["Complaint"], uuid.uuid4(), "KEPT", accused, natural=False, region="350500", source_department=None,
        moves=(told,), values={"content": "补贴未兑现"}, filer_id=uuid.uuid4(), columns={"kept_from": [str(accused)]},
    )  # fmt: skip
    async with world.db.writing() as session:
        await load.load(session, [complaint])
    phone = "INSERT INTO subject_person (id, phone) VALUES ($1, '059500000000') ON CONFLICT DO NOTHING"
    await world.owner.execute(phone, accused)
    await world.ask(world.caller("discipline"), _READ_A_COMPLAINT)
    await world.owner.execute("UPDATE access_entry SET told_on = CURRENT_DATE")
    found = await world.ask(
        world.caller("oneself", subject=accused), "{ accessEntries { edges { node { fields } } } }"
    )
    lines = [one["node"]["fields"] for one in found["accessEntries"]["edges"]]
    learnt(lines, [["Subject.phone"]], "that somebody complained of it")


async def entry_tells_of_no_hidden_record(world: World) -> None:
    waiting = world.identity("record", "waiting")
    await world.owner.execute("UPDATE penalty SET remark = '内部' WHERE id = $1", waiting)
    asked = "query ($id: ID!) { penalty(id: $id) { remark } }"
    await world.ask(world.caller("keeper"), asked, id=str(waiting))
    firm = world.caller("oneself", subject=world.identity("subject", "firm"))
    found = await world.ask(firm, "{ accessEntries { totalCount } }")
    learnt(found["accessEntries"]["totalCount"], 0, "that there is a record which waits to be checked")
