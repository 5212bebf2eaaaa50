"""Why an act is asked for, by the kind of act."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certification.models.action import ActionRequest
from certification.models.certificate import Certificate


class CorrectionReason(models.TextChoices):
    SPELLING = "spelling", _("A name is spelt wrongly")
    RENAMED = "renamed", _("The holder's name has changed")
    PLACE = "place", _("Agency or position is wrong")
    TITLE = "title", _("The title is wrong")


class ReplacementReason(models.TextChoices):
    FILE = "file", _("The file can no longer be relied on")
    SHEET = "sheet", _("The sheet is drawn wrongly")
    KEY = "key", _("The key that sealed it is no longer trusted")
    WITHDRAWN = "withdrawn", _("Checked again after a question was withdrawn")


class RestorationReason(models.TextChoices):
    ERROR = "error", _("It was revoked in error")
    APPEAL = "appeal", _("The holder's appeal is right")


class AppealReason(models.TextChoices):
    REVOCATION = "revocation", _("The revocation is wrong")
    NAME = "name", _("My name is wrong")
    FACTS = "facts", _("Something else on it is wrong")


REASONS_BY_ACTION: dict[str, type[models.TextChoices]] = {
    ActionRequest.Kind.CORRECT: CorrectionReason,
    ActionRequest.Kind.REPLACE: ReplacementReason,
    ActionRequest.Kind.REVOKE: Certificate.Reason,
    ActionRequest.Kind.RESTORE: RestorationReason,
    ActionRequest.Kind.APPEAL: AppealReason,
}
