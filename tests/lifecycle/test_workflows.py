"""The tables of workflows as graphs: complete, connected, and naming only what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange.access import Audience, roles
from exchange.cases import rules
from exchange.cases.moves import item_of
from exchange.cases.turn import PAPERS
from exchange.codes import code_list
from exchange.disclosure.predicates import cases
from exchange.model.kinds import Code
from exchange.rules import time_limits
from exchange.workflows import (
    ESCALATE,
    FOUND_BROKEN,
    HURRY,
    RECKON,
    REMIND,
    REOPEN,
    SPARE,
    WORKFLOWS,
    Workflow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.model import Field

each = pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=lambda one: one.name)


def reached(workflow: Workflow, start: str) -> set[str]:
    """Every state that a chain of moves leads to; a suspended case goes on where it was."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for move in workflow.moves_from(here):
            if move.target is not None and move.target not in found:
                found.add(move.target)
                waiting.append(move.target)
    return found


def spelled(limit: str, fields: Mapping[str, Field]) -> list[str]:
    """The limits that one stands for: one for each code of the field in braces."""
    head, _, rest = limit.partition("{")
    if not rest:
        return [limit]
    name, _, tail = rest.partition("}")
    kind = fields[name].kind
    assert isinstance(kind, Code)
    return [f"{head}{code.lower()}{tail}" for code in code_list(kind.codes).codes]


def test_every_type_of_case_has_a_workflow_and_the_states_are_those_of_the_code_list() -> None:
    stages = {state for one in WORKFLOWS.values() for state in one.stages}

    assert {one.key for one in cases()} == set(WORKFLOWS)
    assert set(code_list("case_state").codes) == stages


@each
def test_every_stage_is_reached_from_filing_and_none_that_waits_is_a_dead_end(workflow: Workflow) -> None:
    assert reached(workflow, workflow.start) == set(workflow.stages)
    for state, stage in workflow.stages.items():
        by_somebody = [
            move
            for move in workflow.moves_from(state)
            if move.ways or move.name not in {REMIND, ESCALATE, RECKON}
        ]
        assert stage.ended or by_somebody, state


@each
def test_moves_name_only_stages_guards_effects_inputs_and_limits_that_exist(workflow: Workflow) -> None:
    fields, limits = item_of(workflow.name).fields, {one.stage for one in time_limits()}

    for move in workflow.moves.values():
        assert move.sources <= set(workflow.stages), move.name
        assert move.target is None or move.target in workflow.stages, move.name
        assert set(move.guards) <= set(rules.GUARDS), move.name
        assert set(move.inputs) <= {*fields, *PAPERS}, move.name
        assert set(move.needed) <= set(move.inputs), move.name
    for name, effects in workflow.effects.items():
        assert name in workflow.moves
        assert set(effects) <= set(rules.EFFECTS)
    named = {one.limit for one in workflow.stages.values()} | {workflow.total, workflow.extended}
    assert {one for limit in named - {""} for one in spelled(limit, fields)} <= limits
    assert {one.due for one in workflow.stages.values()} - {""} <= set(fields)


@each
def test_somebody_of_the_shipped_roles_can_make_every_move_and_whoever_is_waited_for_can_act(
    workflow: Workflow,
) -> None:
    held = {
        (scope, audience) for role in roles().values() for scope in role.scopes for audience in role.audiences
    }

    for move in workflow.moves.values():
        by_itself = move.clock or move.name in {
            *workflow.brought.values(),
            FOUND_BROKEN,
            HURRY,
            REOPEN,
            SPARE,
        }
        assert by_itself or move.anybody or set(move.ways) & held, move.name
    for state, stage in workflow.stages.items():
        acting = {audience for move in workflow.moves_from(state) for _, audience in move.ways}
        assert stage.waits_for is None or stage.waits_for in acting, state
        assert stage.waits_for in {None, *Audience}
