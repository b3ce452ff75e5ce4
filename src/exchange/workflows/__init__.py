"""Workflows of cases (办理流程): each a table of stages and moves, all carried out by one mechanism (`exchange.cases`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.workflows.commitment import COMMITMENT
from exchange.workflows.complaint import COMPLAINT
from exchange.workflows.court_notice import COURT_NOTICE
from exchange.workflows.incentive import INCENTIVE
from exchange.workflows.integrity_material import INTEGRITY_MATERIAL
from exchange.workflows.mitigation import MITIGATION
from exchange.workflows.objection import OBJECTION
from exchange.workflows.plan_task import PLAN_TASK, WORK_PLAN
from exchange.workflows.proposal_handling import PROPOSAL_HANDLING
from exchange.workflows.rectification import RECTIFICATION
from exchange.workflows.repair import REPAIR
from exchange.workflows.rights_complaint import RIGHTS_COMPLAINT
from exchange.workflows.sanction import SANCTION
from exchange.workflows.supervision import INSPECTION_FINDING, SUPERVISION_PROGRAMME
from exchange.workflows.table import (
    ESCALATE,
    FILE,
    FOUND_BROKEN,
    HURRY,
    RECKON,
    REMIND,
    REOPEN,
    SPARE,
    Answers,
    Stage,
    Workflow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ESCALATE",
    "FILE",
    "FOUND_BROKEN",
    "HURRY",
    "RECKON",
    "REMIND",
    "REOPEN",
    "SPARE",
    "WORKFLOWS",
    "Answers",
    "Stage",
    "Workflow",
]

WORKFLOWS: Mapping[str, Workflow] = {
    one.name: one
    for one in (
        OBJECTION,
        REPAIR,
        COMPLAINT,
        COMMITMENT,
        RECTIFICATION,
        SANCTION,
        INCENTIVE,
        COURT_NOTICE,
        RIGHTS_COMPLAINT,
        MITIGATION,
        SUPERVISION_PROGRAMME,
        INSPECTION_FINDING,
        PROPOSAL_HANDLING,
        PLAN_TASK,
        WORK_PLAN,
        INTEGRITY_MATERIAL,
    )
}
"""Every workflow by the key of its item."""
