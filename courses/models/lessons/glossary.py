"""Terms of the glossary, which all lessons share."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.text.languages import in_language


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    def offered(self) -> Self:
        """Return the terms that authors may put into lessons."""
        return self.filter(retired_on=None)

    def named(self, words: str) -> Self:
        """Return terms with the words in a name of theirs, in whichever language."""
        return self.filter(Q(names__my__icontains=words) | Q(names__en__icontains=words))


class GlossaryTerm(models.Model):
    """A term with its meaning, by language. A lesson keeps both as it was published."""

    names: Any = models.JSONField(_("word"), default=dict)
    meanings: Any = models.JSONField(_("meaning"), default=dict)
    retired_on = models.DateField(
        _("retired on"),
        null=True,
        blank=True,
        help_text=_("From this day no lesson takes it any more; those that have it keep it."),
    )

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("glossary")
        ordering = ["names__en", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(names={}), name="a_glossary_term_has_a_name"),
            models.CheckConstraint(
                condition=~Q(meanings={}), name="a_glossary_term_has_a_meaning"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the term in the active language."""
        return in_language(self.names)

    name.fget.short_description = _("Word")  # type: ignore[attr-defined]

    @property
    def meaning(self) -> str:
        return in_language(self.meanings)

    meaning.fget.short_description = _("Meaning")  # type: ignore[attr-defined]
