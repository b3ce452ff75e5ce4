"""Who sees what: the rules as data, and the view that turns them into SQL for one shape of caller."""

from exchange.disclosure.policy import CLEAR, HIDDEN, Policy, policy
from exchange.disclosure.predicates import Row, Stance, binds
from exchange.disclosure.view import Branch, View, reach, stance, view

__all__ = [
    "CLEAR",
    "HIDDEN",
    "Branch",
    "Policy",
    "Row",
    "Stance",
    "View",
    "binds",
    "policy",
    "reach",
    "stance",
    "view",
]
