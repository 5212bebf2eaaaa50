"""Defines the block that holds a picture."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractRendition

# WebP at this quality, because readers pay by the megabyte. Phones load the small one.
_LARGE_RENDITION, _SMALL_RENDITION = (
    "width-960|format-webp|webpquality-70",
    "width-480|format-webp|webpquality-65",
)


class ImageValue(blocks.StructValue):
    @property
    def is_missing(self) -> bool:
        image = self.get("image")
        return not (image and image.file.storage.exists(image.file.name))

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
        label=_("What the picture shows"),
        max_length=250,
        help_text=_("Read aloud to those who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/image.html"
        value_class = ImageValue
