"""Writes questions and their versions, and refuses questions that cannot be asked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.catalogue.identity import content_digest
from courses.items.kinds import InvalidItem, find_kind, validate_question
from courses.models import Item, ItemVersion, ItemVersionFile, KeyCorrection, LessonFile

__all__ = [
    "InvalidItem",
    "ItemFacts",
    "QuestionFacts",
    "find_copies",
    "publish_item",
    "publish_items",
    "retire_items",
]

_ROWS_AT_ONCE = 500  # versions hold whole questions in all languages


@dataclass(frozen=True)
class ItemFacts:
    """Holds what is known of a question beside its words: by it sections draw.

    ``option_order``: the option ids as their author wrote them.
    """

    tags: Sequence[str] = ()
    skill: int | None = None
    level: int | None = None
    difficulty: str = ""
    option_order: Sequence[str] = ()


@dataclass(frozen=True)
class QuestionFacts:
    """Holds a question to publish; its facts are as in `ItemVersion`.

    What is ``known`` of it makes no new version. ``files`` are those that the content names, by
    what the author chose.
    """

    key: uuid.UUID | str
    kind: str
    content: Mapping[str, Mapping[str, Any]]
    answer_key: Any
    fixed_places: Mapping[str, int] | None = None
    bank: uuid.UUID | None = None
    known: ItemFacts | None = None
    files: Mapping[str, LessonFile] | None = None


def publish_item(*, at: dt.datetime | None = None, **facts: Any) -> ItemVersion:
    """Return the version asked from now on. Raises `InvalidItem`."""
    question = QuestionFacts(**facts)
    publish_items([question], at=at)
    return ItemVersion.objects.select_related("item").filter(item__key=question.key)[0]


@transaction.atomic
def publish_items(questions: Collection[QuestionFacts], *, at: dt.datetime | None = None) -> None:
    """Write what changed of the questions, with a few queries whatever their number.

    Raises `InvalidItem`.
    """
    versions = {str(one.key): _build_version(one) for one in questions}
    items = _lock_items(versions)
    _write_items(questions, items)
    newest = _load_newest(items.values())
    changed = []
    for key, version in versions.items():
        number, digests = newest.get(items[key].pk, (0, set()))
        if version.digest not in digests:
            version.item, version.number = items[key], number + 1
            version.published_at = at or timezone.now()
            changed.append(version)
    ItemVersion.objects.bulk_create(changed, batch_size=_ROWS_AT_ONCE)
    _add_files(changed, {str(one.key): one.files or {} for one in questions})


def retire_items(keys: Iterable[uuid.UUID]) -> None:
    """Let no quiz ask the questions any more, before they are published again."""
    keys = list(keys)
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        rows = Item.objects.filter(key__in=keys[start : start + _ROWS_AT_ONCE])
        rows.update(is_live=False)


def find_copies(sources: Collection[str]) -> dict[str, LessonFile]:
    """Return the files that questions show already of the sources: one query."""
    rows = ItemVersionFile.objects.filter(source__in=sources) if sources else ()
    return {row.source: row.file for row in rows and rows.select_related("file")}


def _add_files(
    versions: Iterable[ItemVersion], files: Mapping[str, Mapping[str, LessonFile]]
) -> None:
    # A version that was there already has them: its content names them by their digests.
    rows = [
        ItemVersionFile(version=version, source=source, file=file)
        for version in versions
        for source, file in files[str(version.item.key)].items()
    ]
    ItemVersionFile.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)


def _build_version(question: QuestionFacts) -> ItemVersion:
    kind, content, fixed = question.kind, question.content, dict(question.fixed_places or {})
    validate_question(kind, content, question.answer_key, fixed)
    right = find_kind(kind).read_key(question.answer_key)
    version = ItemVersion(kind=kind, content=content, answer_key=right, fixed_places=fixed)
    version.digest = _digest_version(version, right)
    return version


def _lock_items(keys: Iterable[str]) -> dict[str, Item]:
    """Return the rows of the keys, made where there are none."""
    rows = Item.objects.filter(key__in=list(keys))
    known = {str(key) for key in rows.values_list("key", flat=True)}
    missing = [Item(key=key) for key in keys if key not in known]
    # Another publisher may be quicker: the row is the same.
    Item.objects.bulk_create(missing, ignore_conflicts=True)
    # Locked: two publishers at once must not both add the next number. In one order, so that
    # neither waits for the other.
    return {str(one.key): one for one in rows.select_for_update().order_by("pk")}


def _write_items(questions: Iterable[QuestionFacts], items: Mapping[str, Item]) -> None:
    """Write what is known of the questions, where it changed."""
    names, changed = set(), []
    for question in questions:
        item, facts = items[str(question.key)], _list_facts(question)
        differing = {name for name, value in facts.items() if getattr(item, name) != value}
        if differing:
            for name in differing:
                setattr(item, name, facts[name])
            names |= differing
            changed.append(item)
    if changed:
        Item.objects.bulk_update(changed, sorted(names), batch_size=_ROWS_AT_ONCE)


def _list_facts(question: QuestionFacts) -> dict[str, Any]:
    facts: dict[str, Any] = {"is_live": True}
    if question.bank:
        facts["bank"] = question.bank
    if known := question.known:
        facts |= {"tags": [*known.tags], "option_order": [*known.option_order]}
        facts |= {"skill_id": known.skill, "level": known.level, "difficulty": known.difficulty}
    return facts


def _load_newest(items: Iterable[Item]) -> dict[int, tuple[int, set[str]]]:
    """Return the numbers of the newest versions, by item, and the digests that make no new one.

    These are its own and those of its corrected keys: a key that was corrected, then taken over by
    its author or not yet, is the same question.
    """
    keys = [one.pk for one in items]
    rows = ItemVersion.objects.filter(item__in=keys).order_by("number")
    # The newest last, over those before.
    newest = {
        item: (number, {digest})
        for item, number, digest in rows.values_list("item", "number", "digest")
    }
    corrected = KeyCorrection.objects.approved().filter(version__item__in=keys).order_by()
    for row in corrected.select_related("version"):
        version = row.version
        number, digests = newest[version.item_id]
        if version.number == number:
            digests.add(_digest_version(version, row.answer_key))
    return newest


def _digest_version(version: ItemVersion, right: Any) -> str:
    # Without fixed places the digest is that of releases before there were any: publishing an
    # unchanged question again makes no new version.
    fixed = [version.fixed_places] if version.fixed_places else []
    return content_digest([version.kind, version.content, right, *fixed])
