"""Defines the blocks that hold a picture."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractRendition

# WebP at this quality, because readers pay by the megabyte. Phones load the small one.
_LARGE_RENDITION, _SMALL_RENDITION = (
    "width-960|format-webp|webpquality-70",
    "width-480|format-webp|webpquality-65",
)
_ALT_HELP = _("Read aloud to those who cannot see it.")


class ImageValue(blocks.StructValue):
    @property
    def is_missing(self) -> bool:
        image = self.get("image")
        return not (image and image.file.storage.exists(image.file.name))

    @property
    def spoken(self) -> str:
        """Return what is read aloud: nothing of a picture that only decorates."""
        return "" if self.get("decorative") else self.get("alt") or ""

    @property
    def large(self) -> AbstractRendition:
        return self["image"].get_rendition(_LARGE_RENDITION)

    @property
    def small(self) -> AbstractRendition:
        return self["image"].get_rendition(_SMALL_RENDITION)

    def media(self) -> list[dict[str, Any]]:
        """Return one fact an image, of the large rendition: phones have two dots a pixel."""
        if self.is_missing:
            return []
        large = self.large
        return [{"url": large.url, "kind": "image", "bytes": large.file.size}]


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"), required=False, max_length=250, help_text=_ALT_HELP
    )
    decorative = blocks.BooleanBlock(
        label=_("It only decorates"),
        required=False,
        help_text=_("Whoever cannot see it misses nothing: it is not read aloud."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/image.html"
        value_class = ImageValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["alt"] and not cleaned["decorative"]:
            told = _("Say what the picture shows, or that it only decorates.")
            raise StructBlockValidationError(block_errors={"alt": ValidationError(told)})
        return cleaned


class FigureBlock(blocks.StructBlock):
    """A picture that the text speaks of: its number follows from its place in the lesson."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("What the picture shows"), max_length=250, help_text=_ALT_HELP)
    caption = blocks.CharBlock(label=_("Caption"), max_length=250)
    source = blocks.CharBlock(
        label=_("Source"), required=False, max_length=250, help_text=_("Who made it, and when.")
    )

    class Meta:
        icon = "image"
        label = _("Figure with a number")
        template = "blocks/figure.html"
        value_class = ImageValue
