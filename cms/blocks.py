"""Defines the blocks that lessons, information pages and programmes are written in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractRendition

from cms.package_chooser import package_chooser
from courses.models import Course, Package, PackageVersion
from courses.packages import is_offered
from people.text.collation import sort_key

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


class VideoValue(FileValue):
    documents = ("video", "captions")


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


class AudioValue(FileValue):
    documents = ("audio",)


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


PackageChooserBlock = package_chooser.get_block_class(
    name="PackageChooserBlock", module_path="cms.blocks"
)


class PackageValue(blocks.StructValue):
    @property
    def is_missing(self) -> bool:
        return self.find_version() is None

    def find_version(self, kept: Mapping[int, PackageVersion] | None = None) -> Any:
        """Return the version to be shown: as it was kept, else the newest that is ready."""
        package = self.get("package")
        if package is None:
            return None
        return (kept or {}).get(package.pk) or package.newest_ready()


class PackageBlock(blocks.StructBlock):
    """A SCORM or H5P package, with what it teaches in words for whoever cannot open it."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    package = PackageChooserBlock(label=_("Package"))
    words = blocks.RichTextBlock(
        label=_("What it teaches, in words"),
        features=SHORT_TEXT,
        help_text=_("For whoever cannot open it: an old phone, a screen reader, paper."),
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("Package (SCORM, H5P)")
        template = "blocks/package.html"
        value_class = PackageValue

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"version": value.find_version(context.get("kept_packages"))}


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
    package = PackageBlock()


class LessonBodyAdapter(StreamBlockAdapter):
    """Offers authors only the blocks that this installation plays."""

    def js_args(self, block: LessonBody) -> list[Any]:
        name, groups, defaults, meta = super().js_args(block)
        # What was put into lessons before stays editable: it has to be taken out of them.
        if not is_offered() and not Package.objects.exists():
            groups = [
                (group, [one for one in blocks_of if one.name != "package"])
                for group, blocks_of in groups
            ]
        return [name, groups, defaults, meta]


register(LessonBodyAdapter(), LessonBody)


def list_course_choices() -> list[tuple[str, str]]:
    """Return the published courses of all agencies by key, in the order of a dictionary."""
    rows = [
        (str(course.key), course.title) for course in Course.objects.live().only("key", "titles")
    ]
    return sorted(rows, key=lambda row: sort_key(row[1]))


class CourseSetBlock(blocks.StructBlock):
    """Courses of a programme, of which all are asked or a number."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    courses = blocks.ListBlock(
        blocks.ChoiceBlock(label=_("Course"), choices=list_course_choices),
        label=_("Courses"),
        min_num=1,
    )
    required = blocks.IntegerBlock(
        label=_("How many of them"),
        required=False,
        min_value=1,
        help_text=_("Empty: all of them."),
    )
    in_order = blocks.BooleanBlock(
        label=_("One course after the other"),
        required=False,
        help_text=_("Each course opens after the one before it."),
    )
    waits = blocks.BooleanBlock(
        label=_("Opens after the parts before"),
        required=False,
        help_text=_("Courses that somebody completed already count all the same."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Part of the programme")


class CourseSets(blocks.StreamBlock):
    part = CourseSetBlock()
