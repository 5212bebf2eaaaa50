"""Describes quizzes as trainers compose them: banks to draw from, and rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from cms.gate import Obstacle, edit_url
from cms.models.banks import BankItem, BankPage, preview_questions
from cms.models.base import PublishedPage
from cms.models.courses import CoursePage
from cms.models.forms import QuizPageForm
from cms.models.panels import ReadinessPanel
from courses.models import GradingRule, ItemVersion, Quiz, Supervision
from people.text.formatting import number

# With a bank of this many times the draw, two attempts share a third of their questions.
_BANK_FACTOR = 3


class QuizPage(PublishedPage):
    """A quiz at the end of a module, or (directly in the course) its first or its final test."""

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
    rest_minutes = models.PositiveSmallIntegerField(
        _("minutes of rest between attempts"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(10_080)],  # a week
        help_text=_("Empty: one hour after a final test, none after other quizzes."),
    )
    retry_days = models.PositiveSmallIntegerField(
        _("days of waiting once all attempts are used"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_(
            "After these days one more attempt opens. Empty: the learner asks the trainer for one."
        ),
    )

    grading_rule = models.CharField(
        _("an answer that is right in part gets"),
        max_length=16,
        choices=GradingRule.choices,
        default=GradingRule.ALL_OR_NOTHING,
        help_text=_(
            "The share of what is right. Of ticks the share of wrong ones is taken off, so whoever"
            " ticks everything gets nothing."
        ),
    )
    supervision = models.CharField(
        _("taken under supervision"),
        max_length=10,
        choices=Supervision.choices,
        default=Supervision.NEVER,
        help_text=_(
            "In a room, with an invigilator who opens it and a code that is asked there. Who fails"
            " to come cannot pass a test that must be."
        ),
    )

    is_first_test = models.BooleanField(
        _("first test of the course"),
        default=False,
        db_default=False,  # for processes of the release before, which do not write it
        help_text=_(
            "Learners may take it once, before the first lesson, to see what they know already; it"
            " counts for nothing and shows no right answers. The rules above do not apply, but the"
            " questions drawn and the minutes. Draw from the banks of the modules, and results say"
            " which of them to look at."
        ),
    )

    content_panels = [
        *Page.content_panels,
        ReadinessPanel(heading=_("Before you publish")),
        InlinePanel("banks", min_num=1, label=_("Question bank"), heading=_("Question banks")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("draw_count"), FieldPanel("pass_mark")]),
                FieldRowPanel([FieldPanel("attempt_limit"), FieldPanel("retry_days")]),
                FieldRowPanel([FieldPanel("rest_minutes"), FieldPanel("time_limit")]),
                FieldPanel("grading_rule"),
                FieldPanel("shows_answers"),
                FieldPanel("supervision"),
                FieldPanel("is_first_test"),
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

    @property
    def is_final(self) -> bool:
        """Return whether it is the test of a whole course: it stands directly in the course."""
        return self._stands_in_course and not self.is_first_test

    @property
    def _stands_in_course(self) -> bool:
        return issubclass(self.get_parent().specific_class, CoursePage)

    def list_problems(self) -> list[Obstacle]:
        missing = [*self._list_unpublished_banks(), *self.list_missing_questions()]
        return [*missing, *self._list_first_test_problems(), *super().list_problems()]

    def _list_first_test_problems(self) -> Iterator[Obstacle]:
        """Say why it cannot be the first test of the course, or cannot cease to be."""
        row = Quiz.objects.filter(key=self.translation_key, attempts__isnull=False).first()
        if row and row.is_first_test != self.is_first_test:
            # What was answered before the course and what was at its end must not be mixed.
            yield Obstacle(
                gettext(
                    "People have taken this test already, so it stays what it is: the first test"
                    " or another one. Write a further quiz instead."
                )
            )
        if not self.is_first_test or not self.depth:
            return
        if not self._stands_in_course:
            yield Obstacle(gettext("A first test stands directly in the course, in no module."))
            return
        others = QuizPage.objects.live().child_of(self.get_parent()).filter(is_first_test=True)
        if other := others.exclude(translation_key=self.translation_key).first():
            told = gettext("The course has a first test already: “%(title)s”.")
            yield Obstacle(told % {"title": other.title}, edit_url(other), other.title)

    def _list_unpublished_banks(self) -> Iterator[Obstacle]:
        live = set(BankPage.objects.live().values_list("translation_key", flat=True))
        for row in self.banks.all():
            if row.bank.translation_key not in live:
                told = gettext("The question bank “%(title)s” is not published.")
                title = row.bank.title
                yield Obstacle(told % {"title": title}, edit_url(row.bank), title)

    def list_missing_questions(self) -> Iterator[Obstacle]:
        """Compare what can be asked with what the quiz draws."""
        offered = len(self.list_offered_keys())
        if offered == 0:
            yield Obstacle(gettext("The quiz has no question to ask."))
        elif offered < (self.draw_count or 1):
            told = gettext(
                "The quiz draws %(drawn)s questions and would find only %(offered)s, without those"
                " that are not published or are withdrawn."
            )
            counts = {"drawn": number(self.draw_count or 1), "offered": number(offered)}
            yield Obstacle(told % counts)

    def list_offered_keys(self, *, leave_out: UUID | None = None) -> set[UUID]:
        """Return the questions of the published banks, but one, that can be asked."""
        banks = [key for key in self._bank_keys() if key != leave_out]
        items = BankItem.objects.filter(page__live=True, page__translation_key__in=banks)
        keys = set(items.values_list("translation_key", flat=True))
        versions = ItemVersion.objects.filter(item__key__in=keys).order_by("number")
        # In order of their numbers, so the last of each item wins.
        withdrawn = dict(versions.values_list("item__key", "withdrawn_at"))
        return {key for key in keys if withdrawn.get(key) is None}

    def list_weaknesses(self) -> list[str]:
        """Return sentences for the author: how a test could be passed without its lessons."""
        if self.is_first_test or (self.shows_answers and not self.is_final):
            return []  # taken once, or for practice: there is no key to keep
        told = [self._describe_small_bank(), self._describe_shown_key(), self._describe_leak()]
        return [sentence for sentence in told if sentence]

    def _describe_small_bank(self) -> str:
        found = BankItem.objects.filter(page__translation_key__in=self._bank_keys())
        offered = found.values("translation_key").distinct().count()
        drawn = self.draw_count or offered
        if offered >= drawn * _BANK_FACTOR:
            return ""
        if drawn >= offered:
            told = gettext(
                "Every attempt asks all %(offered)s questions. Draw fewer of them, or write"
                " several times as many: else the test can be learnt by heart in a few attempts."
            )
        else:
            told = gettext(
                "Each attempt draws %(drawn)s of %(offered)s questions. Write at least %(wanted)s:"
                " else the test can be learnt by heart in a few attempts."
            )
        counts = {"drawn": drawn, "offered": offered, "wanted": drawn * _BANK_FACTOR}
        return told % {name: number(count) for name, count in counts.items()}

    def _describe_shown_key(self) -> str:
        if not self.shows_answers:
            return ""
        return gettext(
            "This final test shows its right answers. Who fails it once knows them: better hide"
            " them."
        )

    def _describe_leak(self) -> str:
        """Return a sentence when another quiz shows the answers that this one hides."""
        others = QuizPage.objects.exclude(translation_key=self.translation_key).live()
        shown = others.filter(
            shows_answers=True,
            is_first_test=False,
            banks__bank__translation_key__in=self._bank_keys(),
        )
        other = None if self.shows_answers else shown.first()
        if other is None:
            return ""
        return gettext(
            "The quiz “%(title)s” draws from the same bank and shows the right answers. Use a bank"
            " of its own for this test."
        ) % {"title": other.title}

    def _bank_keys(self) -> list[UUID]:
        # A quiz may name the bank in any language; its questions are found by translation key.
        return [row.bank.translation_key for row in self.banks.all()]

    def sample(self) -> list[BankItem]:
        """Return questions of the banks in the page's language, as many as are drawn."""
        items = BankItem.objects.filter(
            page__translation_key__in=self._bank_keys(), locale=self.locale
        )
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
