"""Reads rules of sequencing of SCORM 2004: which are carried out, and which are only told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

_IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
_ADLSEQ = "{http://www.adlnet.org/xsd/adlseq_v1p3}"
# What is told, by what stands in the manifest.
_NOT_CARRIED_OUT = {
    "rules": ("preConditionRule", "exitConditionRule", "postConditionRule"),
    "rollup": ("rollupRule",),
    "limits": ("limitConditions",),
    "random": ("randomizationControls",),
    "objectives": ("mapInfo",),
}


def list_closed(root: Element, organization: Element, item_tag: str) -> set[str]:
    """Return the ids of items that are reached in their order only, as their parent asks."""
    shared = {
        one.get("ID", ""): one
        for one in root.iterfind(f"{_IMSSS}sequencingCollection/{_IMSSS}sequencing")
    }
    return {*_find_closed(organization, item_tag, shared)}


def _find_closed(parent: Element, item_tag: str, shared: Mapping[str, Element]) -> Iterator[str]:
    is_closed = _forbids_choice(parent, shared)
    for item in parent.findall(item_tag):
        if is_closed:
            yield from (one.get("identifier", "") for one in item.iter(item_tag))
        else:
            yield from _find_closed(item, item_tag, shared)


def _forbids_choice(parent: Element, shared: Mapping[str, Element]) -> bool:
    own = parent.find(f"{_IMSSS}sequencing")
    if own is None:
        return False
    # What stands at the place itself goes before what it shares with others.
    places = [own, shared.get(own.get("IDRef", ""))]
    modes = [one.find(f"{_IMSSS}controlMode") for one in places if one is not None]
    told = next((one for one in modes if one is not None), None)
    return told is not None and told.get("choice", "").strip().lower() == "false"


def list_unheeded(root: Element) -> list[tuple[str, str]]:
    """Return what the manifest asks and nobody does here, as warnings."""
    found = [
        (kind, "")
        for kind, names in _NOT_CARRIED_OUT.items()
        if any(root.find(f".//{_IMSSS}{name}") is not None for name in names)
    ]
    maps = root.find(f".//{_ADLSEQ}mapInfo") is not None
    if maps and ("objectives", "") not in found:
        found.append(("objectives", ""))
    modes = root.iter(f"{_IMSSS}controlMode")
    if any(one.get("forwardOnly", "").strip().lower() == "true" for one in modes):
        found.append(("forward", ""))
    return found
