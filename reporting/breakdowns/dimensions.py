"""Knows by what people are told apart: where it is recorded, and what each group is called."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from people.models import Agency, Person
from people.text.formatting import digits
from people.text.languages import in_language
from plan.positions import position_key
from reporting.breakdowns.ways import WayOfLearning

# Of a township's p-code, "MMR010008": those of its state or region, or of a part of one
# (Bago and Shan have two and three of them).
_STATE_DIGITS = 6


class Dimension(TextChoices):
    """Names what a figure is broken down by."""

    GENDER = "gender", _("Gender")
    GRADE = "grade", _("Grade")
    POSITION = "position", _("Position")
    SETTING = "setting", _("Town or country")
    REGION = "region", _("State or region")
    AUDIENCE = "audience", _("Officials and citizens")
    LANGUAGE = "language", _("Language taken")
    MODE = "mode", _("Way of learning")
    KIND = "kind", _("Kind of proof")

    @property
    def field(self) -> str:
        """Return where a posting has it, or an agency where it tells apart places."""
        return _FIELDS[self]

    @property
    def is_of_place(self) -> bool:
        """Return whether it tells apart where offices lie, which not all have recorded."""
        return self in (Dimension.SETTING, Dimension.REGION)

    @property
    def is_of_proof(self) -> bool:
        """Return whether it tells apart what proves the skill, and so only people who hold it."""
        return self in (Dimension.LANGUAGE, Dimension.MODE, Dimension.KIND)

    def read_group(self, value: Any) -> str:
        """Return what tells the group from others; empty where nothing is recorded."""
        match self:
            case Dimension.POSITION:
                return position_key(value)
            case Dimension.GRADE:
                return f"{value:02}" if value else ""
            case Dimension.REGION:
                return _find_state(str(value))
        return str(value)

    def name_group(self, value: Any) -> str:
        """Return what the group is called in the active language."""
        if not value:
            return _name_unknown(self)
        match self:
            case Dimension.GRADE:
                return gettext("Grade %(grade)s") % {"grade": digits(value)}
            case Dimension.POSITION:
                return in_language(value)
            case Dimension.REGION:
                state = _find_state(str(value))
                return in_language(_read_states().get(state, {})) or state
            case Dimension.LANGUAGE:
                known = {**dict(settings.LANGUAGES), **dict(WayOfLearning.choices)}
                return str(known.get(value, value))
        return str(_CHOICES[self](value).label)


_CHOICES: dict[Dimension, type[TextChoices]] = {
    Dimension.GENDER: Person.Gender,
    Dimension.SETTING: Agency.Setting,
    Dimension.AUDIENCE: Person.Audience,
    Dimension.MODE: WayOfLearning,
    Dimension.KIND: Evidence.Kind,
}
_FIELDS = {
    Dimension.GENDER: "person__gender",
    Dimension.GRADE: "grade",
    Dimension.POSITION: "position",
    Dimension.SETTING: "setting",
    Dimension.REGION: "township_pcode",
    Dimension.AUDIENCE: "person__audience",
}


def _name_unknown(dimension: Dimension) -> str:
    if dimension == Dimension.SETTING:
        return gettext("Neither town nor country alone")
    if dimension == Dimension.REGION:
        return gettext("In no single state or region")
    return gettext("Not recorded")


def _find_state(pcode: str) -> str:
    """Return the p-code of the state or region of a township."""
    beginning = pcode[:_STATE_DIGITS]
    return _read_parts().get(beginning, beginning)


@cache
def _read_states() -> dict[str, dict[str, str]]:
    """Return the names of states and regions by their p-codes."""
    lines = _read_reference("mm_states.csv")
    return {line["pcode"]: {"my": line["my_name"], "en": line["name"]} for line in lines}


@cache
def _read_parts() -> dict[str, str]:
    """Return the p-codes of states and regions by the beginning of those within them."""
    lines = _read_reference("mm_districts.csv")
    return {line["pcode"][:_STATE_DIGITS]: line["state"] for line in lines}


def _read_reference(name: str) -> list[dict[str, str]]:
    path = Path(settings.BASE_DIR) / "data" / "reference" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
