"""The one row preparer: field values in, column values out, twins included.

Where a value goes follows from its declaration (`model.field`): open and confidential ones into the item's own table; personal ones of a
natural person into the apart table; of an organisation into the opened column, since registry data is public by law. Each mask is worked
out here and nowhere else, so reading never computes one and a filter can use an index on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure.masks import MASKS, redacted
from exchange.divisions import divisions
from exchange.identifiers import document_number
from exchange.model import OPENED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.model import Field, Item

NAMES = ("party_name", "legal_representative", "responsible_person", "investigator", "complainant_name")
"""Fields whose values are names that free text must not repeat."""


Lines = dict[sa.Table, list[dict[str, Any]]]
"""Rows ready to be written, by table, in an order in which they may be."""


@dataclass(slots=True)
class Prepared:
    """Column values of one row: the item's own table, and the apart table if there are any."""

    main: dict[str, Any] = field(default_factory=dict)
    apart: dict[str, Any] = field(default_factory=dict)


def prepare(item: type[Item], values: Mapping[str, Any], *, natural: bool) -> Prepared:
    """The columns of the fields that are given; fields that are not given are left alone, so it serves changes as well."""
    row = Prepared()
    names = tuple(
        str(values[name]) for name in NAMES if values.get(name) and (natural or name != "party_name")
    )
    for name, value in values.items():
        _place(row, item.fields[name], value, names, natural=natural)
    if "canonical_number" in item.fields and values.get("document_number"):
        row.main["canonical_number"] = document_number.canonical(values["document_number"]).canonical
    if "region" in values and "city" in item.table.c:
        row.main |= region_columns(values["region"])
    return row


def empty(item: type[Item]) -> dict[str, Any]:
    """Every column of the item that is written, without a value."""
    return {column.name: None for column in item.table.c if column.computed is None}


def region_columns(code: str) -> dict[str, str | None]:
    """Province, city and county of a division; a past one counts where its territory lies today."""
    path = divisions().path(code)
    return {"province": path.province, "city": path.city, "county": path.county}


def _place(row: Prepared, field: Field, value: Any, names: tuple[str, ...], *, natural: bool) -> None:  # noqa: ANN401 - any kind of value
    if field.openable and not natural:
        row.main[f"{field.name}_{OPENED}"] = value
        return
    target = row.apart if field.personal else row.main
    target[field.name] = value
    for mask in field.masks:
        target[f"{field.name}_{mask}"] = None if value is None else _masked(mask, str(value), names)


def _masked(mask: str, value: str, names: tuple[str, ...]) -> str:
    return redacted(value, names) if mask == "redacted" else MASKS[mask].apply(value)


def opened(item: type[Item], clear: Mapping[Any, Any]) -> dict[str, Any]:
    """The opened columns of a natural person's row: what a recorded basis lets everybody see."""
    return {
        f"{one.name}_{OPENED}": clear.get(f"{one.name}_{one.opens}" if one.opens else one.name)
        for one in _openable(item)
    }


def closed(item: type[Item]) -> dict[str, None]:
    """The opened columns emptied."""
    return {f"{one.name}_{OPENED}": None for one in _openable(item)}


def _openable(item: type[Item]) -> list[Field]:
    """What a basis opens: every openable field but a person's address, which is never public."""
    return [one for one in item.fields.values() if one.openable and one.name != "address"]
