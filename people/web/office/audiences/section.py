"""Says on the page of a person in which audiences they are today."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from people.audiences.membership import list_audiences_of
from people.web.office.sections import PersonOnDesk, PersonSection, register_section


def _read_audiences(desk: PersonOnDesk) -> dict[str, Any] | None:
    audiences = list_audiences_of(desk.posting, desk.viewer) if desk.posting else []
    return {"audiences": audiences} if audiences else None


register_section(
    PersonSection(
        "audiences",
        _("Audiences"),
        "people/office/audiences/section.html",
        order=7,
        read=_read_audiences,
    )
)
