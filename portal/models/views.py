"""Which function answers for a model: registered in `AppConfig.ready()`, so that no model imports its own page.

A model is the ground that its pages stand on; importing them back ties both in a knot.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

_registered: dict[tuple[type[Model], str], Callable[..., Any]] = {}


def register_view(model: type[Model], what: str, answer: Callable[..., Any]) -> None:
    """`answer` makes `what` (« page », « preview », « context ») for the objects of this model and of its heirs."""
    _registered[model, what] = answer


def view_of(model: type[Model], what: str) -> Callable[..., Any]:
    """The nearest one registered for the model or its parents; LookupError when there is none."""
    for parent in model.__mro__:
        if (parent, what) in _registered:
            return _registered[parent, what]
    raise LookupError(f"nothing is registered to make the {what} of {model.__name__}")
