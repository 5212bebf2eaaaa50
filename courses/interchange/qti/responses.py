"""Writes what is right of a QTI item, the points it brings and what is said then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from courses.interchange.drafts import ItemDraft
from courses.interchange.qti.versions import quote_value

_SCORE = (
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">'
    "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
)
_SO_FAR = '<variable identifier="SCORE"/>'
_FULL = '<baseValue baseType="float">1</baseValue>'
_EXPLANATION = "explanation"


@dataclass(frozen=True)
class ItemParts:
    """What an item declares, shows and reckons; ``shares`` are responses that bring points."""

    responses: str = ""
    shares: tuple[str, ...] = ()
    body: str = ""
    outcomes: str = _SCORE

    @property
    def declarations(self) -> str:
        return self.responses + self.outcomes

    @property
    def processing(self) -> str:
        """Return how the score is reckoned: the share of the responses that are right."""
        told = "".join(map(_add_share, self.shares))
        if len(self.shares) > 1:
            count = f'<baseValue baseType="float">{len(self.shares)}</baseValue>'
            told += _set_score(f"<divide>{_SO_FAR}{count}</divide>")
        return told

    def show(self, body: str) -> ItemParts:
        return replace(self, body=body)

    def join(self, other: ItemParts) -> ItemParts:
        """Return both, the declarations in order."""
        return replace(
            self, responses=self.responses + other.responses, shares=self.shares + other.shares
        )


@dataclass(frozen=True)
class _WholeParts(ItemParts):
    """The parts of an item with one response, all of which is right or nothing."""

    test: str = ""

    @property
    def processing(self) -> str:
        return _set_if(self.test, _FULL)


def _set_if(test: str, score: str) -> str:
    condition = f"<responseIf>{test}{_set_score(score)}</responseIf>"
    return f"<responseCondition>{condition}</responseCondition>"


def _set_score(score: str) -> str:
    return f'<setOutcomeValue identifier="SCORE">{score}</setOutcomeValue>'


def _add_share(name: str) -> str:
    # Only of what was answered: players stop at a mapping of nothing.
    test = f'<not><isNull><variable identifier="{name}"/></isNull></not>'
    return _set_if(test, f'<sum>{_SO_FAR}<mapResponse identifier="{name}"/></sum>')


def declare(
    name: str,
    cardinality: str,
    base_type: str,
    right: Sequence[str],
    *,
    any_of: bool = False,
    tolerance: str = "",
) -> ItemParts:
    """Return a response with what is right; with ``any_of`` each of the values is by itself."""
    stated = right[:1] if any_of else right
    values = "".join(f"<value>{escape(value, quote=False)}</value>" for value in stated)
    correct = f"<correctResponse>{values}</correctResponse>" if values else ""
    mapping = _map_values(right, base_type) if any_of else ""
    attributes = f'identifier="{name}" cardinality="{cardinality}" baseType="{base_type}"'
    declared = f"<responseDeclaration {attributes}>{correct}{mapping}</responseDeclaration>"
    if any_of:
        return ItemParts(declared, (name,))
    if not right:
        return ItemParts(declared)
    pair = f'<variable identifier="{name}"/><correct identifier="{name}"/>'
    if tolerance:
        mode = f'toleranceMode="absolute" tolerance="{tolerance} {tolerance}"'
        return _WholeParts(declared, test=f"<equal {mode}>{pair}</equal>")
    return _WholeParts(declared, test=f"<match>{pair}</match>")


def _map_values(right: Sequence[str], base_type: str) -> str:
    # Letters of either case are the same where words are typed, as they are here.
    folded = ' caseSensitive="false"' if base_type == "string" else ""
    entries = "".join(
        f'<mapEntry mapKey={quote_value(value)} mappedValue="1"{folded}/>' for value in right
    )
    return f'<mapping lowerBound="0" upperBound="1" defaultValue="0">{entries}</mapping>'


def show_feedback(draft: ItemDraft) -> tuple[ItemParts, str]:
    """Return what is said after the answer, and how it is chosen."""
    outcomes, body, processing = "", "", ""
    if draft.option_feedback:
        cardinality = "multiple" if draft.kind == "multiple" else "single"
        outcomes += _declare_outcome("FEEDBACK", cardinality)
        processing = (
            '<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/>'
            "</setOutcomeValue>"
        )
        body += "".join(
            _write_feedback("FEEDBACK", name, html) for name, html in draft.option_feedback.items()
        )
    if draft.feedback:
        outcomes += _declare_outcome("EXPLANATION", "single", _EXPLANATION)
        body += _write_feedback("EXPLANATION", _EXPLANATION, draft.feedback)
        # It has that value from the beginning; players show what an answer has set.
        value = f'<baseValue baseType="identifier">{_EXPLANATION}</baseValue>'
        processing += f'<setOutcomeValue identifier="EXPLANATION">{value}</setOutcomeValue>'
    return ItemParts(body=body, outcomes=outcomes), processing


def _declare_outcome(name: str, cardinality: str, value: str = "") -> str:
    stated = f"<defaultValue><value>{value}</value></defaultValue>" if value else ""
    attributes = f'identifier="{name}" cardinality="{cardinality}" baseType="identifier"'
    return f"<outcomeDeclaration {attributes}>{stated}</outcomeDeclaration>"


def _write_feedback(outcome: str, name: str, html: str) -> str:
    attributes = f'outcomeIdentifier="{outcome}" showHide="show" identifier="{name}"'
    return f"<modalFeedback {attributes}>{html}</modalFeedback>"
