"""Seeded leaks: what a tired colleague might write, one small patch each, with the channel that it opens and the witness that objects.

A patch names its target by module and attribute; one whose target is gone raises, so no mutant dies silently of old age.
"""
# ruff: noqa: ANN401 - a patch takes whatever its target takes

from __future__ import annotations

import contextlib
import importlib
import types
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange import policy_check
from exchange.access import Audience, Scope
from exchange.api import documents, edge, engine, extracts, feeds, freshness, http, logs, metrics, traces
from exchange.api import published as publishing
from exchange.backup import archive
from exchange.disclosure import predicates
from exchange.disclosure.predicates import records
from exchange.errors import NotFound, ScopeMissing
from exchange.grants import profiles
from exchange.identifiers import search_key
from exchange.lifecycle import State
from exchange.model import ITEMS
from exchange.query import compile as compiling
from exchange.query import conditions, counts, explain, pages, rows, run, searches, values
from exchange.query.searches import Found
from exchange.records import duplicates, intake, moves, sameness, shown
from exchange.records import rows as prepared
from exchange.sharing import progress
from exchange.submissions import uploads
from tests.leaks import files
from tests.leaks import witnesses as see
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import pytest

    from tests.leaks.world import World

    Patch = Callable[[pytest.MonkeyPatch], None]
    Witness = Callable[[World], Awaitable[None]]


view: Any = importlib.import_module("exchange.disclosure.view")
"""By its name, since the package has a function called so too."""


def _shared_before(_: Any) -> Any:
    """Every record that the log names was shared."""

    async def before(_session: Any, _one: Any, subjects: Any, looked_at: Any) -> Any:
        had = types.SimpleNamespace(digest=b"", subject_id=next(iter(subjects)))
        return dict.fromkeys(looked_at, had)

    return before


@dataclass(frozen=True, slots=True)
class Mutant:
    """A seeded leak."""

    name: str
    channel: str
    breaks: str
    patch: Patch
    witness: Witness


def instead(owner: object, name: str, make: Callable[[Any], Any]) -> Patch:
    """Replace an attribute by what `make` builds around the true one; raises AttributeError when there is none."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(owner, name, make(getattr(owner, name)))

    return patch


def _clear_column(row: Any, field: Any) -> Any:
    """The stored clear value, whoever asks."""
    return row.apart.c[field.name] if field.personal and row.apart is not None else row.main.c[field.name]


def _within(around: tuple[object, str], owner: object, name: str, put: Callable[..., Any]) -> Patch:
    """Replace an attribute only while another function runs."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        true = getattr(*around)
        getattr(owner, name)

        def wrapped(*args: Any, **more: Any) -> Any:
            with monkeypatch.context() as inner:
                inner.setattr(owner, name, put)
                return true(*args, **more)

        monkeypatch.setattr(*around, wrapped)

    return patch


def _by_number(true: Any) -> Any:
    return lambda self, _department, batch, **more: true(self, "", batch, **more)


# --- lists ----------------------------------------------------------------------------------------------------------------------


def _by_hidden_text(_true: Any) -> Any:
    def directed(key: Any, *, descending: bool, of: Any = None) -> Any:
        if of is not None:  # further out rows stand as they come
            return key.is_distinct_from(key)
        return key.table.c.violation_fact.desc().nulls_last() if descending else key.asc()

    return directed


def _total_of_all(true: Any) -> Any:
    return lambda self, row, where, found: true(self, row, [where[0], *where[2:]], found)


def _next_page_of_all(_true: Any) -> Any:
    def page_info(self: Any, part: Any, *_rest: Any, **_more: Any) -> Any:
        more = sa.select(sa.func.count() > sa.literal_column("2")).select_from(sa.text("penalty"))
        return self.json_object([(key, more.scalar_subquery()) for key, _ in part.parts])

    return page_info


def _limit_first(true: Any) -> Any:
    def page(self: Any, plan: Any, row: Any, where: list[Any], found: Any) -> Any:
        table = plan.item.table.alias("before")
        first = (
            sa.select(table.c.id)
            .order_by(table.c.decided_on.desc())
            .limit(sa.literal_column("2"))
            .correlate(None)
        )
        return true(self, plan, row, [*where, row.main.c.id.in_(first)], found)

    return page


