"""Says which blocks lessons and information pages are written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter

from cms.blocks.comparing import compare_in_words
from cms.blocks.files import AudioBlock, DownloadBlock, VideoBlock
from cms.blocks.learning import ReflectionBlock, TermsBlock
from cms.blocks.packages import PackageBlock
from cms.blocks.pictures import FigureBlock, ImageBlock
from cms.blocks.samples import offer_previews
from cms.blocks.tables import TableBlock
from cms.blocks.texts import (
    LONG_TEXT,
    AccordionBlock,
    CalloutBlock,
    CodeBlock,
    PageBreakBlock,
    QuotationBlock,
    SelfCheckBlock,
    WorkedExampleBlock,
)
from courses.models import Package
from courses.packages import is_offered

_WORDS, _MEDIA, _TASKS = _("Text"), _("Pictures, sound and files"), _("To think and to do")


class InfoBody(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=LONG_TEXT,
        template="blocks/text.html",
        group=_WORDS,
    )
    image = ImageBlock(group=_MEDIA)
    callout = CalloutBlock(group=_WORDS)
    download = DownloadBlock(group=_MEDIA)
    table = TableBlock(group=_WORDS)
    figure = FigureBlock(group=_MEDIA)
    quotation = QuotationBlock(group=_WORDS)
    accordion = AccordionBlock(group=_WORDS)

    class Meta:
        template = "blocks/body.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_previews(self)
        compare_in_words(self)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        parts = 1 + sum(block.block_type == "page_break" for block in value)
        return context | {"numbered": list(_number_blocks(value)), "parts": parts}


def _number_blocks(body: Any) -> Iterator[tuple[Any, int]]:
    """Yield each block with its number among those of its kind: of a figure, of a part."""
    # The text before the first break is the first part.
    counts = {"page_break": 1}
    for block in body:
        kind = block.block_type
        counts[kind] = counts.get(kind, 0) + 1
        yield block, counts[kind]


class LessonBody(InfoBody):
    video = VideoBlock(group=_MEDIA)
    audio = AudioBlock(group=_MEDIA)
    self_check = SelfCheckBlock(group=_TASKS)
    package = PackageBlock(group=_TASKS)
    reflection = ReflectionBlock(group=_TASKS)
    worked_example = WorkedExampleBlock(group=_TASKS)
    code = CodeBlock(group=_WORDS)
    terms = TermsBlock(group=_WORDS)
    page_break = PageBreakBlock(group=_WORDS)


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
