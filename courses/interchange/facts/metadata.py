"""Writes and reads what a manifest says of an item in the metadata of learning objects (LOM)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from courses.interchange.drafts import ItemDraft
from courses.interchange.xml_tree import local_name
from people.text import clean, fold

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE = "http://ltsc.ieee.org/xsd/LOM"
_DIFFICULTIES = {"easy": "easy", "middle": "medium", "hard": "difficult"}
# What a classification is for, in the words of LOM, and what it says here.
_PURPOSES = {"competency": "skill", "skill level": "level"}


def write_metadata(draft: ItemDraft) -> str:
    """Return the metadata of the item; ``""`` where nothing is known of it."""
    facts = draft.facts
    keywords = "".join(f"<keyword>{_write_words(tag)}</keyword>" for tag in draft.tags)
    told = f"<general>{keywords}</general>" if keywords else ""
    if difficulty := _DIFFICULTIES.get(facts.difficulty):
        told += f"<educational><difficulty>{_write_term(difficulty)}</difficulty></educational>"
    for purpose, value in zip(_PURPOSES, (facts.skill, facts.level), strict=True):
        told += _classify(purpose, str(value)) if value else ""
    return f'<metadata><lom xmlns="{_SPACE}">{told}</lom></metadata>' if told else ""


def _classify(purpose: str, value: str) -> str:
    source = f"<source>{_write_words(_PURPOSES[purpose])}</source>"
    return (
        f"<classification><purpose>{_write_term(purpose)}</purpose><taxonPath>{source}"
        f"<taxon><id>{escape(value)}</id></taxon></taxonPath></classification>"
    )


def _write_term(value: str) -> str:
    return f"<source>LOMv1.0</source><value>{value}</value>"


def _write_words(text: str) -> str:
    return f"<string>{escape(text)}</string>"


def list_metadata_tags(resource: Element) -> list[str]:
    """Return what the metadata of a resource says, as tags.

    Names alone count: their spaces differ between the editions of the metadata.
    """
    return [clean(tag) for tag in _iter_tags(resource) if clean(tag)]


def _iter_tags(resource: Element) -> Iterator[str]:
    for element in resource.iter():
        name = local_name(element)
        if name == "keyword":
            yield _read_words(element)
        elif name == "difficulty":
            yield f"difficulty:{_find_words(element, 'value')}"
        elif name == "classification":
            meant = _PURPOSES.get(fold(_find_words(_find_part(element, "purpose"), "value")))
            taxon = _find_part(element, "taxon")
            value = _find_words(taxon, "id") or _find_words(taxon, "entry")
            if meant and value:
                yield f"{meant}:{value}"


def _find_part(element: Element | None, name: str) -> Element | None:
    parts = element.iter() if element is not None else ()
    return next((one for one in parts if local_name(one) == name), None)


def _find_words(element: Element | None, name: str) -> str:
    found = _find_part(element, name)
    return _read_words(found) if found is not None else ""


def _read_words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