def _fat_cursor(true: Any) -> Any:
    return lambda self, order, keys: true(self, order, [*keys, keys[0].table.c.violation_fact])


def _any_filter(_true: Any) -> Any:
    return lambda _self, row, field, _branch: [_clear_column(row, field)]


def _any_name(_true: Any) -> Any:
    def found(self: Any, row: Any, plan: Any) -> Any:
        text = self.bind(plan.search, sa.Text())
        return Found(where=[sa.func.strpos(row.apart.c.name, text) > sa.literal_column("0")])

    return found


def _any_number(_true: Any) -> Any:
    def subjects(self: Any, number: Any) -> Any:
        for item in records():
            found = item.table.c.canonical_number == self.bind(number, sa.Text())
            yield sa.select(item.table.c.found_under).where(found)

    return subjects


def _forgets_the_name(true: Any) -> Any:
    """What matches by a name in clear is taken on any row."""

    def by_keys(self: Any, row: Any, leaf: Any) -> Any:
        found = true(self, row, leaf)
        return replace(found, where=found.where[:-1]) if found.clear else found

    return by_keys


def _initials_of_all(true: Any) -> Any:
    return lambda found, **_: true(found, natural=False)


# --- history --------------------------------------------------------------------------------------------------------------------


def _with_replaced(true: Any) -> Any:
    return lambda row, states: true(row, {*states, State.REPLACED})


def _every_row(_: Any) -> Any:
    return lambda _row: sa.func.count()


def _both(*patches: Patch) -> Patch:
    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        for one in patches:
            one(monkeypatch)

    return patch


def _clerk_in_clear(true: Any) -> Any:
    return lambda self, row, field: (
        _clear_column(row, field) if field.name == "actor" else true(self, row, field)
    )


# --- caches ---------------------------------------------------------------------------------------------------------------------


def _one_fingerprint(true: Any) -> Any:
    def of(self: Any, caller: Any) -> Any:
        found = true(self, caller)
        found = view.View(found.policy, found.stance)
        found.fingerprint = "everybody"
        return found

    return of


def _caseless(true: Any) -> Any:
    def of(self: Any, caller: Any) -> Any:
        kept = self.__dict__.setdefault("_mutant", {})
        return kept.setdefault((caller.audiences, caller.scopes), true(self, caller))

    return of


def _always_a_case(true: Any) -> Any:
    return lambda who: replace(true(who), case=Audience.DISCIPLINE in who.audiences)


def _frozen_arguments(true: Any) -> Any:
    kept: dict[str, Any] = {}
    return lambda self, *rest: kept.setdefault(self.sql, true(self, *rest))


def _by_name(true: Any) -> Any:
    kept: dict[str, Any] = {}
    return lambda self, text, *rest: kept.setdefault(text.split("{")[0], true(self, text, *rest))


# --- messages, logs, journals -----------------------------------------------------------------------------------------------------


def _talkative(true: Any) -> Any:
    def public(error: Any) -> Any:
        told = true(error)
        return told | {"message": str(error.original_error)} if error.original_error else told

    return public


def _telling_spans(attributes: Any) -> Any:
    return lambda path, document, *rest: attributes(path, document, *rest) | {"document": document}


def _verbose(true: Any) -> Any:
    def failure(reference: str, error: BaseException) -> None:
        true(f"{reference} {error}", error)

    return failure


def _there_but_not_yours(true: Any) -> Any:
    async def locked(session: Any, caller: Any, *rest: Any) -> Any:
        try:
            return await true(session, caller, *rest)
        except NotFound:
            for item in records():
                table = item.table
                if await session.scalar(sa.select(table.c.state).where(table.c.id == rest[2])):
                    raise ScopeMissing(scope="its department") from None
            raise

    return locked


def _everybodys_rows(true: Any) -> Any:
    async def stored(session: Any, item: Any, listed: Any) -> Any:
        columns = item.table.c
        chosen = sa.select(columns.id, columns.subject_id, columns.fingerprint).where(
            columns.source_department != listed[0]["main"]["source_department"]
        )
        others = {intake._key(row): row["id"] for row in await session.mappings(chosen)}
        return await true(session, item, listed) | others

    return stored


def _timed_ids(_true: Any) -> Any:
    return types.SimpleNamespace(uuid4=uuid.uuid1, UUID=uuid.UUID)


