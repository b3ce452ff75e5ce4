"""The people of the sign-in pages, at work."""

from tests.people.conftest import app, browser, clock, opened, people

__all__ = ["app", "browser", "clock", "opened", "people"]
