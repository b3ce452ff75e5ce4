"""The root fields that are compiled: their names, and what each looks up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Root:
    """A root field.

    `by` names the fields of a single look-up; `choices` the items that `node` can return. `mine` keeps to rows that the caller's
    department (or a predecessor) sent.
    """

    kind: str
    item: str = ""
    by: tuple[str, ...] = ()
    one_of: bool = False
    choices: tuple[str, ...] = ()
    search: bool = False
    mine: bool = False
    zh: str = ""


ROOTS: Mapping[str, Root] = {
    "node": Root("node", choices=("Subject", "DishonestyRecord", "Penalty", "Submission"), zh="按标识查询"),
    "subject": Root("one", "Subject", by=("id", "credit_code"), one_of=True, zh="信用主体"),
    "subjects": Root("many", "Subject", search=True, zh="信用主体"),
    "dishonestyRecord": Root("one", "DishonestyRecord", by=("id",), zh="政务失信记录"),
    "dishonestyRecords": Root("many", "DishonestyRecord", zh="政务失信记录"),
    "penalty": Root("one", "Penalty", by=("id",), zh="行政处罚"),
    "penalties": Root("many", "Penalty", zh="行政处罚"),
    "submission": Root("one", "Submission", by=("batch",), mine=True, zh="报送批次"),
    "mySubmissions": Root("many", "Submission", mine=True, zh="我的报送"),
    "divisions": Root("many", "Division", zh="行政区划"),
    "departments": Root("many", "Department", zh="部门"),
    "catalogue": Root("many", "CatalogueItem", zh="公共信用信息目录"),
}
