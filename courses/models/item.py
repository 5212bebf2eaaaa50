"""Questions and their immutable versions."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plan.models import Skill


class Item(models.Model):
    """Identifies a question; its content and answer key are in its versions.

    By what is known of it sections of quizzes draw it. That may change without a new version:
    nobody who answers sees it.
    """

    class Difficulty(models.TextChoices):
        """What the author expects."""

        EASY = "easy", pgettext_lazy("difficulty", "Easy")
        MIDDLE = "middle", pgettext_lazy("difficulty", "Middling")
        HARD = "hard", pgettext_lazy("difficulty", "Hard")

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    # The key of the bank it stands in, or stood in when it was last published; None: not known.
    bank = models.UUIDField(null=True, blank=True, db_index=True)
    is_live = models.BooleanField(_("published"), default=True)

    tags = models.JSONField(default=list, db_default=[], blank=True)
    skill = models.ForeignKey(
        Skill, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("skill")
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    difficulty = models.CharField(
        _("difficulty"),
        max_length=10,
        choices=Difficulty.choices,
        blank=True,
        default="",
        db_default="",
    )
    # The options as their author wrote them: a JSON object keeps no order on every engine.
    option_order = models.JSONField(default=list, db_default=[], blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return str(self.key)


class ItemVersionQuerySet(models.QuerySet["ItemVersion"]):
    def newest(self) -> Self:
        """Return the newest version of each question."""
        return self.filter(~Exists(ItemVersion.objects.newer()))

    def newer(self, path: str = "") -> Self:
        """Return those newer than the version of the query around, to which ``path`` leads."""
        return self.filter(item=OuterRef(f"{path}item"), number__gt=OuterRef(f"{path}number"))


class ItemVersion(models.Model):
    """Keeps a question as asked; written once at publishing, never changed. The newest counts.

    ``content``: ``{language: {"stem": html, "options": {option_id: text}, "feedback": html}}``,
    and where its kind asks for them ``"targets": {target_id: text}`` (prompts, categories, gaps)
    and ``"passage": html`` with ``[[id]]`` for gaps or words to choose. Any may have ``"hint":
    html``, ``"option_feedback": {id: html}`` and ``"media": {"stem" or id: facts}``, a picture or
    sound as in `courses.items.media.PartMedia`. It holds the languages in which the question
    was current on that day. ``answer_key``: the sorted ids of the right options, or an object as
    its kind reads it (`courses.items.kinds`); it never leaves the server. ``fixed_places``: the
    options that keep their place in every paper, ``{option_id: place from 0}``.
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("One answer")
        MULTIPLE = "multiple", _("Several answers")
        TRUE_FALSE = "true_false", _("True or false")
        MATCHING = "matching", _("Matching")
        ORDERING = "ordering", _("Putting in order")
        CATEGORISE = "categorise", _("Sorting into groups")
        NUMERIC = "numeric", _("A number")
        SHORT_TEXT = "short_text", _("Short answer")
        CLOZE = "cloze", _("Gaps in a text")
        SELECT_TEXT = "select_text", _("Words in a text")
        ESSAY = "essay", _("Essay")

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    content = models.JSONField()
    answer_key = models.JSONField()
    fixed_places = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawal_note = models.TextField(_("why it was withdrawn"), blank=True)
    # When the last closed paper that asked it was marked again; None once withdrawn: work to do.
    remarked_at = models.DateTimeField(null=True, blank=True)

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="an_item_version_is_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.number}"
