"""Holds question banks: the items that quizzes draw from. A bank is never shown to visitors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, ReferenceIndex, Revision, TranslatableMixin
from wagtail.query import PageQuerySet

from cms.blocks import SHORT_TEXT
from cms.gate import Obstacle, edit_url
from cms.models.base import PublishedPage, same_in_all_languages
from cms.models.forms import BankItemForm, BankPageForm
from cms.models.panels import QuestionsPanel, ReadinessPanel
from cms.questions.blocks import AnswerOptions
from cms.questions.facts import KnownItem
from cms.questions.keeping import drop_lost_references, save_changed_items
from cms.questions.media import list_media_problems, show_media
from cms.questions.media_blocks import StemMediaBlocks
from cms.questions.parts import list_foreign_parts, read_parts
from cms.questions.texts import iter_written, keep_texts
from cms.rendering import render_rich_text
from courses.items.kinds import AskedQuestion, InvalidItem, find_kind, validate_question
from courses.items.kinds.essay import read_task
from courses.items.media import STEM, read_media
from courses.models import ItemVersion
from courses.quizzes.presentation import PresentedQuestion
from people.text.formatting import join_words, number

_NEEDS: dict[str, Any] = {
    ItemVersion.Kind.TRUE_FALSE: _("Add one part “True or false”."),
    ItemVersion.Kind.MATCHING: _("Write at least two pairs."),
    ItemVersion.Kind.ORDERING: _("Write at least two steps, in the right order."),
    ItemVersion.Kind.CATEGORISE: _("Write at least two groups, with their answers."),
    ItemVersion.Kind.NUMERIC: _(
        "Write the right number. Of its units the one that it is given in has a 1."
    ),
    ItemVersion.Kind.SHORT_TEXT: _("Write at least one answer that is right."),
    ItemVersion.Kind.CLOZE: _(
        "Write a gap for each mark [[1]], [[2]] in the text, with its right answer."
    ),
    ItemVersion.Kind.SELECT_TEXT: _(
        "Write the words for each mark [[1]], [[2]] in the text, and say which are right."
    ),
    ItemVersion.Kind.ESSAY: _(
        "Say once how long the text may be. Each criterion has two levels at least, one of them"
        " with points."
    ),
}

# Of two parts with the same words one is marked right and the other wrong: nobody can know which.
_TOLD_APART = (
    *(ItemVersion.Kind.SINGLE, ItemVersion.Kind.MULTIPLE),
    *(ItemVersion.Kind.ORDERING, ItemVersion.Kind.CATEGORISE),
)


class BankPage(PublishedPage):
    content_panels = [
        *Page.content_panels,
        ReadinessPanel(heading=_("Before you publish")),
        QuestionsPanel("items", label=_("Question"), heading=_("Questions")),
    ]
    parent_page_types = ["cms.AgencyCatalogPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = BankPageForm
    template = "cms/bank_page.html"

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """Return the page of a version; skills and lessons that are gone since are left out."""
        if "items" in data:
            data = {**data, "items": drop_lost_references(data["items"])}
        return super().from_serializable_data(data, check_fks, strict_fks)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page and those of its questions that changed."""
        if kwargs.get("update_fields") is not None:
            return super().save(*args, **kwargs)  # a draft: its questions are kept in its version
        # Wagtail writes every question of a page and indexes the references of the whole page at
        # each: with thousands of questions that takes hours.
        # Imported here: Wagtail's handlers want all models loaded.
        from wagtail.signal_handlers import disable_reference_index_auto_update

        items = getattr(self, "_cluster_related_objects", {}).pop("items", None)
        with transaction.atomic():
            with disable_reference_index_auto_update():
                saved = super().save(*args, **kwargs)
                if items is not None:
                    save_changed_items(self, items)
            ReferenceIndex.create_or_update_for_object(self)
        return saved

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a version of the bank, and what is searched of its questions."""
        revision = super().save_revision(*args, **kwargs)
        keep_texts(self, revision.content["items"], at=revision.created_at)
        return revision

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"questions": preview_questions(self.items.all())}

    def list_problems(self) -> list[Obstacle]:
        media = [*self._list_media_problems(), *self._list_missing_questions()]
        return [*media, *super().list_problems()]

    def iter_texts(self) -> Iterator[str]:
        # Upstream parses each text as a page of its own: of thousands of questions for a minute.
        yield self.title
        for item in self.items.all():
            yield from iter_written(item)

    def _list_media_problems(self) -> Iterator[Obstacle]:
        for place, item in enumerate(self.items.all(), start=1):
            yield from map(Obstacle, list_media_problems(item, place))

    def _list_missing_questions(self) -> Iterator[Obstacle]:
        held = {item.translation_key for item in self.items.all()}
        if not held:
            yield Obstacle(gettext("The question bank has no question."))
        # By name: quizzes import banks.
        quizzes = apps.get_model("cms", "QuizPage").objects.asking(self.translation_key)
        for quiz in quizzes if held else ():
            for short in quiz.list_short_with(self):
                told = gettext(
                    "The published quiz “%(title)s” draws %(drawn)s questions and would find only"
                    " %(offered)s. Let it draw fewer first."
                )
                counts = {"drawn": number(short.wanted), "offered": number(short.found)}
                yield Obstacle(told % {**counts, "title": quiz.title}, edit_url(quiz), quiz.title)


class QuizPageQuerySet(PageQuerySet):
    """Finds quizzes by the bank that they draw from."""

    def drawing_from(self, bank: UUID) -> Self:
        """Return, each once, those that draw from the bank, whichever language they name."""
        return self.filter(banks__bank__translation_key=bank).distinct()

    def asking(self, bank: UUID) -> Self:
        """Return those of them that are published as they are written."""
        return self.live().filter(alias_of=None).drawing_from(bank)


class BankItem(KnownItem, TranslatableMixin, Orderable):
    """A question. Its translation key and its options' block ids are the same in all languages."""

    page = ParentalKey(BankPage, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=ItemVersion.Kind.choices,
        default=ItemVersion.Kind.SINGLE,
        help_text=_("The parts below are listed by kind."),
    )
    stem = RichTextField(_("question"), features=SHORT_TEXT)
    media = StreamField(
        StemMediaBlocks(),
        verbose_name=_("picture or sound of the question"),
        blank=True,
        default=list,
        db_default=[],  # for processes of the release before, which do not write it
        max_num=1,
        collapsed=False,
    )
    passage = RichTextField(
        _("text with gaps or words to choose"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("[[1]] stands for the first gap or words written below, [[2]] for the next."),
    )
    options = StreamField(
        AnswerOptions(), verbose_name=_("answers"), min_num=1, max_num=20, collapsed=False
    )
    hint = RichTextField(
        _("hint"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("Unfolded by learners who ask for it, before they answer."),
    )
    feedback = RichTextField(
        _("explanation"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("Shown after the quiz: why the right answer is right."),
    )

    base_form_class = BankItemForm
    override_translatable_fields = [same_in_all_languages("kind"), *KnownItem.known_fields]

    panels = [
        FieldPanel("kind"),
        FieldPanel("stem"),
        FieldPanel("media"),
        FieldPanel("passage"),
        FieldPanel("options"),
        FieldPanel("hint"),
        FieldPanel("feedback"),
        KnownItem.known_panel,
    ]

    class Meta(Orderable.Meta):
        # TranslatableMixin brings this rule in a Meta that Orderable's would hide.
        unique_together = [("translation_key", "locale")]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], **_checks: bool) -> BankItem:
        """Return the question; its bank has looked for what it points to, for all at once."""
        item: BankItem = model_from_serializable_data(cls, data, check_fks=False)
        return item

    def clean(self) -> None:
        super().clean()
        if foreign := list_foreign_parts(self):
            told = _("These parts are of another kind of question: %(parts)s. Take them out.")
            raise ValidationError({"options": told % {"parts": join_words(foreign)}})
        parts = read_parts(self)
        if parts.list_wordless():
            told = _("Write each answer, or choose a picture or sound for it.")
            raise ValidationError({"options": told})
        if self.kind in _TOLD_APART and (repeated := parts.find_repeated()):
            told = _("Two say the same: “%(words)s”. Change one, or take it out.")
            raise ValidationError({"options": told % {"words": repeated}})
        if self.kind in (ItemVersion.Kind.SINGLE, ItemVersion.Kind.MULTIPLE):
            self._validate_options(len(parts.words["options"]), len(parts.answer_key))
            return
        try:
            validate_question(self.kind, {"": parts.words}, parts.answer_key)
        except InvalidItem as error:
            raise ValidationError({"options": _NEEDS[self.kind]}) from error

    def _validate_options(self, count: int, right: int) -> None:
        # The form asks min_num of the StreamField; code that saves a page does not.
        if count < 2:
            raise ValidationError({"options": _("Write at least two answers.")})
        if right == 0:
            raise ValidationError({"options": _("Mark the right answer.")})
        if right > 1 and self.kind == ItemVersion.Kind.SINGLE:
            raise ValidationError({"options": _("Mark one right answer only.")})


class BankIndex(models.Model):
    """States of which version of a bank the texts are that are searched."""

    bank = models.OneToOneField(BankPage, models.CASCADE, related_name="index")
    version_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.bank_id)


