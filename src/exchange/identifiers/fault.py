"""What an identifier check says when it refuses."""

from __future__ import annotations


class IdentifierError(ValueError):
    """`code` is the finding code, the message tells a clerk what to do. Neither holds the value."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)
