"""Numeric: a number within a tolerance, in digits of any script, with or without a unit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from courses.items.kinds.base import AskedQuestion, ShownParts, Words, require
from courses.items.kinds.slots import SlotKind, split_answer
from people.text.spelling import clean, to_ascii_digits

# Short: a power such as 1e999999 would take memory and time.
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_MAX_LENGTH = 40


def parse_number(text: str) -> Decimal | None:
    """Return the number as somebody types it, else None: 1,250.5 in digits of any script."""
    plain = to_ascii_digits(clean(text[:_MAX_LENGTH])).replace("\u2212", "-")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


class NumericKind(SlotKind):
    name = "numeric"
    is_correctable = True

    def validate(self, words: Words, answer_key: Any) -> None:
        require(parse_number(answer_key["value"]) is not None, "the answer is no number")
        tolerance = parse_number(answer_key.get("tolerance", "0"))
        require(tolerance is not None and tolerance >= 0, "the tolerance is no number from 0")
        units = answer_key.get("units", {})
        factors = [parse_number(one) for one in units.values()]
        require(all(factor and factor > 0 for factor in factors), "a unit has no factor")
        require(not units or 1 in factors, "no unit is that of the answer")
        require(all(unit and unit == unit.strip() for unit in units), "a unit has no name")

    def read_key(self, answer_key: Any) -> dict[str, Any]:
        tolerance, units = answer_key.get("tolerance") or "0", answer_key.get("units") or {}
        return {"value": answer_key["value"], "tolerance": tolerance, "units": dict(units)}

    def fold_key(self, answer_key: Any) -> Any:
        key = self.read_key(answer_key)
        units = {unit: parse_number(factor) for unit, factor in key["units"].items()}
        return [parse_number(key["value"]), parse_number(key["tolerance"]), units]

    def accepts(self, answer_key: Any, part: str) -> bool:
        if answer_key.get("units"):  # what a number is worth, its unit says
            return super().accepts(answer_key, part)
        return self.grade_share(self.read_key(answer_key), [part], 0) == 1

    def accept_too(self, answer_key: Any, part: str) -> Any:
        key = self.read_key(answer_key)
        given, right = parse_number(part.partition(":")[2]), parse_number(key["value"])
        require(not key["units"] and given is not None, "the answer is no number without a unit")
        distance = abs((given or Decimal()) - (right or Decimal()))
        widest = max(distance, parse_number(key["tolerance"]) or Decimal())
        return {**key, "tolerance": f"{widest.normalize():f}"}

    def list_units(self, answer_key: Any) -> list[str]:
        # Sorted: the order of writing might tell which of them is that of the answer.
        return sorted(answer_key.get("units", {}))

    def order_parts(self, words: Words, shuffle: Any) -> list[str]:
        return []

    def list_slots(self, asked: AskedQuestion) -> Mapping[str, str]:
        return {"value": "", "unit": ""} if asked.units else {"value": ""}

    def list_values(self, asked: AskedQuestion, slot: str) -> Mapping[str, str]:
        return {one: one for one in asked.units} if slot == "unit" else {}

    def list_right(self, answer_key: Any) -> dict[str, list[str]]:
        units = answer_key.get("units", {})
        right = {"value": [answer_key["value"]]}
        own = [unit for unit, factor in units.items() if parse_number(factor) == 1]
        return right | {"unit": own} if units else right

    def grade_share(
        self, answer_key: Any, answer: Collection[str], wrong_options: int
    ) -> Fraction:
        # One part: a number without its unit is no half of an answer.
        values, units = split_answer(answer) or {}, answer_key.get("units", {})
        given = parse_number(values.get("value", ""))
        factor = parse_number(units.get(values.get("unit", ""), "")) if units else Decimal(1)
        if given is None or factor is None or not values.keys() <= {"value", "unit"}:
            return Fraction(0)
        right, tolerance = parse_number(answer_key["value"]), parse_number(answer_key["tolerance"])
        # As fractions: decimals round, and what lies on the edge of the tolerance must count.
        distance = abs(Fraction(given) * Fraction(factor) - Fraction(right or 0))
        return Fraction(distance <= Fraction(tolerance or 0))

    def present(
        self, asked: AskedQuestion, answer: Collection[str], answer_key: Any = None
    ) -> ShownParts:
        slots = super().present(asked, answer, answer_key).slots
        is_right = answer_key is not None and self.grade_share(answer_key, answer, 0) == 1
        return ShownParts(slots=tuple(replace(one, is_right=is_right) for one in slots))

    def describe_answer(self, asked: AskedQuestion, answer: Collection[str]) -> list[str]:
        values = split_answer(answer) or {}
        return [" ".join(values[one] for one in ("value", "unit") if one in values)]
