"""Sharing under an agreement, kept up to date: what is new, what looks different, what is gone, as the recipient sees it (增量共享)."""

from exchange.sharing.progress import Updated, update

__all__ = ["Updated", "update"]
