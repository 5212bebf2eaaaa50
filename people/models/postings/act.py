"""Acts of offices on the postings of a person, with all postings before and after."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.person import Person


class PostingAct(models.Model):
    """What an office did to the postings of a person; `people.postings` is the only writer.

    ``before`` and ``after`` hold all postings and additional charges of the person, so that an
    act is taken back whole.
    """

    class Kind(models.TextChoices):
        MOVE = "move", _("Moved")
        LEAVING = "leaving", _("Service ended")
        RESUMPTION = "resumption", _("Taken back that the posting ended")
        CORRECTION = "correction", _("Posting corrected")
        CANCELLATION = "cancellation", _("Planned posting cancelled")
        CHARGE = "charge", _("Additional charge given")
        CHARGE_CORRECTION = "charge_correction", _("Additional charge corrected")
        CHARGE_END = "charge_end", _("Additional charge ended")
        CHARGE_CANCEL = "charge_cancel", _("Planned additional charge cancelled")

    person = models.ForeignKey(Person, models.PROTECT, related_name="posting_acts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("act on postings")
        verbose_name_plural = _("acts on postings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.kind}"
