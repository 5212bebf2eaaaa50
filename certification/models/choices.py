"""Choices shared by several models: kinds of certificates and actions, and reasons for actions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateKind(models.TextChoices):
    """What a certificate may be about."""

    COURSE = "course", _("Course")
    PROGRAMME = "programme", _("Programme")
    CLASSROOM = "classroom", _("Classroom training")
    PRIOR = "prior", _("Prior learning")


class ActionKind(models.TextChoices):
    """What may be requested of a certificate."""

    CORRECT = "correct", _("Correct and issue anew")
    REPLACE = "replace", _("Replace by a new one")
    REVOKE = "revoke", _("Revoke")
    RESTORE = "restore", _("Restore")
    APPEAL = "appeal", _("Appeal of the holder")


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


class RevocationReason(models.TextChoices):
    ERROR = "error", _("Issued in error")
    FRAUD = "fraud", _("Obtained by fraud")
    CONDUCT = "conduct", _("Breach of the rules of the test")
    REQUEST = "request", _("At the holder's request")
    WITHDRAWN = "withdrawn", _("The test it rests on was withdrawn")
    KEY = "key", _("The key that sealed it is no longer trusted")


class RestorationReason(models.TextChoices):
    ERROR = "error", _("It was revoked in error")
    APPEAL = "appeal", _("The holder's appeal is right")


class AppealReason(models.TextChoices):
    REVOCATION = "revocation", _("The revocation is wrong")
    NAME = "name", _("My name is wrong")
    FACTS = "facts", _("Something else on it is wrong")


REASONS_BY_ACTION: dict[str, type[models.TextChoices]] = {
    ActionKind.CORRECT: CorrectionReason,
    ActionKind.REPLACE: ReplacementReason,
    ActionKind.REVOKE: RevocationReason,
    ActionKind.RESTORE: RestorationReason,
    ActionKind.APPEAL: AppealReason,
}


def reason_label(reason: str, kind: str) -> str:
    """Return the label of a reason for a kind of action; ``""`` for an unknown reason or kind."""
    labels = dict(REASONS_BY_ACTION[kind].choices) if kind in REASONS_BY_ACTION else {}
    return str(labels.get(reason, ""))
