"""The root fields that are compiled: their names, and what each looks up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.model import ITEMS, camel
from exchange.model.item import INTERFACES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Root:
    """A root field.

    `by` names the fields of a single look-up; `choices` the items that `node` can return. `mine` keeps to rows that the caller's
    department (or a predecessor) sent, `only` to subjects of these kinds.
    """

    kind: str
    item: str = ""
    by: tuple[str, ...] = ()
    one_of: bool = False
    choices: tuple[str, ...] = ()
    search: bool = False
    mine: bool = False
    only: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""


BUSINESSES = ("ENTERPRISE", "SELF_EMPLOYED", "COOPERATIVE")
"""Kinds of subjects that have the credit file of an enterprise."""


def _records() -> dict[str, Root]:
    """Each record and case by its id, the lists of them and their counts, under the names that their classes declare."""
    found: dict[str, Root] = {}
    for name, item in ITEMS.items():
        if item.shape in INTERFACES.values():
            found[camel(item.key)] = Root("one", name, by=("id",), zh=item.zh)
            found[camel(item.plural)] = Root("many", name, zh=item.zh)
            found[f"{camel(item.key)}Counts"] = Root("counts", name, zh=f"{item.zh}统计")
    return found


_RECORDS = _records()
_ACCESS = (
    "Agreement",
    "ShareRequest",
    "Consent",
    "Proposal",
    "PolicyVersion",
    "HeldScope",
)
"""What access is made of."""
ROOTS: Mapping[str, Root] = {
    "node": Root(
        "node",
        choices=(
            "Subject",
            *dict.fromkeys(one.item for one in _RECORDS.values()),
            "Submission",
            "Share",
            "Duplicate",
            *_ACCESS,
        ),
        zh="按标识查询",
    ),
    "subject": Root("one", "Subject", by=("id", "credit_code"), one_of=True, zh="信用主体"),
    "creditFile": Root(
        "one",
        "Subject",
        by=("id", "credit_code"),
        one_of=True,
        only=BUSINESSES,
        zh="企业信用档案",
        en="Credit file of an enterprise: its registration, and as the lists of a subject all that is on record about it",
    ),
    "eligibility": Root(
        "eligible",
        "Subject",
        by=("id", "credit_code"),
        one_of=True,
        zh="能否参加",
        en="Whether somebody may take part in an award, a pilot, a project: only a measure in force bars from it (国办发〔2020〕49号). "
        "The answer counts the measures that you may see, and no others: `eligible: true` says that none of them bars, not that there is "
        "none. Null where you do not see the subject",
    ),
    "subjects": Root("many", "Subject", search=True, zh="信用主体"),
    **_RECORDS,
    "submission": Root("one", "Submission", by=("batch",), mine=True, zh="报送批次"),
    "mySubmissions": Root("many", "Submission", mine=True, zh="我的报送"),
    "shares": Root("many", "Share", zh="共享记录"),
    "myWork": Root("many", "WorkItem", zh="待办事项"),
    "duplicates": Root("many", "Duplicate", zh="疑似重复记录"),
    "agreement": Root("one", "Agreement", by=("id",), zh="共享协议"),
    "agreements": Root("many", "Agreement", zh="共享协议"),
    "shareRequest": Root("one", "ShareRequest", by=("id",), zh="共享申请"),
    "shareRequests": Root("many", "ShareRequest", zh="共享申请"),
    "consent": Root("one", "Consent", by=("id",), zh="授权查询"),
    "consents": Root("many", "Consent", zh="授权查询"),
    "proposal": Root("one", "Proposal", by=("id",), zh="复核事项"),
    "proposals": Root("many", "Proposal", zh="复核事项"),
    "client": Root("one", "Client", by=("id",), zh="客户端"),
    "clients": Root("many", "Client", zh="客户端"),
    "person": Root("one", "Person", by=("login",), zh="人员账号"),
    "persons": Root("many", "Person", zh="人员账号"),
    "heldScopes": Root("many", "HeldScope", zh="持有权限"),
    "accessEntries": Root("many", "AccessEntry", zh="访问记录"),
    "accessChanges": Root("many", "AccessChange", zh="授权变更记录"),
    "policyVersions": Root("many", "PolicyVersion", zh="披露规则版本"),
    "divisions": Root("many", "Division", zh="行政区划"),
    "departments": Root("many", "Department", zh="部门"),
    "catalogue": Root("many", "CatalogueItem", zh="公共信用信息目录"),
    "catalogueChanges": Root("many", "CatalogueChange", zh="目录变更"),
}
