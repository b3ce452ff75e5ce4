"""From a judged row to what `records` takes: the party to resolve, and the entry to store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.records.intake import Entry
from exchange.records.subjects import Party
from exchange.submissions.clean import text_of

if TYPE_CHECKING:
    from exchange.records.subjects import Resolved
    from exchange.submissions.judge import Judged


def party(row: Judged) -> Party:
    """Whom an accepted row is about."""
    values = row.values or {}
    return Party(
        kind=row.kind,
        name=text_of(values, "party_name"),
        region=row.region,
        credit_code=text_of(values, "party_credit_code") or None,
        credit_code_override=row.override,
        organisation_code=text_of(values, "party_organisation_code") or None,
        registration_number=text_of(values, "party_registration_number") or None,
        legal_representative=text_of(values, "legal_representative") or None,
        document_type=text_of(values, "person_id_type") or None,
        document_number=text_of(values, "person_id_number") or None,
        employer=text_of(values, "person_employer") or None,
        post=text_of(values, "person_post") or None,
    )


def entry(row: Judged, resolved: Resolved) -> Entry:
    """The values of an accepted row, about the subject that was found for it."""
    values = {
        name: list(value) if isinstance(value, tuple) else value for name, value in (row.values or {}).items()
    }
    return Entry(values, resolved)
