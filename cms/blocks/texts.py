"""Defines the blocks that hold words only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from cms.rich_text import LANGUAGE_FEATURE

SHORT_TEXT = ["bold", "italic", LANGUAGE_FEATURE, "ol", "ul", "link"]
LONG_TEXT = ["h2", "h3", *SHORT_TEXT, "hr", "document-link"]


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


class FoldedTextBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT)

    class Meta:
        icon = "arrow-down"
        label = _("Folded text")


class AccordionBlock(blocks.StructBlock):
    """Texts under titles, folded until a reader opens them; open on paper."""

    sections = blocks.ListBlock(FoldedTextBlock(), label=_("Folded texts"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        template = "blocks/accordion.html"


class QuotationBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Quoted words"), max_length=1500)
    source = blocks.CharBlock(
        label=_("Source"), max_length=250, help_text=_("Who said or wrote it, and where.")
    )
    url = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quotation.html"


class CodeTextBlock(blocks.TextBlock):
    """Code is the same in all languages: translators are not asked."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []


class CodeBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    code = CodeTextBlock(label=_("Code"), rows=6, max_length=10_000)

    class Meta:
        icon = "code"
        label = _("Code")
        template = "blocks/code.html"


class WorkedExampleBlock(blocks.StructBlock):
    """A task that is solved before the reader's eyes, one step after the other."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    task = blocks.RichTextBlock(label=pgettext_lazy("worked example", "Task"), features=SHORT_TEXT)
    steps = blocks.ListBlock(
        blocks.RichTextBlock(label=pgettext_lazy("worked example", "Step"), features=SHORT_TEXT),
        label=pgettext_lazy("worked example", "Steps"),
        min_num=2,
    )

    class Meta:
        icon = "list-ol"
        label = _("Worked example")
        template = "blocks/worked_example.html"


class SelfCheckBlock(blocks.StructBlock):
    """A question with its answer folded away. The reader checks it; nothing is recorded."""

    question = blocks.RichTextBlock(label=_("Question"), features=SHORT_TEXT)
    answer = blocks.RichTextBlock(label=_("Answer"), features=SHORT_TEXT)

    class Meta:
        icon = "help"
        label = _("Check yourself")
        template = "blocks/self_check.html"


class PageBreakBlock(blocks.StructBlock):
    """Begins the next part of a lesson, which a reader turns to; one lesson all the same."""

    title = blocks.CharBlock(label=_("Title of the next part"), required=False, max_length=120)

    class Meta:
        icon = "cut"
        label = _("Page break")
        template = "blocks/page_break.html"
