"""Describes quizzes as trainers compose them: banks to draw from, and rules."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from cms.models.banks import BankItem, BankPage, preview_questions
from cms.models.base import PublishedPage
from cms.models.forms import QuizPageForm


class QuizPage(PublishedPage):
    """A quiz at the end of a module, or (directly in the course) its final test."""

    draw_count = models.PositiveSmallIntegerField(
        _("questions drawn"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: all of them."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in percent"), default=70, validators=[MaxValueValidator(100)]
    )
    attempt_limit = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    time_limit = models.PositiveSmallIntegerField(
        _("minutes allowed"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    shows_answers = models.BooleanField(_("shows the right answers afterwards"), default=True)

    content_panels = [
        *Page.content_panels,
        InlinePanel("banks", min_num=1, label=_("Question bank"), heading=_("Question banks")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("draw_count"), FieldPanel("pass_mark")]),
                FieldRowPanel([FieldPanel("attempt_limit"), FieldPanel("time_limit")]),
                FieldPanel("shows_answers"),
            ],
            _("Rules"),
        ),
    ]
    parent_page_types = ["cms.CoursePage", "cms.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = QuizPageForm
    template = "cms/quiz_page.html"

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def public_path(self) -> str:
        return reverse("courses:quiz", args=[self.translation_key])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"questions": preview_questions(self.sample())}

    def sample(self) -> list[BankItem]:
        """Return questions of the banks in the page's language, as many as are drawn."""
        # A quiz may name the bank in any language; its questions are found by translation key.
        keys = [row.bank.translation_key for row in self.banks.all()]
        items = BankItem.objects.filter(page__translation_key__in=keys, locale=self.locale)
        return list(items.order_by("page", "sort_order")[: self.draw_count])


class QuizBank(Orderable):
    """The quiz draws from the bank, whichever language of the bank was chosen."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="banks")
    bank = models.ForeignKey(
        BankPage, models.PROTECT, related_name="+", verbose_name=_("question bank")
    )

    panels = [FieldPanel("bank")]

    class Meta(Orderable.Meta):
        verbose_name = _("question bank drawn from")
        verbose_name_plural = _("question banks drawn from")
