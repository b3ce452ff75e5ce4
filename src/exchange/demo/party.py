"""The party of a decision as its body is registered, in the fields that all double publicity records share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exchange.demo.bodies import Body


def party_type(body: Body) -> str:
    """Type of the party, by kind of subject."""
    return body.kind if body.kind in {"NATURAL_PERSON", "SELF_EMPLOYED"} else "ORGANISATION"


def party(body: Body) -> dict[str, Any]:
    """Field values of the party."""
    return {
        "party_name": body.name,
        "party_type": party_type(body),
        "party_credit_code": body.credit_code,
        "party_organisation_code": body.values.get("organisation_code"),
        "legal_representative": body.values.get("legal_representative"),
        "legal_representative_id_type": body.values.get("legal_representative_id_type"),
        "legal_representative_id_number": body.values.get("legal_representative_id_number"),
        "person_id_type": body.values.get("document_type"),
        "person_id_number": body.values.get("document_number"),
    }
