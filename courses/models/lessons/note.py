"""What a learner notes at a question of a lesson to oneself."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.catalogue import Lesson
from people.models import Person

LONGEST_NOTE = 4_000


class ReflectionNoteQuerySet(models.QuerySet["ReflectionNote"]):
    def visible_to(self, person: Person) -> Self:
        """Return the person's own: nobody reads those of others, whatever their role."""
        return self.filter(person=person)


class ReflectionNote(models.Model):
    """The note of one person at one question; ``block`` names it in every language and version."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="reflection_notes")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="+")
    block = models.UUIDField()
    words = models.CharField(_("note"), max_length=LONGEST_NOTE)
    written_at = models.DateTimeField(_("written at"))

    objects = ReflectionNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "lesson", "block"], name="a_question_has_one_note_of_a_person"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_note_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.block}"
