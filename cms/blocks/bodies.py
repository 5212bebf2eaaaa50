"""Says which blocks lessons and information pages are written in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter

from cms.blocks.files import AudioBlock, DownloadBlock, VideoBlock
from cms.blocks.packages import PackageBlock
from cms.blocks.pictures import ImageBlock
from cms.blocks.texts import LONG_TEXT, CalloutBlock, SelfCheckBlock
from courses.models import Package
from courses.packages import is_offered


class InfoBody(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=LONG_TEXT, template="blocks/text.html"
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
