"""Ask as somebody: the same engine as that of the API's tests."""

from tests.api.conftest import ask, engine

__all__ = ["ask", "engine"]
