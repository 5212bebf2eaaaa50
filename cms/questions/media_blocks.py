"""Defines the blocks in which a question and its parts carry one picture or one sound."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractRendition

from cms.blocks.comparing import compare_in_words

# Wide enough for a phone that is turned; readers pay by the megabyte.
RENDITION = "max-800x800|format-webp|webpquality-70"
_SOUNDS = {"mp3", "m4a", "ogg", "opus"}
_LONGEST_ALT = 250
_LONGEST_TRANSCRIPT = 3_000


class PictureValue(blocks.StructValue):
    """Holds a picture, which somebody may have deleted or the storage lost."""

    kind = "image"

    @property
    def chosen(self) -> Any:
        return self.get("image")

    @property
    def file(self) -> Any:
        return self.chosen.file if self.chosen else None

    @property
    def is_missing(self) -> bool:
        return not (self.file and self.file.storage.exists(self.file.name))

    @property
    def is_worded(self) -> bool:
        return bool(self.words) or bool(self.get("is_decorative"))

    @property
    def words(self) -> str:
        return str(self.get("alt") or "").strip()

    @property
    def source(self) -> str:
        """Return what the picture is known by: another file in its place is another source."""
        image = self["image"]
        return f"picture:{image.pk}:{image.get_file_hash()}:{RENDITION}"

    def get_rendition(self) -> AbstractRendition:
        return self["image"].get_rendition(RENDITION)

    def describe(self) -> dict[str, Any]:
        """Return the facts of the picture for those who write the question."""
        shown = self.get_rendition()
        decorative = {"is_decorative": True} if self.get("is_decorative") else {}
        return {
            **{"kind": self.kind, "url": shown.url, "bytes": shown.file.size},
            # A picture that says nothing has no words, whatever was left in their field.
            **{"alt": "" if decorative else self.words, **decorative},
            **{"width": shown.width, "height": shown.height},
        }


class SoundValue(blocks.StructValue):
    """Holds a sound, which somebody may have deleted or the storage lost."""

    kind = "audio"

    @property
    def chosen(self) -> Any:
        return self.get("sound")

    @property
    def file(self) -> Any:
        return self.chosen.file if self.chosen else None

    @property
    def is_missing(self) -> bool:
        return not (self.file and self.file.storage.exists(self.file.name))

    @property
    def is_worded(self) -> bool:
        return bool(self.words)

    @property
    def words(self) -> str:
        return str(self.get("transcript") or "").strip()

    @property
    def source(self) -> str:
        document = self["sound"]
        return f"sound:{document.pk}:{document.get_file_hash()}"

    def describe(self) -> dict[str, Any]:
        size = self["sound"].get_file_size() or 0
        told = {"transcript": self.words}
        return {"kind": self.kind, "url": self["sound"].url, "bytes": size, **told}


class PartPictureBlock(blocks.StructBlock):
    """A picture of an answer or a line. Its words may be missing in a draft and not later."""

    image = ImageChooserBlock(label=_("Picture"))
    # Not required by the form: what a file brings without words is a draft all the same.
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        required=False,
        default="",
        max_length=_LONGEST_ALT,
        help_text=_("Read aloud to those who cannot see it, and asked of them in its place."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        value_class = PictureValue


class StemPictureBlock(PartPictureBlock):
    is_decorative = blocks.BooleanBlock(
        label=_("Only decorates"),
        required=False,
        help_text=_("It says nothing that the question asks for, and is not read aloud."),
    )


class SoundBlock(blocks.StructBlock):
    sound = DocumentChooserBlock(label=_("Sound file"))
    transcript = blocks.TextBlock(
        label=_("Transcript"),
        required=False,
        default="",
        max_length=_LONGEST_TRANSCRIPT,
        help_text=_("What is said, word by word, for those who cannot hear it."),
    )

    class Meta:
        icon = "volume-up"
        label = _("Sound")
        value_class = SoundValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        document = cleaned.get("sound")
        if document and PurePath(document.filename).suffix.lower().lstrip(".") not in _SOUNDS:
            error = ValidationError(
                _("Choose a file of the kind %(endings)s."),
                params={"endings": ", ".join(sorted(_SOUNDS))},
            )
            raise StructBlockValidationError(block_errors={"sound": error})
        return cleaned


class PartMediaBlocks(blocks.StreamBlock):
    """The picture or sound of an answer or a line: one at most."""

    picture = PartPictureBlock()
    sound = SoundBlock()

    class Meta:
        required = False
        max_num = 1
        collapsed = False


class StemMediaBlocks(PartMediaBlocks):
    """The picture or sound of what is asked."""

    picture = StemPictureBlock()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        compare_in_words(self)
