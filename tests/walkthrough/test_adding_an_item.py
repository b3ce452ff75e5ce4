"""How to add an information item, walked through: the steps of the README on a copy of the checkout, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exchange import resources

if TYPE_CHECKING:
    from exchange.settings import Settings

HERE = Path(__file__).parent
CATALOGUE = (
    "2026,integrity_award,AWARD_BODY,守信表彰,Commendations,有权机关对守信主体的表彰,"
    "GOVERNMENT;DEPARTMENT;TOWNSHIP;VILLAGE_COMMITTEE;PUBLIC_INSTITUTION;ENTERPRISE;SELF_EMPLOYED;COOPERATIVE;SOCIAL_ORGANISATION,"
    "作出表彰的机关,福建省政务诚信建设实施方案 4.3,UNCONDITIONAL,OPEN,60,ON_DECISION,integrity_award,2026-04-01,\n"
)


@pytest.fixture
def changed(folder: Path) -> Path:
    """The checkout after the steps."""
    top = resources.checkout()
    assert top is not None
    for name in ("src", "auth", "schema", "migrations"):
        shutil.copytree(top / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(top / "pyproject.toml", folder)
    # 1. a class in model/, registered by importing it
    shutil.copy(HERE / "integrity_award.py", folder / "src/exchange/model")
    _append(
        folder / "src/exchange/model/__init__.py",
        "\nfrom exchange.model.integrity_award import IntegrityAward  # noqa\n",
    )
    # 2. who sees it
    shutil.copy(HERE / "integrity_award.toml", folder / "auth/disclosure")
    # 3. the catalogue allows it
    _append(folder / "schema/codes/catalogue.csv", CATALOGUE)
    return folder


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _python(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    environ = {**kept, "PYTHONPATH": str(folder / "src"), **more}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_class_a_rule_file_and_a_migration_make_a_new_item(settings: Settings, changed: Path) -> None:
    # 4. the migration, written by comparing
    written = _python(changed, "migrations/revise.py", "Commendations for integrity")
    assert written.returncode == 0, written.stderr
    # 5. use it
    used = _python(changed, str(HERE / "use.py"), EXCHANGE_DATABASE_URL=str(settings.database_url))
    assert used.returncode == 0, used.stderr

    got: dict[str, Any] = json.loads(used.stdout)

    shipped = list((resources.migrations() / "versions").glob("*.py"))
    assert len(list((changed / "migrations/versions").glob("*.py"))) == len(shipped) + 1
    assert got["sent"]["data"]["submitRecords"]["refused"] == 0, got["sent"]
    assert got["anonymous"]["data"]["integrityAwards"]["totalCount"] == 0
    keeper = got["keeper"]["data"]["integrityAwards"]["edges"][0]["node"]
    assert keeper["partyName"] == "福州样例贸易有限公司"
    assert keeper["merits"] == "多年守信，联系电话13900001234"
    assert got["origin"]["data"]["integrityAwards"]["totalCount"] == 1


def test_without_a_rule_file_the_program_does_not_start(settings: Settings, changed: Path) -> None:
    (changed / "auth/disclosure/integrity_award.toml").unlink()

    used = _python(changed, str(HERE / "use.py"), EXCHANGE_DATABASE_URL=str(settings.database_url))

    assert used.returncode != 0
    assert (
        "auth/disclosure/integrity_award.toml, the file: it is missing; every item needs a rule file."
        in used.stderr
    )
