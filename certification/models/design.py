"""Stores designs of the sheet; a version that is published or was used never changes."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.models.choices import CertificateKind
from certification.models.querysets import AgencyScopedQuerySet
from people.models import Agency, Person
from people.text.languages import in_language


class DesignQuerySet(AgencyScopedQuerySet["Design"]):
    """Designs without an agency belong to the nation."""

    def serving(self, agency: Agency | None) -> Self:
        """Return the designs of the agency, of those above it, and of the nation."""
        units = [agency.pk, *(unit.pk for unit in agency.get_ancestors())] if agency else []
        return self.filter(Q(agency=None) | Q(agency__in=units))


class Design(models.Model):
    """The identity of a design; its versions say how it looks and reads.

    It serves certificates of its kind in its agency and everything under it; without an agency it
    serves all.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict)
    kind = models.CharField(_("kind"), max_length=10, choices=CertificateKind.choices)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="designs"
    )
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = DesignQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate design")
        verbose_name_plural = _("certificate designs")
        ordering = ["key"]

    def __str__(self) -> str:
        return in_language(self.names) or self.key

    def serves(self, agency: Agency) -> bool:
        return self.agency is None or agency.path.startswith(self.agency.path)


class VersionIsImmutable(Exception):
    """A published design version is never changed or deleted; a change needs a new version."""


class DesignVersionQuerySet(models.QuerySet["DesignVersion"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def immutable(self) -> Self:
        """Published, or on a certificate: these never change again."""
        return self.filter(~Q(published_at=None) | Q(certificates__isnull=False)).distinct()

    # Bulk statements do not call ``save`` and ``delete`` of the model: both have to refuse.
    def update(self, **fields: Any) -> int:
        _refuse_change(self.immutable().exists())
        return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        _refuse_change(self.immutable().exists())
        return super().delete()


def _refuse_change(is_immutable: bool) -> None:
    if is_immutable:
        raise VersionIsImmutable


class DesignVersion(models.Model):
    """One version of a design: a draft until it is published, then immutable.

    ``colours``: ``{"primary", "accent", "ink", "muted", "paper"}`` as ``#rrggbb``.
    ``wording``: ``{field: {"my", "en"}}`` for the fields of certification.facts.wording.
    """

    class Paper(models.TextChoices):
        A4_LANDSCAPE = "a4-landscape", _("A4, landscape")
        A4_PORTRAIT = "a4-portrait", _("A4, portrait")
        LETTER_LANDSCAPE = "letter-landscape", _("Letter, landscape")

    class Background(models.TextChoices):
        GUILLOCHE = "guilloche", _("Guilloche with a woven frame")
        FRAME = "frame", _("Frame only")
        PLAIN = "plain", _("Plain paper")

    design = models.ForeignKey(Design, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    paper = models.CharField(
        _("paper"), max_length=20, choices=Paper.choices, default=Paper.A4_LANDSCAPE
    )
    background = models.CharField(
        _("background"), max_length=20, choices=Background.choices, default=Background.GUILLOCHE
    )
    colours = models.JSONField(_("colours"), default=dict)
    wording = models.JSONField(_("wording"), default=dict)
    emblem = models.FileField(_("emblem"), upload_to="designs/", blank=True)
    emblem_text = models.JSONField(_("what the emblem shows"), default=dict, blank=True)
    made_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="certificate_designs"
    )
    made_at = models.DateTimeField(_("made at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = DesignVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("design version")
        verbose_name_plural = _("design versions")
        ordering = ["design", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["design", "number"], name="a_design_version_is_numbered_once"
            ),
            # Two registrars edit the same draft; ``EditConflict`` tells the later one.
            models.UniqueConstraint(
                fields=["design"],
                condition=Q(published_at=None),
                name="one_draft_version_a_design",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.design.key}-{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_change(bool(self.pk) and self.is_immutable(self.pk))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_change(bool(self.pk) and self.is_immutable(self.pk))
        return super().delete(*args, **kwargs)

    @classmethod
    def is_immutable(cls, pk: int) -> bool:
        """Whether the stored version may not change."""
        # Asks the database: the instance in memory may be a draft that somebody has published.
        return cls.objects.immutable().filter(pk=pk).exists()


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def immutable(self) -> Self:
        return self.filter(version__in=DesignVersion.objects.immutable())

    def update(self, **fields: Any) -> int:
        _refuse_change(self.immutable().exists())
        return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        _refuse_change(self.immutable().exists())
        return super().delete()


class Signatory(models.Model):
    """Who signs the certificates of a design version, in order; four at most."""

    version = models.ForeignKey(DesignVersion, models.CASCADE, related_name="signatories")
    position = models.PositiveSmallIntegerField(_("place"))
    names = models.JSONField(_("names"), default=dict)
    positions = models.JSONField(_("positions"), default=dict)
    image = models.FileField(_("picture of the signature"), upload_to="designs/", blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="a_place_has_one_signatory"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=4), name="four_signatories_at_most"
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.names)

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_change(DesignVersion.is_immutable(self.version_id))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_change(DesignVersion.is_immutable(self.version_id))
        return super().delete(*args, **kwargs)
