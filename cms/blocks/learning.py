"""Defines blocks that readers act on, or that show a row of `courses`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.texts import SHORT_TEXT
from cms.glossary_chooser import glossary_chooser
from courses.models import GlossaryTerm

GlossaryChooserBlock = glossary_chooser.get_block_class(
    name="GlossaryChooserBlock", module_path="cms.blocks"
)


class ReflectionBlock(blocks.StructBlock):
    """A question to oneself. What a learner writes is read by nobody else."""

    question = blocks.RichTextBlock(label=_("Question"), features=SHORT_TEXT)

    class Meta:
        icon = "edit"
        label = _("Reflection")
        template = "blocks/reflection.html"


class TermsValue(blocks.StructValue):
    def list_terms(self) -> list[GlossaryTerm]:
        """Return the chosen terms, each once, without those that are gone."""
        return list({term.pk: term for term in self["terms"] if term is not None}.values())


class TermsBlock(blocks.StructBlock):
    """Words of the lesson with their meaning from the glossary, which the text then leads to."""

    terms = blocks.ListBlock(
        GlossaryChooserBlock(label=_("Word")),
        label=_("Words"),
        min_num=1,
        help_text=_("Where the lesson first uses one, a tap shows its meaning."),
    )

    class Meta:
        icon = "openquote"
        label = _("Words from the glossary")
        template = "blocks/terms.html"
        value_class = TermsValue

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Return nothing: a term has its words in every language."""
        return []
