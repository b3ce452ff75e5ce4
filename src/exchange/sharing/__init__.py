"""Sharing under an agreement, kept up to date: what is new, what looks different, what is gone, as the recipient sees it (增量共享)."""

from exchange.sharing.progress import Updated, update
from exchange.sharing.removal import MOST, Confirmed, confirm

__all__ = ["MOST", "Confirmed", "Updated", "confirm", "update"]
