"""Keeps the one register of e-mail addresses: `Person.email`, and no table of a library."""

from __future__ import annotations

from typing import Any


class SecondRegister(RuntimeError):
    """Something writes addresses into allauth's table, where former ones would stay."""


def refuse_second_register(**signal: Any) -> None:
    """Stop whatever would write there; allauth's forms that do so are not in use."""
    raise SecondRegister
