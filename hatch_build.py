"""Puts schema/, auth/ and migrations/ into a wheel as exchange/_data, and into an editable install not at all.

A static `force-include` would copy them into site-packages for `pip install -e .` too, where the copy goes stale at the next edit;
from a checkout `exchange.resources` reads the folders themselves.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("schema", "auth", "migrations")


class DataHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only since a later hatchling
    """Called once per wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the folders to what the wheel must hold."""
        if version == "standard":
            build_data["force_include"].update({folder: f"exchange/_data/{folder}" for folder in FOLDERS})