class QuestionText(models.Model):
    """What is searched of a question as written now, folded; never shown.

    ``digest``: of what was folded, by which `cms.questions.texts` knows what changed.
    """

    index = models.ForeignKey(BankIndex, models.CASCADE, related_name="texts")
    key = models.UUIDField()
    digest = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["index", "key"], name="a_question_has_one_searched_text"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)


def render_item(item: BankItem) -> dict[str, Any]:
    """Return what a learner sees of a question in one language; never which option is right."""
    words = {"stem": render_rich_text(item.stem), "feedback": render_rich_text(item.feedback)}
    hint = {"hint": render_rich_text(item.hint)} if item.hint else {}
    return words | hint | read_parts(item).words


def preview_questions(items: Iterable[BankItem]) -> list[PresentedQuestion]:
    """Return the questions as a preview draws them, one after the other."""
    return [_preview_question(item, place) for place, item in enumerate(items, start=1)]


def _preview_question(item: BankItem, place: int) -> PresentedQuestion:
    parts, words = read_parts(item), {**render_item(item), "media": show_media(item)}
    kind = find_kind(item.kind)
    asked = AskedQuestion(words, kind.order_parts(words, list), kind.list_units(parts.answer_key))
    return PresentedQuestion(
        position=place,
        kind=item.kind,
        stem=words["stem"],
        language=item.locale.language_code if item.locale_id else "",
        parts=kind.present(asked, ()),
        hint=words.get("hint", ""),
        task=read_task(parts.answer_key) if item.kind == ItemVersion.Kind.ESSAY else None,
        media=read_media(words).get(STEM),
    )
