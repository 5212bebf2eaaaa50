"""Defines the blocks that lessons, information pages and questions are written in."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractRendition

_LONG_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "hr", "link", "document-link"]
SHORT_TEXT = ["bold", "italic", "ol", "ul", "link"]
# WebP at this quality, because readers pay by the megabyte. Phones load the small one.
_LARGE_RENDITION, _SMALL_RENDITION = (
    "width-960|format-webp|webpquality-70",
    "width-480|format-webp|webpquality-65",
)


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


def _describe_file(document: AbstractDocument, kind: str) -> dict[str, Any]:
    """Return what a reader must load for a document: address, kind, bytes."""
    return {"url": document.file.url, "kind": kind, "bytes": document.get_file_size() or 0}


class ImageValue(blocks.StructValue):
    @property
    def large(self) -> AbstractRendition:
        return self["image"].get_rendition(_LARGE_RENDITION)

    @property
    def small(self) -> AbstractRendition:
        return self["image"].get_rendition(_SMALL_RENDITION)

    def media(self) -> list[dict[str, Any]]:
        """Return one fact an image, of the small rendition: that is what a phone loads."""
        small = self.small
        return [{"url": small.url, "kind": "image", "bytes": small.file.size}]


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


class VideoValue(blocks.StructValue):
    def media(self) -> list[dict[str, Any]]:
        return [
            _describe_file(self["video"], "video"),
            _describe_file(self["captions"], "captions"),
        ]


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    video = DocumentChooserBlock(label=_("Video file"))
    captions = DocumentChooserBlock(label=_("Captions"), help_text=_("A WebVTT file (.vtt)."))
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_TEXT)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"
        value_class = VideoValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        _validate_file_types(cleaned, video={"mp4", "webm"}, captions={"vtt"})
        return cleaned


class AudioValue(blocks.StructValue):
    def media(self) -> list[dict[str, Any]]:
        return [_describe_file(self["audio"], "audio")]


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    audio = DocumentChooserBlock(label=_("Sound file"))
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_TEXT)

    class Meta:
        icon = "volume-up"
        label = _("Sound")
        template = "blocks/audio.html"
        value_class = AudioValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        _validate_file_types(cleaned, audio={"mp3", "m4a", "ogg", "opus"})
        return cleaned


class DownloadBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    document = DocumentChooserBlock(label=_("File"))

    class Meta:
        icon = "download"
        label = _("File to keep")
        template = "blocks/download.html"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[
            ("info", _("Good to know")),
            ("success", _("Do this")),
            ("attention", _("Take care")),
            ("danger", _("Never do this")),
        ],
        default="info",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT)

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "blocks/callout.html"


class SelfCheckBlock(blocks.StructBlock):
    """A question with its answer folded away. The reader checks it; nothing is recorded."""

    question = blocks.RichTextBlock(label=_("Question"), features=SHORT_TEXT)
    answer = blocks.RichTextBlock(label=_("Answer"), features=SHORT_TEXT)

    class Meta:
        icon = "help"
        label = _("Check yourself")
        template = "blocks/self_check.html"


class InfoBody(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=_LONG_TEXT, template="blocks/text.html"
    )
    image = ImageBlock()
    callout = CalloutBlock()
    download = DownloadBlock()

    class Meta:
        template = "blocks/body.html"


class LessonBody(InfoBody):
    video = VideoBlock()
    audio = AudioBlock()
    self_check = SelfCheckBlock()


class OptionBlock(blocks.StructBlock):
    """One answer of a question. ``is_correct`` is never translated and never rendered."""

    text = blocks.CharBlock(label=_("Answer"), max_length=300)
    is_correct = blocks.BooleanBlock(label=_("This is right"), required=False)

    class Meta:
        icon = "radio-full"
        label = _("Answer")


class AnswerOptions(blocks.StreamBlock):
    option = OptionBlock()
