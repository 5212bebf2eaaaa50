"""Holds question banks: the items that quizzes draw from. A bank is never shown to visitors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, TranslatableMixin

from cms.blocks import SHORT_TEXT, AnswerOptions
from cms.gate import Obstacle, edit_url
from cms.models.base import PublishedPage, same_in_all_languages
from cms.models.panels import ReadinessPanel
from cms.rendering import render_rich_text
from courses.models import ItemVersion
from people.text.formatting import number

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

# Those that the editor can write.
_WRITTEN_KINDS = (ItemVersion.Kind.SINGLE, ItemVersion.Kind.MULTIPLE)


class BankPage(PublishedPage):
    content_panels = [
        *Page.content_panels,
        ReadinessPanel(heading=_("Before you publish")),
        InlinePanel("items", label=_("Question"), heading=_("Questions")),
    ]
    parent_page_types = ["cms.AgencyCatalogPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/bank_page.html"

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"questions": preview_questions(self.items.all())}

    def list_problems(self) -> list[Obstacle]:
        return [*self._list_missing_questions(), *super().list_problems()]

    def _list_missing_questions(self) -> Iterator[Obstacle]:
        held = {item.translation_key for item in self.items.all()}
        if not held:
            yield Obstacle(gettext("The question bank has no question."))
        # By name: quizzes import banks.
        quizzes = apps.get_model("cms", "QuizPage").objects.live().filter(alias_of=None)
        drawing = quizzes.filter(banks__bank__translation_key=self.translation_key).distinct()
        for quiz in drawing:
            offered = quiz.list_offered_keys(leave_out=self.translation_key) | held
            if held and len(offered) < (quiz.draw_count or 1):
                told = gettext(
                    "The published quiz “%(title)s” draws %(drawn)s questions and would find only"
                    " %(offered)s. Let it draw fewer first."
                )
                counts = {"drawn": number(quiz.draw_count), "offered": number(len(offered))}
                yield Obstacle(told % {**counts, "title": quiz.title}, edit_url(quiz), quiz.title)


class BankItem(TranslatableMixin, Orderable):
    """A question. Its translation key and its options' block ids are the same in all languages."""

    page = ParentalKey(BankPage, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[(kind.value, kind.label) for kind in _WRITTEN_KINDS],
        default=ItemVersion.Kind.SINGLE,
    )
    stem = RichTextField(_("question"), features=SHORT_TEXT)
    options = StreamField(
        AnswerOptions(), verbose_name=_("answers"), min_num=2, max_num=8, collapsed=False
    )
    feedback = RichTextField(
        _("explanation"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("Shown after the quiz: why the right answer is right."),
    )

    override_translatable_fields = [same_in_all_languages("kind")]

    panels = [
        FieldPanel("kind"),
        FieldPanel("stem"),
        FieldPanel("options"),
        FieldPanel("feedback"),
    ]

    class Meta(Orderable.Meta):
        # TranslatableMixin brings this rule in a Meta that Orderable's would hide.
        unique_together = [("translation_key", "locale")]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def clean(self) -> None:
        super().clean()
        # The form asks min_num of the StreamField; code that saves a page does not.
        if len(self.options) < 2:
            raise ValidationError({"options": _("Write at least two answers.")})
        right = len(correct_option_ids(self.options))
        if right == 0:
            raise ValidationError({"options": _("Mark the right answer.")})
        if right > 1 and self.kind == ItemVersion.Kind.SINGLE:
            raise ValidationError({"options": _("Mark one right answer only.")})


def correct_option_ids(options: StreamValue) -> list[str]:
    """Return the ids of the right options, sorted: the answer key."""
    return sorted(option.id for option in options if option.value["is_correct"])


def map_fixed_places(options: StreamValue) -> dict[str, int]:
    """Return the options that keep their place, with it."""
    return {
        option.id: place for place, option in enumerate(options) if option.value.get("keeps_place")
    }


def render_item(item: BankItem) -> dict[str, Any]:
    """Return what a learner sees of a question in one language; never which option is right."""
    return {
        "stem": render_rich_text(item.stem),
        "options": {option.id: str(option.value["text"]) for option in item.options},
        "feedback": render_rich_text(item.feedback),
    }


def preview_questions(items: Iterable[BankItem]) -> list[dict[str, Any]]:
    """Return the questions as a preview draws them, one after the other."""
    inputs = {"single": "radio", "multiple": "checkbox"}
    return [{**render_item(item), "input": inputs[item.kind]} for item in items]
