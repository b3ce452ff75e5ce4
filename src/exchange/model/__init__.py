"""The tables: every information item and registry, declared once.

A new item is a module here, a file in `auth/disclosure/`, a migration. Importing this package registers all of them in `ITEMS`.
"""

from exchange.model.abnormal_operation import AbnormalOperation
from exchange.model.agreement import Agreement, agreement
from exchange.model.commendation import Commendation
from exchange.model.commitment import Commitment
from exchange.model.consent import Consent
from exchange.model.credential import client_key, revoked_token, used_assertion
from exchange.model.dishonesty_record import DishonestyRecord
from exchange.model.evaluation import Evaluation
from exchange.model.field import OPENED, Field, Need, Secrecy, camel
from exchange.model.grant import access_epoch, client, keyring, rights_applied, signing_key, world
from exchange.model.item import ITEMS, Edge, Item, Shape, metadata
from exchange.model.journal import access_change, access_entry, audit_entry, change
from exchange.model.judgment_debtor import JudgmentDebtor
from exchange.model.lead import lead
from exchange.model.level_check import LevelCheck
from exchange.model.licence import Licence
from exchange.model.moved_row import moved_row
from exchange.model.penalty import Penalty
from exchange.model.policy_version import PolicyVersion
from exchange.model.proposal import Proposal
from exchange.model.record import Record
from exchange.model.reference import CatalogueItem, Department, Division
from exchange.model.serious_violation import SeriousViolation
from exchange.model.share import Share, share_position
from exchange.model.share_request import ShareRequest
from exchange.model.subject import (
    CODES,
    NATURAL_KINDS,
    FormerName,
    Subject,
    open_search,
    person_key,
    person_search,
)
from exchange.model.submission import Finding, Submission, SubmissionRow
from exchange.model.tax_violation import TaxViolation
from exchange.model.timeline_entry import TimelineEntry

__all__ = [
    "CODES",
    "ITEMS",
    "NATURAL_KINDS",
    "OPENED",
    "AbnormalOperation",
    "Agreement",
    "CatalogueItem",
    "Commendation",
    "Commitment",
    "Consent",
    "Department",
    "DishonestyRecord",
    "Division",
    "Edge",
    "Evaluation",
    "Field",
    "Finding",
    "FormerName",
    "Item",
    "JudgmentDebtor",
    "LevelCheck",
    "Licence",
    "Need",
    "Penalty",
    "PolicyVersion",
    "Proposal",
    "Record",
    "Secrecy",
    "SeriousViolation",
    "Shape",
    "Share",
    "ShareRequest",
    "Subject",
    "Submission",
    "SubmissionRow",
    "TaxViolation",
    "TimelineEntry",
    "access_change",
    "access_entry",
    "access_epoch",
    "agreement",
    "audit_entry",
    "camel",
    "change",
    "client",
    "client_key",
    "keyring",
    "lead",
    "metadata",
    "moved_row",
    "open_search",
    "person_key",
    "person_search",
    "revoked_token",
    "rights_applied",
    "share_position",
    "signing_key",
    "used_assertion",
    "world",
]
