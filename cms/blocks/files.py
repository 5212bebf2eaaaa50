"""Defines the blocks that hold files: video, sound, and files to keep."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument

from cms.blocks.texts import SHORT_TEXT

_SOUND_TYPES = {"mp3", "m4a", "ogg", "opus"}


def _validate_file_types(value: Any, **allowed: set[str]) -> None:
    """Raise unless each named file of a struct has one of the allowed endings."""
    errors = {}
    for name, endings in allowed.items():
        document = value.get(name)
        if document and PurePath(document.filename).suffix.lower().lstrip(".") not in endings:
            errors[name] = ValidationError(
                _("Choose a file of the kind %(endings)s."),
                params={"endings": ", ".join(sorted(endings))},
            )
    if errors:
        raise StructBlockValidationError(block_errors=errors)


def _describe_document(document: AbstractDocument, kind: str) -> dict[str, Any]:
    """Return what a reader must load for a document: address, kind, bytes."""
    return {"url": document.url, "kind": kind, "bytes": document.get_file_size() or 0}


class FileValue(blocks.StructValue):
    """Holds documents, any of which may be gone: a block names them by their ids."""

    documents: ClassVar[tuple[str, ...]] = ()

    @property
    def is_missing(self) -> bool:
        """Return whether a file cannot be shown: somebody deleted it, or the storage lost it."""
        chosen = [self.get(name) for name in self.documents]
        return not all(one and one.file.storage.exists(one.file.name) for one in chosen)

    def media(self) -> list[dict[str, Any]]:
        """Return one fact a file that a phone loads to play the block."""
        shown = [] if self.is_missing else self.documents
        return [_describe_document(self[name], name) for name in shown]


class VideoValue(FileValue):
    documents = ("video", "captions")

    @property
    def sound_only(self) -> AbstractDocument | None:
        """Return the rendition without pictures, if it is there: a tenth of the megabytes."""
        sound = self.get("sound")
        return sound if sound and sound.file.storage.exists(sound.file.name) else None


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    video = DocumentChooserBlock(label=_("Video file"))
    captions = DocumentChooserBlock(label=_("Captions"), help_text=_("A WebVTT file (.vtt)."))
    sound = DocumentChooserBlock(
        label=_("Sound only"),
        required=False,
        help_text=_("The same as a sound file, for readers who save megabytes."),
    )
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_TEXT)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"
        value_class = VideoValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        _validate_file_types(cleaned, video={"mp4", "webm"}, captions={"vtt"}, sound=_SOUND_TYPES)
        return cleaned


class AudioValue(FileValue):
    documents = ("audio",)


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    audio = DocumentChooserBlock(label=_("Sound file"))
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_TEXT)

    class Meta:
        icon = "sound"
        label = _("Sound")
        template = "blocks/audio.html"
        value_class = AudioValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        _validate_file_types(cleaned, audio=_SOUND_TYPES)
        return cleaned


class DownloadValue(FileValue):
    documents = ("document",)

    def media(self) -> list[dict[str, Any]]:
        return []  # who wants to keep the file loads it, not who reads


class DownloadBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    document = DocumentChooserBlock(label=_("File"))

    class Meta:
        icon = "download"
        label = _("File to keep")
        template = "blocks/download.html"
        value_class = DownloadValue
