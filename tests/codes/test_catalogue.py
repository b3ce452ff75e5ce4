"""The public-credit catalogue: what may be collected, and how it is shared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from exchange.catalogue import SharingClass, in_force, load, shipped
from exchange.codes import code_list
from exchange.errors import StartupError
from exchange.reference import path_of, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2022, 6, 1), 2021),
        (date(2023, 6, 1), 2022),
        (date(2025, 3, 31), 2024),
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
    ],
)
def test_the_edition_is_that_of_the_day(on: date, edition: int) -> None:
    found = in_force(on, shipped())

    entry = found.entry("penalty", "ENTERPRISE")
    assert entry is not None
    assert (found.edition, entry.edition) == (edition, edition)


@pytest.mark.parametrize("item", ["penalty", "dishonesty_record"])
def test_records_of_persons_are_shared_under_an_agreement_only(item: str) -> None:
    found = in_force(date(2026, 11, 1), shipped())

    body = found.entry(item, "DEPARTMENT")
    person = found.entry(item, "CIVIL_SERVANT")

    assert body is not None
    assert person is not None
    assert (body.sharing_class, person.sharing_class) == (
        SharingClass.UNCONDITIONAL,
        SharingClass.CONDITIONAL,
    )


def test_what_is_not_in_the_catalogue_may_not_be_collected() -> None:
    now, before_all = in_force(date(2026, 11, 1), shipped()), in_force(date(2020, 1, 1), shipped())

    assert now.entry("red_light_crossing", "NATURAL_PERSON") is None
    assert (before_all.edition, before_all.entry("penalty", "ENTERPRISE")) == (None, None)


def test_every_code_in_the_catalogue_is_a_known_one() -> None:
    for entry in shipped():
        assert entry.subject_kinds <= set(code_list("subject_kind").codes)
        assert entry.publication_mode in code_list("publication_mode")
        assert entry.update_cycle in code_list("update_cycle")
        assert entry.sharing_class in code_list("sharing_class")


def test_two_entries_for_one_kind_of_subject_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    text = path_of("catalogue").read_text(encoding="utf-8")
    path.write_text(text.replace("CIVIL_SERVANT;NATURAL_PERSON", "ENTERPRISE"), encoding="utf-8")

    with pytest.raises(StartupError, match=r"catalogue.csv, line 3: .*same item and kind"):
        load(read(path))
