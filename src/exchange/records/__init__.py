"""The one way to write: rows of items, their twins, their life cycle, their history — in one transaction or not at all."""
