"""All fields of all rows of an item, in one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.model import ITEMS, Shape, camel
from tests.twin.worlds import CASES, RECORDS

if TYPE_CHECKING:
    from exchange.model import Item

PATHS = {
    "LevelCheck": "penalties(first: 100) { edges { node { levels { % } } } }",
    "TimelineEntry": "penalties(first: 100) { edges { node { timeline { % } } } }",
    "FormerName": "subjects(first: 100) { edges { node { formerNames { % } } } }",
    "SubmissionRow": "mySubmissions { edges { node { rows { edges { node { % } } } } } }",
    "Finding": "mySubmissions { edges { node { rows { edges { node { findings { % } } } } } } }",
    "Submission": "mySubmissions { edges { node { % } } }",
    "CaseStep": "objections(first: 100) { edges { node { timeline { % } } } }",
    "ResponsiblePerson": "governmentCommitments(first: 100) { edges { node { persons { % } } } }",
    "ProgressReport": "planTasks(first: 100) { edges { node { reports { % } } } }",
    "CaseDocument": "objections(first: 100) { edges { node { documents { % } } } }",
    "WorkItem": "myWork(first: 100) { edges { node { % record { id } case { id } } } }",
    "Share": "shares(first: 100) { edges { node { % record { id } department { code } } } }",
    "Duplicate": "duplicates(first: 100) { edges { node { % record { id } other { id } } } }",
    "CatalogueChange": "catalogueChanges(first: 20) { edges { node { % records earlier { code } later { code } } } }",
    "Agreement": "agreements(first: 100) { edges { node { % recipient { code } providedBy { code } } } }",
    "ShareRequest": "shareRequests(first: 100) { edges { node { % requester { code } asked { code } signed { id } } } }",
    "Consent": "consents(first: 100) { edges { node { % requester { code } signed { id } } } }",
    "PolicyVersion": "policyVersions(first: 100) { edges { node { % } } }",
    "Client": "clients(first: 100) { edges { node { % worksFor { code } keys { kid } held { id } } } }",
    "ClientKey": "clients(first: 100) { edges { node { keys { % } } } }",
    "Person": "persons(first: 100) { edges { node { % worksFor { code } held { id } } } }",
    "HeldScope": "heldScopes(first: 100) { edges { node { % client { id } person { login } } } }",
    "AccessEntry": "accessEntries(first: 100) { edges { node { % by { code } } } }",
    "AccessChange": "accessChanges(first: 100) { edges { node { % } } }",
    "Proposal": "proposals(first: 100) { edges { node { % } } }",
    "CatalogueItem": "catalogue(first: 100) { edges { node { % } } }",
}
"""How to ask for all rows of an item that has no list of its own name."""


def question(item: type[Item], *, moves: bool = False) -> str:
    """All fields of all rows; on request what can be made of each."""
    fields = " ".join(one.graphql for one in item.fields.values())
    fields += " moves" if moves and item.shape in {Shape.RECORD, Shape.CASE} else ""
    lists = {
        **{name: camel(ITEMS[name].plural) for name in (*RECORDS, *CASES)},
        "Subject": "subjects",
        "Division": "divisions",
        "Department": "departments",
    }
    path = (
        PATHS.get(item.__name__) or f"{lists.get(item.__name__)}(first: 100) {{ edges {{ node {{ % }} }} }}"
    )
    return "{ " + path.replace("%", fields) + " }"
