"""Identifiers and values as departments write them: normalised, checked, and explained when they are wrong.

Every module here is pure: text in, a value or an `IdentifierError` out. A message says what is wrong and how to mend it and never repeats
the text, which may be personal.
"""

from exchange.identifiers.fault import IdentifierError

__all__ = ["IdentifierError"]
