"""The folders that ship with the program are found in a checkout and in a wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from exchange import resources

if TYPE_CHECKING:
    from pathlib import Path


def test_a_checkout_shows_its_own_folders() -> None:
    top = resources.checkout()

    assert top is not None
    assert [path.parent for path in (resources.schema(), resources.auth(), resources.migrations())] == [
        top
    ] * 3
    assert all(path.is_dir() for path in (resources.schema(), resources.auth(), resources.migrations()))


def test_a_wheel_holds_the_folders_and_finds_them(tmp_path: Path) -> None:
    top = resources.checkout()
    build = (
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        tmp_path,
        top,
    )
    subprocess.run([sys.executable, *map(str, build)], check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")

    ask = "from exchange import resources as r; print(r.checkout(), r.schema(), r.auth(), r.migrations(), sep='\\n')"
    said = subprocess.run(
        [sys.executable, "-c", ask],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PYTHONDONTWRITEBYTECODE": "1"},
    ).stdout.split()

    data = tmp_path / "site" / "exchange" / "_data"
    assert said == ["None", str(data / "schema"), str(data / "auth"), str(data / "migrations")]
    assert (data / "schema" / "codes" / "division.csv").is_file()
    assert (data / "migrations" / "env.py").is_file()
    assert not list(data.rglob("__pycache__"))
