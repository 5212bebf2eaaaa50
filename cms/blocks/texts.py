"""Defines the blocks that hold words only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LONG_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "hr", "link", "document-link"]
SHORT_TEXT = ["bold", "italic", "ol", "ul", "link"]


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
