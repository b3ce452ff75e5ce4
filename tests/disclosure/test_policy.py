"""The rule files: complete and known, or the program does not start; each message names the file and the key."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from exchange import resources
from exchange.access import Audience
from exchange.disclosure.policy import Treatment, load, policy
from exchange.errors import PolicyError
from exchange.model import ITEMS, OPENED, Secrecy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the shipped rule files, to be damaged."""
    return shutil.copytree(resources.auth() / "disclosure", tmp_path / "disclosure")


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A damage: one text in one file becomes another."""

    def damage(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return damage


def test_every_field_of_every_item_has_a_treatment_and_a_basis_for_all_nine_audiences() -> None:
    loaded = policy()

    cells = [
        rule
        for item in ITEMS.values()
        for name in item.fields
        for audience in Audience
        for rule in [loaded.of(item).fields[name][audience]]
    ]

    assert len(cells) == 9 * sum(len(item.fields) for item in ITEMS.values())
    assert all(rule.basis for rule in cells)


def test_the_public_is_given_of_a_personal_field_only_what_was_opened() -> None:
    loaded = policy()

    given = {
        treatment
        for item in ITEMS.values()
        for name, field in item.fields.items()
        if field.secrecy is Secrecy.PERSONAL
        for treatment in loaded.of(item).fields[name][Audience.PUBLIC].treatment.names
    }

    assert given <= {OPENED, "hidden"}


def test_the_same_files_are_the_same_version_and_a_changed_word_is_another(rules: Path) -> None:
    same = load(rules).version

    replaced("penalty.toml", 'partner = "redacted"', 'partner = "hidden"')(rules)

    assert same == policy().version
    assert load(rules).version != same


DAMAGES = [
    (
        replaced("licence.toml", 'like = "record"', 'like = "records"'),
        ["licence.toml", "like", "records.toml"],
    ),
    (replaced("licence.toml", 'like = "record"', ""), ["licence.toml", "rows.subject"]),
    (replaced("like/record.toml", '"party_name"', ""), ["abnormal_operation.toml", "party_name", "no group"]),
    (lambda folder: (folder / "penalty.toml").unlink(), ["penalty.toml", "missing"]),
    (lambda folder: (folder / "licences.toml").write_text(""), ["licences.toml", "no item licences"]),
    (lambda folder: (folder / "penalty.toml").write_bytes(b"\xff\xfe"), ["penalty.toml", "not TOML"]),
    (replaced("penalty.toml", "[rows]", "[row]"), ["penalty.toml", "row", "unknown"]),
    (replaced("penalty.toml", "partner = { when", "partners = { when"), ["penalty.toml", "rows.partner"]),
    (
        replaced("penalty.toml", '"shared_and_later"', '"shared_and_latter"'),
        ["rows.subject", "shared_and_latter"],
    ),
    (replaced("penalty.toml", 'when = ["never"]', "when = []"), ["rows.administrator", "when"]),
    (replaced("penalty.toml", '"violation_fact"', '"violation_facts"'), ["violation_facts", "no such field"]),
    (replaced("penalty.toml", '"content", "fine"', '"content"'), ["penalty.toml", "fine", "no group"]),
    (replaced("penalty.toml", '"content", "fine"', '"content", "content", "fine"'), ["content", "already"]),
    (replaced("penalty.toml", 'partner = "redacted"', 'partner = "scrambled"'), ["partner", "scrambled"]),
    (replaced("penalty.toml", 'partner = "redacted"\n', ""), ["partner", "violation_fact"]),
    (replaced("penalty.toml", 'public = "opened"', 'public = "surname"'), ["party_name", "personal"]),
    (replaced("penalty.toml", 'public = "hidden"', 'public = "clear"'), ["public", "personal"]),
    (
        replaced("subject.toml", "if manages_subject", "if mangles_subject"),
        ["subject.toml", "mangles_subject"],
    ),
    (
        replaced("subject.toml", "clear if manages_subject else surname", "clear if so"),
        ["subject.toml", "cannot read"],
    ),
    (
        replaced("penalty.toml", "# 违法事实 (free text)", '\nminister = "clear"'),
        ["minister", "no such audience"],
    ),
]


@pytest.mark.parametrize(("damage", "told"), DAMAGES)
def test_a_damaged_rule_file_stops_the_program_with_file_and_key(
    rules: Path, damage: Callable[[Path], object], told: list[str]
) -> None:
    damage(rules)

    with pytest.raises(PolicyError) as refusal:
        load(rules)

    assert all(word in refusal.value.message for word in told)


def test_a_conditional_treatment_names_all_it_can_lead_to() -> None:
    parsed = Treatment.parse("clear if manages_subject else surname")

    assert parsed.names == ("clear", "surname")
    assert parsed.condition == "manages_subject"


@pytest.mark.parametrize(
    ("item", "field"),
    [
        *(("Penalty", one) for one in ("remark", "publication_document", "publication_approver", "secrecy_reviewer")),
        *(("LevelCheck", one) for one in ("findings", "checked_by")),
        *(("TimelineEntry", one) for one in ("reason", "document")),
    ],
)  # fmt: skip
def test_what_the_matrix_does_not_give_a_superior_is_closed_whatever_scope_it_holds(
    item: str, field: str
) -> None:
    found = policy().of(ITEMS[item]).fields[field]

    assert found[Audience.SUPERIOR].treatment.names == ("hidden",)
    assert found[Audience.KEEPER].treatment.names == ("clear",)
