"""The administrators' sections, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.web.console.admin import clients, journals, people, proposals, rules, sharing

if TYPE_CHECKING:
    from exchange.web.console.sections import Section

SECTIONS: tuple[Section, ...] = (
    proposals.SECTION,
    clients.SECTION,
    people.SECTION,
    *sharing.SECTIONS,
    rules.SECTION,
    *journals.SECTIONS,
    clients.IDLE,
    clients.OWN_SECTION,
)
