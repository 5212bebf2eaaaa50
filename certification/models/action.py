"""Stores what was requested for and done to certificates; rows are never deleted."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.models.certificate import Certificate
from certification.models.choices import ActionKind
from people.models import Person


class ActionRequestQuerySet(models.QuerySet["ActionRequest"]):
    def waiting(self) -> Self:
        return self.filter(state=ActionRequest.State.WAITING)

    def managed_by(self, person: Person) -> Self:
        """Requests for certificates that the person manages."""
        return self.filter(certificate__in=Certificate.objects.managed_by(person))

    def visible_to(self, person: Person) -> Self:
        """Requests for certificates that the person may see, as an auditor too."""
        return self.filter(certificate__in=Certificate.objects.visible_to(person))


class ActionRequest(models.Model):
    """A request to correct, replace, revoke or restore a certificate, or an appeal.

    ``changes`` holds the parts of the facts that a correction replaces (see
    certification.actions.corrections); ``result`` is the certificate that came of it.
    """

    Kind = ActionKind

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for a decision")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="action_requests")
    kind = models.CharField(_("act"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="certificate_requests")
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="certificate_decisions"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_note = models.TextField(_("note of the decision"), blank=True)
    result = models.ForeignKey(
        Certificate, models.PROTECT, null=True, blank=True, related_name="requests_behind"
    )

    objects = ActionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on a certificate")
        verbose_name_plural = _("acts on certificates")
        ordering = ["asked_at", "pk"]
        constraints = [
            # Of two registrars who request the same at once, one is refused.
            models.UniqueConstraint(
                fields=["certificate", "kind"],
                condition=Q(state="waiting"),
                name="one_act_of_a_kind_waits",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | (~Q(state="waiting") & ~Q(decided_by=None) & ~Q(decided_at=None)),
                name="a_decision_has_its_maker_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.kind} · {self.state}"
