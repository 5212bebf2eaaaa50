"""Stores the pictures and sounds that come with questions, in the collection of their agency."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.crypto import salted_hmac
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.access.shelves import ensure_collection
from cms.models import BankPage, QuestionFile
from cms.models.catalogs import find_nearest_shelf
from courses.interchange import DraftMedia, ItemDraft
from people.files import read_content_type

_ENDINGS = {
    **{"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"},
    **{"audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg"},
}


def store_media(draft: ItemDraft, origin: QuestionFile) -> dict[str, list[dict[str, Any]]]:
    """Return the blocks of the draft's pictures and sounds by part; each file is stored once."""
    if not draft.media:
        return {}
    collection = _find_collection(origin.bank)
    return {
        slot: [_build_block(media, draft, collection, origin)]
        for slot, media in draft.media.items()
    }


def _find_collection(bank: BankPage) -> Collection:
    """Return the collection of the agency on whose shelf the bank stands."""
    shelf = find_nearest_shelf(bank)
    if shelf is None or shelf.agency is None:
        return Collection.get_first_root_node()
    return ensure_collection(shelf.agency.code)


def _build_block(
    media: DraftMedia, draft: ItemDraft, collection: Collection, origin: QuestionFile
) -> dict[str, Any]:
    title = media.words or draft.source_name or media.name
    model: Any = get_document_model() if media.is_sound else get_image_model()
    # Of the same bytes in the same collection one is enough, whoever brought it.
    row = model.objects.filter(file_hash=media.digest, collection=collection).first()
    if row is None:
        file = _name_file(media, origin)
        facts = {"title": title[:250], "collection": collection, "uploaded_by_user": origin.by}
        row = model(file=file, file_size=len(media.content), file_hash=media.digest, **facts)
        # What a worker left that was killed before its rows were committed, perhaps cut off.
        row.file.storage.delete(row.file.field.generate_filename(row, file.name))
        row.save()
    value = {"sound": row.pk, "transcript": media.words}
    if not media.is_sound:
        value = {"image": row.pk, "alt": media.words}
    kind = "sound" if media.is_sound else "picture"
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def _name_file(media: DraftMedia, origin: QuestionFile) -> ContentFile:
    # Security: renditions are named after their picture and are read by whoever knows the name.
    # The same each time the file is worked on: what was left behind is found by it.
    told = f"{origin.pk}/{media.digest}"
    secret = salted_hmac(__name__, told, algorithm="sha256").hexdigest()[:32]
    ending = _ENDINGS[read_content_type(io.BytesIO(media.content), "")]
    made: type[Any] = ContentFile if media.is_sound else ImageFile
    stream: Any = media.content if media.is_sound else io.BytesIO(media.content)
    file: ContentFile = made(stream, name=f"{secret}.{ending}")
    return file


def read_media_of(chosen: Mapping[str, Any], *, with_files: bool) -> dict[str, DraftMedia]:
    """Return pictures and sounds of a question as a draft; without files they have digests."""
    return {
        slot: _read_media(value, with_files=with_files)
        for slot, value in chosen.items()
        if not (with_files and value.is_missing) and value.file
    }


def _read_media(value: Any, *, with_files: bool) -> DraftMedia:
    is_sound = value.kind == "audio"
    row = value["sound"] if is_sound else value["image"]
    if not with_files:
        return DraftMedia("", b"", value.words, is_sound, row.get_file_hash())
    with value.file.open("rb") as stream:
        content = stream.read()
    ending = _ENDINGS.get(read_content_type(io.BytesIO(content), ""), "bin")
    # Security: the author's name of a file may say what is right.
    name = f"{'sound' if is_sound else 'picture'}-{row.get_file_hash()[:12]}.{ending}"
    return DraftMedia(name, content, value.words, is_sound)
