"""What gets installed is locked, the same for everyone, and each dependency has a reason."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from exchange import resources

if TYPE_CHECKING:
    from pathlib import Path

PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
NAME = re.compile(r"[A-Za-z0-9.-]+")


@pytest.fixture
def top() -> Path:
    found = resources.checkout()
    assert found is not None
    return found


def pins(path: Path) -> dict[str, str]:
    return dict(PIN.findall(path.read_text()))


def names(requirements: list[str]) -> set[str]:
    return {found.group().lower() for one in requirements if (found := NAME.match(one))}


def declared(top: Path) -> dict[str, Any]:
    return tomllib.loads((top / "pyproject.toml").read_text())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_by_hash_and_names_no_index(top: Path, name: str) -> None:
    text = (top / name).read_text()
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]

    assert [entry for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "index" not in text


def test_whatever_runs_is_in_the_lock_with_the_tools_that_install_it(top: Path) -> None:
    project = declared(top)
    wanted = names(project["project"]["dependencies"]) | names(project["dependency-groups"]["build"])

    assert wanted - pins(top / "requirements.txt").keys() == set()


def test_tests_run_on_the_versions_that_run_for_users(top: Path) -> None:
    users, developers = pins(top / "requirements.txt"), pins(top / "requirements-dev.txt")

    assert users.items() - developers.items() == set()
    assert names(declared(top)["dependency-groups"]["dev"]) - developers.keys() == set()


def test_every_dependency_and_every_exemption_has_a_reason(top: Path) -> None:
    lines = (top / "pyproject.toml").read_text().splitlines()

    without = [line for line in lines if re.match(r'^  "[^"]+",?', line) and "#" not in line]

    layers = [line for line in without if not re.match(r'^  "[a-z_ |:()]+",$', line)]
    assert layers == []
