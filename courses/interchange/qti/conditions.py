"""Reads and writes conditions of QTI 1.2: which answers bring points, and what is said then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from courses.interchange.drafts import ItemDraft, Unfit
from courses.interchange.qti.elements import find_all
from courses.interchange.shapes import read_points

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_GENERAL = "general_fb"  # by which Canvas, and our reader, know what is said whatever is chosen
_LOW, _HIGH = {"vargte", "vargt"}, {"varlte", "varlt"}


@dataclass
class Outcome:
    """What a condition asks and brings: values by response, points, and feedback by name."""

    points: Decimal = Decimal(0)
    right: dict[str, list[str]] = field(default_factory=dict)
    low: str | None = None
    high: str | None = None
    feedback: set[str] = field(default_factory=set)

    @property
    def values(self) -> set[str]:
        return {value for values in self.right.values() for value in values}


def list_outcomes(item: Element) -> list[Outcome]:
    """Return what the conditions of the item ask and bring, in order."""
    return [_read_condition(one) for one in find_all(item, ["respcondition"])]


def _read_condition(condition: Element) -> Outcome:
    outcome = Outcome(_read_points(condition))
    for asked in condition.findall("conditionvar"):
        for test in _iter_tests(asked):
            _note_test(test, outcome)
    for shown in condition.findall("displayfeedback"):
        outcome.feedback.add(shown.get("linkrefid", ""))
    return outcome


def _note_test(test: Element, outcome: Outcome) -> None:
    value = (test.text or "").strip()
    if test.tag in _LOW:
        outcome.low = value
    elif test.tag in _HIGH:
        outcome.high = value
    elif value:
        outcome.right.setdefault(test.get("respident", ""), []).append(value)


def _iter_tests(element: Element) -> Iterator[Element]:
    """Yield what is to be so; what is not to be so says nothing of the right answer."""
    for child in element:
        if child.tag in ({"varequal"} | _LOW | _HIGH):
            yield child
        elif child.tag != "not":
            yield from _iter_tests(child)


def _read_points(condition: Element) -> Decimal:
    points = Decimal(0)
    for one in condition.findall("setvar"):
        # Such as “que_score” or “SCORE1”: what else is counted is called otherwise.
        is_score = "score" in (one.get("varname") or "SCORE").lower()
        if is_score and one.get("action", "Set").lower() in ("set", "add"):
            points += _read_decimal(one.text or "")
    # Some write no points but name the condition.
    return points or Decimal(condition.get("title", "").lower() == "correct")


def _read_decimal(text: str) -> Decimal:
    try:
        return read_points(text.strip() or "0")
    except Unfit:
        # Such as “SCORE.max”: all points that there are.
        return Decimal(100) if text.strip().lower().endswith(".max") else Decimal(0)


def write_test(name: str, values: Iterable[str]) -> str:
    """Return the test that the response has those values, all of them."""
    return "".join(
        f'<varequal respident="{name}">{escape(value, quote=False)}</varequal>' for value in values
    )


def write_condition(test: str, points: str, action: str = "Set") -> str:
    """Return a condition that sets the points, or adds some and lets others add theirs."""
    further = "Yes" if action == "Add" else "No"
    return (
        f'<respcondition continue="{further}"><conditionvar>{test}</conditionvar>'
        f'<setvar varname="SCORE" action="{action}">{points}</setvar></respcondition>'
    )


def write_told(draft: ItemDraft, name: str) -> tuple[str, str]:
    """Return the conditions under which something is said of an answer, and what."""
    conditions, said = "", ""
    if draft.feedback:
        conditions, said = _show_told("<other/>", _GENERAL), _say(_GENERAL, draft.feedback)
    for option, html in draft.option_feedback.items():
        conditions += _show_told(write_test(name, [option]), f"{option}_fb")
        said += _say(f"{option}_fb", html)
    return conditions, said


def _show_told(test: str, link: str) -> str:
    return (
        f'<respcondition continue="Yes"><conditionvar>{test}</conditionvar>'
        f'<displayfeedback feedbacktype="Response" linkrefid="{link}"/></respcondition>'
    )


def _say(ident: str, html: str) -> str:
    text = f'<mattext texttype="text/html">{escape(html, quote=False)}</mattext>'
    return (
        f'<itemfeedback ident="{ident}"><flow_mat><material>{text}</material></flow_mat>'
        "</itemfeedback>"
    )
