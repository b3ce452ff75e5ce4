"""Workflows of cases (办理流程): each a table of stages and moves, all carried out by one mechanism (`exchange.cases`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.workflows.complaint import COMPLAINT
from exchange.workflows.objection import OBJECTION
from exchange.workflows.repair import REPAIR
from exchange.workflows.table import ESCALATE, FILE, RECKON, REMIND, Stage, Workflow

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ESCALATE", "FILE", "RECKON", "REMIND", "WORKFLOWS", "Stage", "Workflow"]

WORKFLOWS: Mapping[str, Workflow] = {one.name: one for one in (OBJECTION, REPAIR, COMPLAINT)}
"""Every workflow by the key of its item."""