def _for_everybody(_true: Any) -> Any:
    @contextlib.contextmanager
    def private(path: Any) -> Any:
        with path.open("wb") as file:
            path.chmod(0o644)
            yield file

    return private


def _silent(true: Any) -> Any:
    def entry(writer: Any, answer: Any) -> Any:
        writer.lookups = set()
        writer.logged = {"nothing": None}
        nothing = sa.cast(sa.null(), sa.Text())
        return true(writer, sa.select(nothing.label("seen"), nothing.label("purpose")).cte("no"))

    return entry


def _by_work(true: Any) -> Any:
    async def run_it(self: Any, caller: Any, key: Any, roots: Any, variables: Any, *rest: Any) -> Any:
        found = await true(self, caller, key, roots, variables, *rest)
        async with self.db.reading() as session:
            found.cost += await session.fetchval(
                "SELECT count(*) FROM penalty WHERE id = $1", variables["id"]
            )
        return found

    return run_it


def _if_stored(true: Any) -> Any:
    def piece(seen: Any, row: Any, fields: Any, plan: Any) -> Any:
        told = true(seen, row, fields, plan)
        there = [row.main.c[one.name].is_not(None) for one in fields if not one.personal]
        return told if told is None or not there else sa.case((sa.or_(*there), told))

    return piece


# --- rights -----------------------------------------------------------------------------------------------------------------------


def _without_scope(true: Any) -> Any:
    def cut(self: Any, item: Any, field: Any, audience: Any, rule: Any) -> Any:
        everything = view.View(self.policy, replace(self.stance, personal=True, confidential=True))
        return true(everything, item, field, audience, rule)

    return cut


def _either(_true: Any) -> Any:
    def judged(self: Any, row: Any, audience: Any) -> Any:
        when = self._when(row, audience)
        here = predicates.RELATIONS[audience](row)
        return sa.or_(here, *(self._predicate(row, audience, word) for word in when))

    return judged


def _all_scopes(true: Any) -> Any:
    def on(self: Any, token: Any, *called: Any) -> Any:
        found = true(self, token, *called)
        return replace(found, scopes=self.caller.scopes | {Scope(one) for one in token.scopes})

    return on


def _dead_agreements(monkeypatch: pytest.MonkeyPatch) -> None:
    relations: Any = predicates.RELATIONS
    monkeypatch.setitem(relations, Audience.AGREED, relations[Audience.PARTNER])


def _as_origin(true: Any) -> Any:
    def whole(self: Any, context: Any, *asked: Any) -> Any:
        who = replace(context.caller, audiences=frozenset({Audience.ORIGIN}), departments=("bureau",))
        return true(self, replace(context, caller=who), *asked)

    return whole


def _tag_of_rows(patch: pytest.MonkeyPatch) -> None:
    """The newest transaction that touched a row, as a cheap mark of freshness."""
    true, marks = http.Endpoint._answer, list[str]()

    async def answer(self: Any, *args: Any) -> Any:
        async with self._engine.runner.db.writing() as session:
            newest: Any = sa.text("SELECT max(xmin::text::bigint) FROM penalty")
            marks.append(str(await session.scalar(newest)))
        return await true(self, *args)

    patch.setattr(http.Endpoint, "_answer", answer)
    patch.setattr(freshness, "tag", lambda *_: f'"{marks[-1]}"')


def _by_transaction(true: Any) -> Any:
    async def rows(self: Any, *args: Any) -> Any:
        async with self._engine.runner.db.writing() as session:
            newest: Any = sa.text("SELECT max(xmin::text::bigint) FROM penalty")
            mark = await session.scalar(newest)
        return [{**row, "lastUpdated": f"2026-01-01.{mark}"} for row in await true(self, *args)]

    return rows


def _clerk() -> Any:
    """Who works through everything."""
    return policy_check._caller(WORLD, "keeper", 1)


TRUE = lambda *_: sa.true()  # noqa: E731 - a clause that always holds, for as many targets as like it

