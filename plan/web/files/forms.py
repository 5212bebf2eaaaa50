"""Forms by which the secretariat brings files of the plan: one for each kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from people.text import clean
from people.web.fields import TableFileField
from plan.models import Framework, PlanProposal

_LONGEST_CODE = 20


class PlanFileForm(forms.Form):
    """Takes a file that needs no more words."""

    file = TableFileField()

    def read_options(self) -> dict[str, Any]:
        """Return what the importer is told beside the file."""
        return {}


class FrameworkFileForm(PlanFileForm):
    """Takes a framework, whose file does not say what it is called."""

    code = forms.CharField(
        label=gettext_lazy("Code of the framework"),
        max_length=_LONGEST_CODE,
        validators=[
            RegexValidator(r"\A[A-Za-z0-9-]+\Z", gettext_lazy("Use Latin letters and digits."))
        ],
        help_text=gettext_lazy(
            "Codes of its skills begin with it: DC3-1.1. A known code changes that framework."
        ),
    )
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200)
    name_my = forms.CharField(label=gettext_lazy("Name in Burmese"), max_length=200)
    retires_missing = forms.BooleanField(
        label=gettext_lazy("Retire the skills that the file has no more"),
        help_text=gettext_lazy(
            "They stay recorded, with all that names them, and are not offered."
        ),
        required=False,
    )
    field_order = ("code", "name_my", "name_en", "file", "retires_missing")

    def read_options(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "code": told["code"],
            "names": {"en": clean(told["name_en"]), "my": clean(told["name_my"])},
            "retires_missing": told["retires_missing"],
        }


class LevelsFileForm(PlanFileForm):
    """Takes the levels of a framework that is recorded."""

    framework = forms.ModelChoiceField(
        Framework.objects.order_by("code"),
        label=gettext_lazy("Framework"),
        to_field_name="code",
    )
    field_order = ("framework", "file")

    def read_options(self) -> dict[str, Any]:
        return {"framework": self.cleaned_data["framework"].code}


_FORMS = {
    PlanProposal.Kind.FRAMEWORK: FrameworkFileForm,
    PlanProposal.Kind.LEVELS: LevelsFileForm,
}


def build_file_form(kind: PlanProposal.Kind, *args: Any) -> PlanFileForm:
    """Return the form for a file of the kind."""
    return _FORMS.get(kind, PlanFileForm)(*args)
