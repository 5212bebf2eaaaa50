"""Reads rules of sequencing of SCORM 2004: which are carried out, and which are only told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from xml.etree.ElementTree import Element

_IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
_ADLSEQ = "{http://www.adlnet.org/xsd/adlseq_v1p3}"
# What is told, by what stands in the manifest.
_NOT_CARRIED_OUT = {
    "rules": ("exitConditionRule", "postConditionRule"),
    "rollup": ("rollupRule",),
    "limits": ("limitConditions",),
    "random": ("randomizationControls",),
}
_HANDED_DOWN = ("is_closed", "is_uncounted", "needs")
_MOST_OBJECTIVES = 100
_LONGEST_NAME = 200
_CLOSING = {"disabled", "hiddenFromChoice"}
_DONE = {"completed", "satisfied"}
# What is not known is not done either: it says the same once more.
_KNOWN = {"activityProgressKnown", "objectiveStatusKnown", "objectiveMeasureKnown"}


@dataclass(frozen=True)
class _Objectives:
    """The objectives of an item by their names, with what they share under which names."""

    item: Element
    read: Mapping[str, set[str]]
    written: set[str]


class Sequencing:
    """The rules of a manifest: facts of its items by their ids, and what nobody carries out."""

    def __init__(self, root: Element, organization: Element, item_tag: str) -> None:
        self._root, self._tag = root, item_tag
        self._shared = {
            one.get("ID", ""): one
            for one in root.iterfind(f"{_IMSSS}sequencingCollection/{_IMSSS}sequencing")
        }
        self._objectives = [self._read_objectives(one) for one in organization.iter(item_tag)]
        self._unheeded: set[str] = set()
        self._heeded: set[str] = set()  # objectives that say nothing but an order
        self.facts: dict[str, dict[str, Any]] = {
            one.item.get("identifier", ""): self._read_needs(one) | self._list_objectives(one.item)
            for one in self._objectives
        }
        if organization.find(f"{_IMSSS}sequencing//{_IMSSS}preConditionRule") is not None:
            self._unheeded.add("rules")  # of the whole, which has nothing before it
        self._inherit(organization, {})

    def list_unheeded(self) -> list[tuple[str, str]]:
        """Return what the manifest asks and nobody does here, as warnings."""
        found = {
            kind
            for kind, names in _NOT_CARRIED_OUT.items()
            if any(self._root.find(f".//{_IMSSS}{name}") is not None for name in names)
        }
        told = {name for one in self._objectives for name in {*one.written, *_join(one.read)}}
        if told - self._heeded:
            found.add("objectives")
        modes = self._root.iter(f"{_IMSSS}controlMode")
        if any(_is_set(one, "forwardOnly", "true") for one in modes):
            found.add("forward")
        order = ("rules", "rollup", "limits", "random", "objectives", "forward")
        return [(kind, "") for kind in order if kind in found | self._unheeded]

    def _find(self, element: Element, name: str) -> Element | None:
        """Return a part of the rules of an item: its own, or else one that it shares."""
        own = element.find(f"{_IMSSS}sequencing")
        if own is None:
            return None
        # What stands at the place itself goes before what it shares with others.
        places = [own, self._shared.get(own.get("IDRef", ""))]
        parts = [one.find(f"{_IMSSS}{name}") for one in places if one is not None]
        return next((one for one in parts if one is not None), None)

    def _inherit(self, parent: Element, above: dict[str, Any]) -> None:
        """Hand down to items what holds for all that is below them."""
        mode = self._find(parent, "controlMode")
        is_closed = mode is not None and _is_set(mode, "choice", "false")
        above = above | ({"is_closed": True} if is_closed else {})
        for item in parent.findall(self._tag):
            facts = self.facts[item.get("identifier", "")]
            # Each once: through many layers that ask for the same the list would grow with each.
            needs = [*dict.fromkeys([*above.get("needs", ()), *facts.get("needs", ())])]
            facts |= self._read_share(item) | above | ({"needs": needs} if needs else {})
            below = {name: facts[name] for name in _HANDED_DOWN if name in facts}
            # A weight is one among its neighbours; none is none for all below.
            self._inherit(item, below | ({} if facts.get("weight", 1) else {"weight": 0.0}))

    def _read_share(self, item: Element) -> dict[str, Any]:
        """Return what the item brings to the whole: whether it counts, and its score how much."""
        rules = self._find(item, "rollupRules")
        if rules is None:
            return {}
        names = ("rollupObjectiveSatisfied", "rollupProgressCompletion")
        is_uncounted = all(_is_set(rules, name, "false") for name in names)
        weight = _read_weight(rules.get("objectiveMeasureWeight", "1"))
        facts: dict[str, Any] = {"is_uncounted": True} if is_uncounted else {}
        return facts | ({} if weight == 1 else {"weight": weight})

    def _read_objectives(self, item: Element) -> _Objectives:
        read: dict[str, set[str]] = {}
        written = set[str]()
        rules = item.find(f"{_IMSSS}sequencing")
        for objective in _iter_objectives(rules):
            name = objective.get("objectiveID", "")
            for told in (
                *objective.iter(f"{_IMSSS}mapInfo"),
                *objective.iter(f"{_ADLSEQ}mapInfo"),
            ):
                target = told.get("targetObjectiveID", "")
                read.setdefault(name, set()).add(target)
                if any(_is_set(told, one, "true") for one in told.attrib if "write" in one):
                    written.add(target)
        return _Objectives(item, read, written)

    def _list_objectives(self, item: Element) -> dict[str, Any]:
        """Return the names of the objectives that the part finds there when it begins."""
        told = self._find(item, "objectives")
        kinds = {f"{_IMSSS}primaryObjective", f"{_IMSSS}objective"}
        own = [one.get("objectiveID", "") for one in told or () if one.tag in kinds]
        names = [name for name in dict.fromkeys(own) if 0 < len(name) <= _LONGEST_NAME]
        return {"objectives": names[:_MOST_OBJECTIVES]} if names else {}

    def _read_needs(self, own: _Objectives) -> dict[str, Any]:
        """Return which parts must be done before the item is open."""
        rules = self._find(own.item, "sequencingRules")
        needs: list[str] = []
        for rule in [] if rules is None else rules.iterfind(f"{_IMSSS}preConditionRule"):
            found = self._read_rule(own, rule)
            if found is None:
                self._unheeded.add("rules")
            needs += found or []
        return {"needs": [*dict.fromkeys(needs)]} if needs else {}

    def _read_rule(self, own: _Objectives, rule: Element) -> list[str] | None:
        """Return the parts that the rule waits for; None if it says anything else."""
        action = rule.find(f"{_IMSSS}ruleAction")
        if action is None or action.get("action", "") not in _CLOSING:
            return None
        names = set[str]()
        for condition in rule.iter(f"{_IMSSS}ruleCondition"):
            name, said = condition.get("referencedObjective", ""), condition.get("condition", "")
            if not _is_set(condition, "operator", "not"):
                return None
            if name and said in _DONE | _KNOWN:
                names.add(name)
            elif name or said != "attempted":  # what one has begun is open in any case
                return None
        targets = _join({name: own.read.get(name, set()) for name in names})
        needs = self._find_before(own.item, targets)
        self._heeded |= targets if needs else set()
        return needs

    def _find_before(self, item: Element, targets: set[str]) -> list[str] | None:
        """Return the parts before the item that write these objectives."""
        before = list(takewhile(lambda one: one.item is not item, self._objectives))
        # What only a later part writes, or none, would keep it closed for ever.
        if not targets or not targets <= set[str]().union(*(one.written for one in before)):
            return None
        writers = [one.item for one in before if one.written & targets]
        parts = [part for one in writers for part in one.iter(self._tag)]
        named = [part.get("identifier", "") for part in parts if part.get("identifierref")]
        return [name[:_LONGEST_NAME] for name in named]  # as parts have their ids


def _iter_objectives(rules: Element | None) -> Iterator[Element]:
    if rules is None:
        return
    for space in (_IMSSS, _ADLSEQ):
        for kind in ("primaryObjective", "objective"):
            yield from rules.iterfind(f"{space}objectives/{space}{kind}")


def _join(names: Mapping[str, set[str]]) -> set[str]:
    return set[str]().union(*names.values())


def _is_set(element: Element, name: str, value: str) -> bool:
    return element.get(name, "").strip().lower() == value


def _read_weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 1
    return weight if 0 <= weight <= 1 else 1
