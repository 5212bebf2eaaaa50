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
from wagtail.models import Orderable, Page, PageManager

from cms.gate import Obstacle, edit_url
from cms.models.banks import BankItem, BankPage, QuizPageQuerySet, preview_questions
from cms.models.base import PublishedPage
from cms.models.courses import CoursePage
from cms.models.forms import QuizPageForm
from cms.models.panels import ReadinessPanel
from cms.questions.facts import QuestionFilter, fold_tags
from cms.questions.supply import ShortSection, list_short_sections, load_candidates
from courses.items.sections import DrawSection, choose_keys
from courses.models import AnswersShown, GradingRule, Quiz, Supervision
from people.text.formatting import number

# With a bank of this many times the draw, two attempts share a third of their questions.
_BANK_FACTOR = 3

_AWAITED = ("bankpage",)


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
    answers_shown = models.CharField(
        _("right answers are shown"),
        max_length=10,
        choices=AnswersShown.choices,
        default=AnswersShown.ALWAYS,
        help_text=_("With them the exact score. A quiz that hides them tells the score in steps."),
    )
    shuffles_questions = models.BooleanField(
        _("shuffles the questions"),
        default=True,
        help_text=_("Otherwise they stand as in their banks; sections keep their order anyway."),
    )
    shuffles_options = models.BooleanField(_("shuffles the answers to choose from"), default=True)
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
    marker_count = models.PositiveSmallIntegerField(
        _("people who mark an essay"),
        choices=[(1, _("One")), (2, _("Two, who do not see each other's marks"))],
        default=1,
        db_default=1,
    )
    marker_threshold = models.PositiveSmallIntegerField(
        _("difference in percent that a third one decides"),
        default=20,
        db_default=20,
        validators=[MaxValueValidator(100)],
        help_text=_("Where two mark an essay. Up to it the middle of both counts."),
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

    objects = PageManager.from_queryset(QuizPageQuerySet)()

    content_panels = [
        *Page.content_panels,
        ReadinessPanel(heading=_("Before you publish")),
        InlinePanel("banks", min_num=1, label=_("Question bank"), heading=_("Question banks")),
        InlinePanel(
            "sections",
            label=_("Section"),
            heading=_("Sections"),
            help_text=_(
                "Only where parts of the quiz ask for different questions. Without a section it"
                " draws from all questions of its banks."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("draw_count"), FieldPanel("pass_mark")]),
                FieldRowPanel([FieldPanel("attempt_limit"), FieldPanel("retry_days")]),
                FieldRowPanel([FieldPanel("rest_minutes"), FieldPanel("time_limit")]),
                FieldRowPanel([FieldPanel("answers_shown"), FieldPanel("grading_rule")]),
                FieldRowPanel([FieldPanel("shuffles_questions"), FieldPanel("shuffles_options")]),
                FieldRowPanel([FieldPanel("marker_count"), FieldPanel("marker_threshold")]),
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

    def list_question_problems(self) -> list[Obstacle]:
        """Return what keeps the quiz from asking what it draws."""
        return [*self._list_unpublished_banks(), *self.list_missing_questions()]

    def list_problems(self) -> list[Obstacle]:
        missing = self.list_question_problems()
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
        if self._draws_essays():
            yield Obstacle(gettext("Nobody marks a first test: let it draw no essays."))
        others = QuizPage.objects.live().child_of(self.get_parent()).filter(is_first_test=True)
        if other := others.exclude(translation_key=self.translation_key).first():
            told = gettext("The course has a first test already: “%(title)s”.")
            yield Obstacle(told % {"title": other.title}, edit_url(other), other.title)

    def _draws_essays(self) -> bool:
        essays = BankItem.objects.filter(kind="essay", translation_key__in=self._drawn_keys())
        return essays.exists()

    def _drawn_keys(self) -> list[str]:
        sections, candidates = self.read_sections(), load_candidates(self._bank_keys())
        return [one.key for one in candidates if any(part.admits(one) for part in sections)]

    def _list_unpublished_banks(self) -> Iterator[Obstacle]:
        live = set(BankPage.objects.live().values_list("translation_key", flat=True))
        for row in self.banks.all():
            if row.bank.translation_key not in live:
                told = gettext("The question bank “%(title)s” is not published.")
                title = row.bank.title
                yield Obstacle(told % {"title": title}, edit_url(row.bank), title, _AWAITED)

    def list_missing_questions(self) -> Iterator[Obstacle]:
        """Compare what can be asked with what the quiz draws."""
        candidates = load_candidates(self._bank_keys())
        if not candidates:
            yield Obstacle(gettext("The quiz has no question to ask."), awaits=_AWAITED)
            return
        for short in list_short_sections(self.read_sections(), candidates):
            yield Obstacle(self._word_shortage(short), awaits=_AWAITED)

    def _word_shortage(self, short: ShortSection) -> str:
        counts = {"drawn": number(short.wanted), "offered": number(short.found)}
        if not self.sections.exists():
            return gettext(
                "The quiz draws %(drawn)s questions and would find only %(offered)s, without those"
                " that are not published or are withdrawn."
            ) % {**counts}
        told = gettext(
            "Section %(place)s draws %(drawn)s questions and would find only %(offered)s, without"
            " those that are not published, are withdrawn or are asked by other sections."
        )
        return told % {**counts, "place": number(short.place)}

    def read_sections(self) -> list[DrawSection]:
        """Return how the quiz draws, as it is written now; without sections it is one."""
        rows = sorted(self.sections.all(), key=lambda row: row.sort_order or 0)
        return [row.read_section() for row in rows] or [DrawSection(self.draw_count)]

    def list_short_with(self, bank: BankPage) -> list[ShortSection]:
        """Return the sections that would find too few once the bank is published as it is."""
        candidates = load_candidates(self._bank_keys(), draft=bank)
        return list_short_sections(self.read_sections(), candidates)

    def list_weaknesses(self) -> list[str]:
        """Return sentences for the author: how a test could be passed without its lessons."""
        is_practice = self.answers_shown == AnswersShown.ALWAYS and not self.is_final
        if self.is_first_test or is_practice:
            return []  # taken once, or for practice: there is no key to keep
        told = [self._describe_small_bank(), self._describe_shown_key(), self._describe_leak()]
        return [sentence for sentence in told if sentence]

    def _describe_small_bank(self) -> str:
        sections = self.read_sections()
        candidates = load_candidates(self._bank_keys())
        drawn = sum(map(len, choose_keys(sections, candidates, seed=0)))
        offered = sum(any(one.admits(held) for one in sections) for held in candidates)
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
        if self.answers_shown == AnswersShown.NEVER:
            return ""
        if self.answers_shown == AnswersShown.ALWAYS:
            return gettext(
                "This final test shows its right answers. Who fails it once knows them: better"
                " hide them."
            )
        return gettext(
            "Who is through with this test sees its right answers, and may pass them on to those"
            " who are not."
        )

    def _describe_leak(self) -> str:
        """Return a sentence when another quiz shows the answers that this one hides."""
        others = QuizPage.objects.exclude(translation_key=self.translation_key).live()
        shown = others.exclude(answers_shown=AnswersShown.NEVER).filter(
            is_first_test=False, banks__bank__translation_key__in=self._bank_keys()
        )
        other = None if self.answers_shown == AnswersShown.ALWAYS else shown.first()
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
        """Return questions of one paper in the page's language."""
        candidates = load_candidates(self._bank_keys())
        chosen = choose_keys(self.read_sections(), candidates, seed=0)
        keys = [key for section in chosen for key in section]
        items = BankItem.objects.filter(translation_key__in=keys, locale=self.locale)
        found = {str(item.translation_key): item for item in items}
        return [found[key] for key in keys if key in found]


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


class QuizPageSection(QuestionFilter, Orderable):
    """A part of the quiz that asks for certain questions of its banks."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="sections")
    count = models.PositiveSmallIntegerField(
        _("questions drawn"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: all that no other section asks."),
    )
    bank = models.ForeignKey(
        BankPage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("question bank"),
        help_text=_("Empty: all question banks of the quiz."),
    )

    panels = [
        FieldRowPanel([FieldPanel("count"), FieldPanel("bank")]),
        *QuestionFilter.filter_panels,
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("section of a quiz")
        verbose_name_plural = _("sections of quizzes")

    def read_section(self) -> DrawSection:
        bank = self.bank.translation_key if self.bank else None
        tag = "".join(fold_tags(self.tag))
        return DrawSection(self.count, bank, tag, self.skill_id, self.level, self.difficulty)
