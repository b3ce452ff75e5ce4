"""The table of moves as a graph: complete, connected, and naming only what exists."""

from __future__ import annotations

from dataclasses import fields

import pytest

from exchange.access import Audience, Scope, roles
from exchange.codes import code_list
from exchange.lifecycle import CYCLES, RECORD_MOVES, Cycle, Move, State
from exchange.lifecycle import MOVES as OFFERED
from exchange.records.guards import GUARDS
from exchange.records.step import Details

DECISION = CYCLES["decision"]
MOVES = list(RECORD_MOVES.values())


def reached(start: str, moves: list[Move] = MOVES) -> set[str]:
    """Every state that a chain of moves leads to."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for move in moves:
            if here in move.sources and move.target is not None and move.target not in found:
                found.add(move.target)
                waiting.append(move.target)
    return found


def test_every_state_is_reached_from_a_draft() -> None:
    assert reached(State.DRAFT) == set(State)


def test_every_state_but_the_archive_leads_to_the_archive() -> None:
    assert {state for state in State if State.ARCHIVED in reached(state)} == set(State)
    assert DECISION.moves_from(State.ARCHIVED) == ()


def test_the_states_are_those_of_the_code_list() -> None:
    assert set(code_list("record_state").codes) == set(State)


def test_only_publishing_leads_to_the_public_and_only_from_what_is_shared() -> None:
    ways = [(move.name, move.sources) for move in MOVES if move.target is State.PUBLISHED]

    assert ways == [("publish", frozenset({State.SHARED}))]


def test_what_is_restricted_is_published_only_after_it_is_verified_and_classified_again() -> None:
    without = [move for move in MOVES if move.name != "classify"]

    assert State.PUBLISHED not in reached(State.RESTRICTED, without)


def test_what_has_ended_never_comes_back_by_anybodys_hand() -> None:
    by_hand = [move for move in MOVES if move.ways]

    for ended in (State.REPAIRED, State.WITHDRAWN, State.EXPIRED):
        assert reached(ended, by_hand) <= {ended, State.WITHDRAWN, State.ARCHIVED}


def test_a_case_alone_brings_back_what_was_repaired_and_only_to_be_checked_anew() -> None:
    back = [move for move in MOVES if not move.ways]

    assert [(move.name, move.target) for move in back] == [("reinstate", State.VERIFIED)]
    assert "reinstate" not in OFFERED


EVERY = [move for cycle in CYCLES.values() for move in cycle.moves.values()]


@pytest.mark.parametrize("cycle", CYCLES.values(), ids=lambda cycle: cycle.name)
def test_from_where_a_record_arrives_every_way_leads_to_the_archive(cycle: Cycle) -> None:
    moves = [move for move in cycle.moves.values() if move.ways]

    for state in reached(cycle.start, moves):
        assert State.ARCHIVED in reached(state, moves), state
    for ended in (State.REPAIRED, State.WITHDRAWN, State.EXPIRED):
        assert State.PUBLISHED not in reached(ended, moves)


@pytest.mark.parametrize("cycle", CYCLES.values(), ids=lambda cycle: cycle.name)
def test_nothing_is_published_without_verification_but_a_courts_list(cycle: Cycle) -> None:
    without = [move for move in cycle.moves.values() if move.name != "verify"]

    assert (State.PUBLISHED in reached(cycle.start, without)) is (cycle.name == "feed")


def test_a_courts_list_is_left_by_the_court_alone() -> None:
    ends = [one for one in CYCLES["feed"].moves.values() if State.PUBLISHED in one.sources and one.target]

    assert [(one.name, one.ways) for one in ends] == [("remove", ((Scope.RECORD_SUBMIT, Audience.ORIGIN),))]


def test_only_what_has_a_severity_is_repaired() -> None:
    assert [name for name, cycle in CYCLES.items() if "repair" in cycle.moves] == ["decision"]
    assert [name for name, cycle in CYCLES.items() if cycle.graded] == ["decision"]


@pytest.mark.parametrize("name", OFFERED)
def test_the_api_offers_a_move_for_all_cycles_that_have_it(name: str) -> None:
    own = [cycle.moves[name] for cycle in CYCLES.values() if name in cycle.moves]

    assert set(OFFERED[name].inputs) == {one for move in own for one in move.inputs}
    assert all(set(OFFERED[name].needed) <= set(move.needed) for move in own)
    assert set(OFFERED[name].ways) == {way for move in own for way in move.ways}


@pytest.mark.parametrize("move", EVERY, ids=lambda move: move.name)
def test_a_move_names_guards_and_details_that_exist_and_somebody_who_can_make_it(move: Move) -> None:
    details = {one.name for one in fields(Details)}

    assert set(move.guards) <= set(GUARDS)
    assert set(move.needed) <= set(move.inputs) <= details
    assert move.sources
    assert move.zh
    assert move.en
    for scope, audience in move.ways:
        assert any(scope in role.scopes and audience in role.audiences for role in roles().values())


def test_every_guard_is_used() -> None:
    assert {guard for move in EVERY for guard in move.guards} == set(GUARDS)


def test_only_the_origin_and_the_keeper_move_records() -> None:
    assert {audience for move in EVERY for _, audience in move.ways} == {Audience.ORIGIN, Audience.KEEPER}


def test_no_move_is_made_by_whoever_manages_access_or_only_reads() -> None:
    used = {scope for move in EVERY for scope, _ in move.ways}

    assert used.isdisjoint({Scope.ACCESS_MANAGE, Scope.RECORD_READ, Scope.PERSON_READ, Scope.AUDIT_READ})


def test_whoever_withdraws_gives_reason_and_document() -> None:
    assert RECORD_MOVES["withdraw"].needed == ("reason", "document")
    assert {audience for _, audience in RECORD_MOVES["withdraw"].ways} == {Audience.ORIGIN, Audience.KEEPER}


@pytest.mark.parametrize("state", list(State))
def test_moves_from_a_state_are_exactly_those_that_name_it(state: State) -> None:
    assert {move.name for move in DECISION.moves_from(state)} == {
        move.name for move in MOVES if state in move.sources
    }
