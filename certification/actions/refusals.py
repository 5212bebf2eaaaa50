"""Says in words why an action on a certificate was refused, one sentence for each exception."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from certification.actions import requests
from certification.actions.corrections import NothingToCorrect
from certification.actions.execution import HolderErased
from certification.actions.revocation import AlreadyReplaced, NotRevoked
from certification.issuing.issue import AlreadyRevoked
from certification.rendering.style import SheetOverflow

REFUSALS: dict[type[Exception], Any] = {
    AlreadyReplaced: _("This certificate has been replaced. Act on the one that replaced it."),
    HolderErased: _("The data of the holder was erased: no new sheet can be written."),
    AlreadyRevoked: _("This certificate is revoked already."),
    NotRevoked: _("This certificate is not revoked."),
    SheetOverflow: _("These words do not fit the sheet."),
    NothingToCorrect: _("The certificate says all of this already."),
    requests.OutOfScope: _("This certificate is not in your care."),
    requests.OwnCertificate: _("Nobody acts on a certificate of their own."),
    requests.SelfApproval: _("Another registrar has to decide this."),
    requests.AlreadyRequested: _("The same act waits for a decision already."),
    requests.NotApprovable: _("An appeal is granted by putting things right."),
    requests.AlreadyDecided: _("This has been decided already."),
}
