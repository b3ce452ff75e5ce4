"""The tables: every information item and registry, declared once.

A new item is a module here, a file in `auth/disclosure/`, a migration. Importing this package registers all of them in `ITEMS`.
"""

from exchange.model.abnormal_operation import AbnormalOperation
from exchange.model.access_change import AccessChange, access_change
from exchange.model.access_entry import AccessEntry, access_entry
from exchange.model.account import (
    Person,
    account,
    account_recovery,
    account_secret,
    account_session,
    external_sign_in,
    sign_in_failure,
)
from exchange.model.agreement import Agreement, agreement
from exchange.model.authorization import authorization_code, refresh_token, token_family
from exchange.model.case import Case, CaseDocument, CaseStep
from exchange.model.client import Client, ClientKey, client, client_key
from exchange.model.commendation import Commendation
from exchange.model.commitment import Commitment
from exchange.model.complaint import Complaint
from exchange.model.consent import Consent
from exchange.model.court_notice import CourtNotice
from exchange.model.credential import revoked_token, used_assertion
from exchange.model.dishonesty_record import DishonestyRecord
from exchange.model.document_content import document_content, document_upload
from exchange.model.duplicate import Duplicate
from exchange.model.evaluation import Evaluation
from exchange.model.field import OPENED, Field, Need, Secrecy, camel
from exchange.model.follower import Follower
from exchange.model.government_commitment import GovernmentCommitment, ResponsiblePerson
from exchange.model.grant import access_epoch, keyring, rights_applied, signing_key, world
from exchange.model.headcount import counted_person, headcount
from exchange.model.held_scope import HeldScope, held_scope
from exchange.model.incentive import Incentive
from exchange.model.integrity_material import IntegrityMaterial
from exchange.model.item import ITEMS, Edge, Item, Shape, metadata
from exchange.model.journal import audit_entry, change, journal_seal, log_position
from exchange.model.judgment_debtor import JudgmentDebtor
from exchange.model.lead import LEAD, lead
from exchange.model.level_check import LevelCheck
from exchange.model.licence import Licence
from exchange.model.mitigation import Mitigation
from exchange.model.moved_row import moved_row
from exchange.model.objection import Objection
from exchange.model.penalty import Penalty
from exchange.model.plan_task import PlanTask, ProgressReport, WorkPlan
from exchange.model.policy_version import PolicyVersion
from exchange.model.proposal import Proposal
from exchange.model.proposal_handling import ProposalHandling
from exchange.model.record import Record
from exchange.model.rectification import Rectification
from exchange.model.reference import CatalogueChange, CatalogueItem, Department, Division
from exchange.model.repair_application import RepairApplication
from exchange.model.rights_complaint import RightsComplaint
from exchange.model.sanction import Sanction
from exchange.model.serious_violation import SeriousViolation
from exchange.model.share import Share, share_position
from exchange.model.share_request import ShareRequest
from exchange.model.subject import (
    CODES,
    NATURAL_KINDS,
    PUBLIC_BODIES,
    FormerName,
    Subject,
    open_search,
    person_key,
    person_search,
)
from exchange.model.submission import Finding, Submission, SubmissionRow
from exchange.model.supervision import InspectionFinding, SupervisionProgramme
from exchange.model.tax_violation import TaxViolation
from exchange.model.timeline_entry import TimelineEntry
from exchange.model.training_record import TrainingRecord
from exchange.model.work_item import CASES, RECORDS, WorkItem

__all__ = [
    "CASES",
    "CODES",
    "ITEMS",
    "LEAD",
    "NATURAL_KINDS",
    "OPENED",
    "PUBLIC_BODIES",
    "RECORDS",
    "AbnormalOperation",
    "AccessChange",
    "AccessEntry",
    "Agreement",
    "Case",
    "CaseDocument",
    "CaseStep",
    "CatalogueChange",
    "CatalogueItem",
    "Client",
    "ClientKey",
    "Commendation",
    "Commitment",
    "Complaint",
    "Consent",
    "CourtNotice",
    "Department",
    "DishonestyRecord",
    "Division",
    "Duplicate",
    "Edge",
    "Evaluation",
    "Field",
    "Finding",
    "Follower",
    "FormerName",
    "GovernmentCommitment",
    "HeldScope",
    "Incentive",
    "InspectionFinding",
    "IntegrityMaterial",
    "Item",
    "JudgmentDebtor",
    "LevelCheck",
    "Licence",
    "Mitigation",
    "Need",
    "Objection",
    "Penalty",
    "Person",
    "PlanTask",
    "PolicyVersion",
    "ProgressReport",
    "Proposal",
    "ProposalHandling",
    "Record",
    "Rectification",
    "RepairApplication",
    "ResponsiblePerson",
    "RightsComplaint",
    "Sanction",
    "Secrecy",
    "SeriousViolation",
    "Shape",
    "Share",
    "ShareRequest",
    "Subject",
    "Submission",
    "SubmissionRow",
    "SupervisionProgramme",
    "TaxViolation",
    "TimelineEntry",
    "TrainingRecord",
    "WorkItem",
    "WorkPlan",
    "access_change",
    "access_entry",
    "access_epoch",
    "account",
    "account_recovery",
    "account_secret",
    "account_session",
    "agreement",
    "audit_entry",
    "authorization_code",
    "camel",
    "change",
    "client",
    "client_key",
    "counted_person",
    "document_content",
    "document_upload",
    "external_sign_in",
    "headcount",
    "held_scope",
    "journal_seal",
    "keyring",
    "lead",
    "log_position",
    "metadata",
    "moved_row",
    "open_search",
    "person_key",
    "person_search",
    "refresh_token",
    "revoked_token",
    "rights_applied",
    "share_position",
    "sign_in_failure",
    "signing_key",
    "token_family",
    "used_assertion",
    "world",
]