MUTANTS = (
    Mutant("filter-on-hidden", "filter on a hidden column", "a filter compares the stored value, not the seen one",
           instead(conditions.Conditions, "_searchable", _any_filter), see.filter_finds_what_is_masked),
    Mutant("search-by-hidden", "filter on a hidden column", "a search looks into names that are masked",
           instead(pages.Writer, "found", _any_name), see.search_finds_who_is_masked),
    Mutant("search-under-a-condition", "filter on a hidden column", "a search takes names that are clear on other rows",
           instead(searches.Searches, "_by_keys", _forgets_the_name), see.search_finds_whom_others_manage),
    Mutant("search-by-any-number", "filter on a hidden column", "a search goes by the numbers of records that are not shown",
           instead(searches.Searches, "_subjects", _any_number), see.search_finds_by_a_hidden_record),
    Mutant("initials-of-persons", "filter on a hidden column", "a person is searched by the initials of the name",
           instead(search_key, "of_names", _initials_of_all), see.persons_have_no_initials),
    Mutant("sort-by-hidden", "sort on a hidden column; ranking by hidden text", "rows are ordered by text before redaction",
           instead(pages, "directed", _by_hidden_text), see.order_is_that_of_visible_values),
    Mutant("total-of-all", "totals over hidden rows", "totalCount forgets the row rule",
           instead(pages.Writer, "_total", _total_of_all), see.total_counts_what_is_seen),
    Mutant("next-page-of-all", "hasNextPage over hidden rows", "hasNextPage counts hidden rows",
           instead(pages.Writer, "_page_info", _next_page_of_all), see.no_next_page_of_hidden_rows),
    Mutant("limit-first", "LIMIT before the row rule", "the page is cut before the row rule",
           instead(pages.Writer, "_page", _limit_first), see.page_is_full),
    Mutant("fat-cursor", "sort keys in cursors", "a cursor carries a value that is redacted",
           instead(pages.Writer, "_cursor", _fat_cursor), see.cursor_holds_visible_values),
    Mutant("talkative", "values in messages", "an exception's own words reach the caller",
           instead(engine, "_public", _talkative), see.message_repeats_no_value),
    Mutant("verbose", "logs", "an exception's own words reach the log",
           instead(logs, "failure", _verbose), see.log_repeats_no_value),
    Mutant("telling-labels", "metrics", "an operation stands under its text instead of its hash",
           instead(metrics.Metrics, "_operation", lambda _: lambda _self, document: str(document)), see.metrics_name_nobody),
    Mutant("telling-spans", "traces", "a span carries the text of the operation",
           instead(traces, "attributes", _telling_spans), see.traces_name_nobody),
    Mutant("numbers-in-names", "logs", "an operation's name is logged with its digits",
           lambda patch: patch.setitem(edge._TOLD, "operation", str), see.log_has_no_number),
    Mutant("there-but-not-yours", "'forbidden' against 'not found'", "a move on a foreign record is refused otherwise than on none",
           instead(moves, "_locked", _there_but_not_yours), see.foreign_record_is_no_record),
    Mutant("counted-unseen", "aggregates over hidden rows", "groups count rows that the caller does not see",
           _within((compiling, "counted"), view.View, "visible", TRUE), see.groups_count_what_is_seen),
    Mutant("persons-in-groups", "aggregates over hidden rows", "groups by any key hold records of persons",
           _both(instead(counts, "_organisations_only", lambda _: TRUE), instead(counts, "_bodies", _every_row)),
           see.persons_make_no_group),
    Mutant("one-is-enough", "small counts", "a single person is counted",
           instead(counts, "fewest", lambda _: lambda: sa.literal_column("1", sa.Integer())), see.few_persons_are_not_counted),
    Mutant("reach-of-all", "'forbidden' against 'not found'", "a move asks for no relation to the record",
           instead(moves, "reach", lambda _: TRUE), see.foreign_record_is_no_record),
    Mutant("merge-anywhere", "'forbidden' against 'not found'", "subjects are merged wherever they are",
           instead(sameness, "reach", lambda _: TRUE), see.foreign_subject_is_no_subject),
    Mutant("pair-anywhere", "'forbidden' against 'not found'", "a pair is decided wherever its records are",
           instead(duplicates, "reach", lambda _: TRUE), see.foreign_pair_is_no_pair),
    Mutant("duplicate-of-others", "unique and foreign-key conflicts on write; reports", "others' records make a row a duplicate",
           instead(intake, "_stored", _everybodys_rows), see.only_own_rows_are_repeated),
    Mutant("batches-by-number", "reports", "an upload is found by its number, whoever asks",
           instead(uploads.Uploads, "find", _by_number), files.batch_of_another_department_is_no_batch),
    Mutant("refused-for-all", "exports", "a department's clients get one another's refused rows",
           instead(uploads.Upload, "sent_by", lambda _: lambda *_: True), files.refused_rows_are_the_senders),
    Mutant("extract-of-a-clerk", "exports", "an extract is made with the rights of a clerk, whoever asks",
           instead(extracts, "page", lambda true: lambda where, _, *more: true(where, _clerk(), *more)),
           files.extract_is_what_its_caller_sees),
    Mutant("timed-ids", "counters and times in ids", "ids tell when a record came",
           instead(intake, "uuid", _timed_ids), see.ids_are_random),
    Mutant("one-fingerprint", "caches shared between callers", "the plan cache forgets the view",
           instead(view.Views, "of", _one_fingerprint), see.plans_are_not_shared),
    Mutant("caseless-view", "caches shared between callers", "the view cache forgets the case number",
           instead(view.Views, "of", _caseless), see.no_case_no_record),
    Mutant("case-forgotten", "union instead of intersection of rights", "discipline inspection needs no case number",
           instead(view, "stance", _always_a_case), see.no_case_no_record),
    Mutant("frozen-arguments", "caches shared between callers", "the first caller's values stay with the plan",
           instead(compiling.Statement, "arguments", _frozen_arguments), see.values_are_those_of_the_caller),
    Mutant("documents-by-name", "caches shared between callers", "documents are kept by their operation's name",
           instead(documents.Documents, "read", _by_name), see.question_is_ones_own),
    Mutant("public-cache", "caches shared between callers", "a known caller's answer may be stored by a proxy",
           instead(http, "_fixed", lambda true: lambda kind, **_: true(kind, public=True)), see.answer_is_not_stored),
    Mutant("tag-of-rows", "updatedAt and ETag", "an entity tag is made of the rows' versions",
           _tag_of_rows, see.tag_stands_while_the_answer_stands),
    Mutant("updated-by-hidden", "updatedAt and ETag", "lastUpdated moves with whatever column changes",
           instead(shown, "_columns", lambda _: lambda name: frozenset(ITEMS[name].table.c.keys())),
           see.last_updated_stands_while_the_answer_stands),
    Mutant("telling-feed", "updatedAt and ETag", "a feed says when a row was written last, not when what it shows changed",
           instead(feeds.Feeds, "_rows", _by_transaction), see.feed_stands_while_its_entries_stand),
    Mutant("clerks-file", "exports", "a download is made with the rights of a clerk",
           lambda patch: patch.setattr(publishing, "ANONYMOUS", _clerk()), see.file_is_what_the_public_sees),
    Mutant("stale-rights", "caches shared between callers", "the statement forgets the access epoch",
           instead(compiling, "still_current", lambda _: lambda: ()), see.ended_rights_read_nothing),
    Mutant("stale-rules", "caches shared between callers", "the statement forgets which rules are followed",
           instead(compiling, "by_active", lambda _: lambda _version: sa.true()), see.rules_gone_by_give_nothing),
    Mutant("agreed-to-all", "union instead of intersection of rights", "an agreement opens fields that it does not name",
           instead(view.View, "_covered", lambda _: lambda *_: True), see.agreement_opens_what_it_names),
    Mutant("anybodys-records", "union instead of intersection of rights", "an agreement opens records of whom it was not signed with",
           instead(predicates, "_narrowed", lambda _: lambda _row: ()), see.agreement_opens_its_providers_records),
    Mutant("everybodys-requests", "node(id)", "what departments agree upon is seen by whoever has an id of it",
           instead(predicates, "_is_side", lambda _: lambda _row: sa.true()), see.agreement_is_its_sides),
    Mutant("explained-if-stored", "explanations", "what is empty is not explained",
           instead(explain, "_piece", _if_stored), see.explanation_tells_no_existence),
    Mutant("readable-backup", "backups", "a backup is a file that every account of the machine reads",
           instead(archive, "_private", _for_everybody), see.backup_is_the_operators),
    Mutant("cost-by-work", "costs", "a request costs what the database had to do",
           instead(run.Runner, "run", _by_work), see.cost_is_that_of_the_question),
    Mutant("scope-forgotten", "union instead of intersection of rights", "a treatment is not cut by the caller's scopes",
           instead(view.View, "_cut", _without_scope), see.clear_needs_the_scope),
    Mutant("token-widens", "union instead of intersection of rights", "a token adds scopes instead of cutting them",
           instead(profiles.Profile, "on", _all_scopes), see.token_only_narrows),
    Mutant("either-rule", "union instead of intersection of rights", "relation or state, where both must hold",
           instead(view.View, "judged", _either), see.total_counts_what_is_seen),
    Mutant("dead-agreement", "union instead of intersection of rights", "an agreement opens without living",
           _dead_agreements, see.dead_agreement_opens_nothing),
    Mutant("any-row-role", "role combinations", "the best audience counts on rows where it is not held",
           instead(view.View, "_applies", lambda _: TRUE), see.role_counts_where_it_is_held),
    Mutant("edge-unchecked", "interfaces and fragments", "a visible record makes its subject visible",
           instead(view.View, "visible_by_flags", lambda _: TRUE), see.subject_is_checked_again),
    Mutant("any-record-leads", "totals over hidden rows", "a record that the caller does not see leads to its person",
           instead(view.View, "leads", lambda _: lambda *_: sa.true()), see.hidden_record_leads_to_nobody),
    Mutant("choices-unchecked", "node(id)", "node forgets the row rule",
           _within((rows.Rows, "any_of"), view.View, "visible_by_flags", TRUE), see.hidden_node_is_no_node),
    Mutant("mask-by-reading", "computed fields over hidden ones", "a mask picks the clear column",
           instead(values.Values, "stored", lambda _: lambda _self, row, field, _treatment: _clear_column(row, field)),
           see.masked_is_masked),
    Mutant("mask-by-writing", "computed fields over hidden ones", "the masked twin is written in clear",
           instead(prepared, "_masked", lambda _: lambda _mask, value, _names: value), see.twin_is_masked),
    Mutant("payload-of-another", "computed fields over hidden ones", "a mutation's payload is read with more rights",
           instead(engine.Engine, "whole", _as_origin), see.payload_is_the_callers),
    Mutant("history-for-all", "version", "a version that was replaced is shown with the current ones",
           _both(instead(predicates, "in_states", _with_replaced), instead(view, "in_states", _with_replaced)),
           see.replaced_version_is_history),
    Mutant("versions-as-stored", "version", "versions are compared as stored, not as seen",
           _within((rows, "differences"), values.Values, "value", lambda _self, row, field: _clear_column(row, field)),
           see.masked_field_tells_no_change),
    Mutant("named-clerk", "role combinations", "a timeline names the clerk to whoever sees the record",
           instead(values.Values, "value", _clerk_in_clear), see.clerk_is_not_named),
    Mutant("shares-as-stored", "counters and times in ids", "a share changes with what its recipient does not see",
           _within((progress, "seen"), values.Values, "value", lambda _self, row, field: _clear_column(row, field)),
           see.hidden_change_is_no_change),
    Mutant("gone-unseen", "totals over hidden rows", "a record that was never shared is told to be gone",
           instead(progress, "_before", _shared_before), see.what_was_never_seen_is_never_gone),
    Mutant("unlogged", "an access log that reveals third parties", "the entry does not name whom was read",
           instead(compiling, "_entries", _silent), see.clear_value_is_entered),
    Mutant("third-parties", "an access log that reveals third parties", "the entry names subjects of whom nothing was given",
           instead(values.Values, "_given_clear", lambda _: TRUE), see.entry_names_whom_it_read),
    Mutant("accused-in-the-entry", "an access log that reveals third parties", "a step of a case is entered as the data of the accused",
           _both(instead(rows, "whose", lambda _: lambda row: row), instead(values, "whose", lambda _: lambda row: row)),
           see.entry_tells_the_accused_nothing),
    Mutant("told-at-once", "an access log that reveals third parties", "a subject is told of the reading of a record that it does not see",
           instead(view.View, "hidden_from_itself", lambda _: lambda *_: None), see.entry_tells_of_no_hidden_record),
    Mutant("kept-beside-others", "an access log that reveals third parties", "what is kept from a body stands in a line about that body",
           instead(view.View, "kept_from_somebody", lambda _: lambda *_: False), see.entry_tells_the_accused_nothing),
)  # fmt: skip
