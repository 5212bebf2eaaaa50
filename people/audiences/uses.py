"""Lets apps say what they use an audience for: what is used is not retired."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from people.models import Audience


@dataclass(frozen=True)
class AudienceUse:
    """A kind of thing that is for audiences; ``name_uses`` names those of one, in words."""

    key: str
    name_uses: Callable[[Audience], Iterable[str]]


_uses: dict[str, AudienceUse] = {}


def register_use(use: AudienceUse) -> None:
    """Have the uses named wherever an audience is shown or to be retired; for ``ready``."""
    _uses[use.key] = use


def list_uses(audience: Audience) -> list[str]:
    """Return in words what the audience is used for."""
    return [name for key in sorted(_uses) for name in _uses[key].name_uses(audience)]
