"""Writes questions and their versions, and refuses questions that cannot be asked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from courses.catalogue.identity import add_version, content_digest
from courses.items.kinds import InvalidItem, find_kind, validate_question
from courses.models import Item, ItemVersion, ItemVersionFile, LessonFile
from plan.models import Skill


@dataclass(frozen=True)
class ItemFacts:
    """Holds what is known of a question beside its words: by it sections draw.

    ``option_order``: the option ids as their author wrote them.
    """

    tags: Sequence[str] = ()
    skill: Skill | None = None
    level: int | None = None
    difficulty: str = ""
    option_order: Sequence[str] = ()


__all__ = ["InvalidItem", "publish_item"]


@transaction.atomic
def publish_item(
    *,
    key: uuid.UUID | str,
    kind: str,
    content: Mapping[str, Mapping[str, Any]],
    answer_key: Any,
    fixed_places: Mapping[str, int] | None = None,
    bank: uuid.UUID | None = None,
    known: ItemFacts | None = None,
    files: Mapping[str, LessonFile] | None = None,
    at: dt.datetime | None = None,
) -> ItemVersion:
    """Return the version asked from now on; its facts are as in `ItemVersion`.

    What is ``known`` of the question makes no new version. ``files`` are those that the content
    names, by what the author chose. Raises `InvalidItem`.
    """
    fixed = dict(fixed_places or {})
    validate_question(kind, content, answer_key, fixed)
    right = find_kind(kind).read_key(answer_key)
    facts = {"kind": kind, "content": content, "answer_key": right, "fixed_places": fixed}
    # Without fixed places the digest is that of releases before there were any: publishing an
    # unchanged question again makes no new version.
    digest = content_digest([kind, content, right, *([fixed] if fixed else [])])
    place = {"bank": bank} if bank else {}
    Item.objects.update_or_create(
        key=key, defaults={"is_live": True, **place, **_list_facts(known)}
    )
    # Locked: two publishers at once must not both add the next number.
    item = Item.objects.select_for_update().get(key=key)
    version = add_version(item.versions.all(), digest, at=at, item=item, **facts)
    _add_files(version, files or {})
    return version


def find_copies(sources: Collection[str]) -> dict[str, LessonFile]:
    """Return the files that questions show already of the sources: one query."""
    rows = ItemVersionFile.objects.filter(source__in=sources) if sources else ()
    return {row.source: row.file for row in rows and rows.select_related("file")}


def _add_files(version: ItemVersion, files: Mapping[str, LessonFile]) -> None:
    # A version that was there already has them: its content names them by their digests.
    rows = [
        ItemVersionFile(version=version, source=source, file=file)
        for source, file in files.items()
    ]
    ItemVersionFile.objects.bulk_create(rows, ignore_conflicts=True)


def _list_facts(known: ItemFacts | None) -> dict[str, Any]:
    if known is None:
        return {}
    lists = {"tags": [*known.tags], "option_order": [*known.option_order]}
    return {"skill": known.skill, "level": known.level, "difficulty": known.difficulty, **lists}
