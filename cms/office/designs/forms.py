"""Defines the forms of designs: the identity of one, and the content of a version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from certification.designs import DesignDraft, DesignProblem, DraftSignatory
from certification.designs.images import prepare_emblem
from certification.facts import BUILT_IN_DESIGN
from certification.models import Design, DesignVersion
from cms.office.base.fields import AgencyField, NamesField
from cms.office.designs.fields import (
    SIGNATORY_PLACES,
    LongNamesField,
    PictureField,
    build_signatory_fields,
)
from people.access import agencies_for, has_global_access, roles_of
from people.models import Agency, Person, Role

_COLOUR_LABELS = {
    "primary": _("Frame and headings"),
    "accent": _("Ornament"),
    "ink": _("Words"),
    "muted": _("Small words"),
    "paper": _("Colour of the paper"),
}
_WORDING_LABELS = {
    "title": _("Title"),
    "statement": _("What is certified"),
    "completed": _("Before the day of completion"),
    "score": _("Before the score"),
    "expires": _("Before the day of expiry"),
    "check": _("Above the code"),
    "note": _("Note in small type (may stay empty)"),
}
CHANGED_MESSAGE = _("Somebody else has changed this draft since you opened it. Open it again.")


class DesignForm(forms.ModelForm):
    """Asks for the name and agency of a design; ``person`` chooses among agencies of theirs."""

    names = NamesField(label=_("Name of the design"))

    class Meta:
        model = Design
        fields = ["names", "key", "kind", "agency"]
        labels = {"key": _("Short name in Latin letters"), "kind": _("For certificates of")}
        help_texts = {"key": _("It is written on no certificate, and cannot be changed later.")}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without an agency the design serves the whole country, which only its registrars say.
        at_root = any(role.agency.is_root() for role in roles_of(person, Role.Kind.REGISTRAR))
        self.fields["agency"] = AgencyField(
            agencies_for(person, Role.Kind.REGISTRAR),
            label=_("Agency"),
            required=not (has_global_access(person) or at_root),
            help_text=_("Code or whole name. It serves this agency and all under it."),
        )

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        # Facts name the design of a certificate by its key; this one means "no row".
        if key == BUILT_IN_DESIGN.rpartition("-")[0]:
            raise forms.ValidationError(_("The built-in look has this name. Choose another."))
        return key

    def clean_agency(self) -> Agency | None:
        agency: Agency | None = self.cleaned_data["agency"]
        return agency


class DraftForm(forms.Form):
    """Asks for everything of a version. Pictures of ``before`` stay unless replaced."""

    paper = forms.ChoiceField(label=_("Paper"), choices=DesignVersion.Paper.choices)
    background = forms.ChoiceField(label=_("Background"), choices=DesignVersion.Background.choices)
    emblem = PictureField(
        prepare_emblem,
        label=_("Emblem"),
        help_text=_("PNG or JPEG, at most 2 MB. It stands at the head of the sheet."),
    )
    emblem_off = forms.BooleanField(label=_("Take the emblem away"), required=False)
    emblem_text = NamesField(
        label=_("What the emblem shows"),
        required=False,
        help_text=_("For those who cannot see it."),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, before: DesignDraft, stamp: str, **kwargs: Any) -> None:
        self.before, self.now = before, stamp
        kwargs["initial"] = {**_draft_initial(before), "stamp": stamp}
        super().__init__(*args, **kwargs)
        for name, label in _COLOUR_LABELS.items():
            self.fields[f"colour_{name}"] = forms.CharField(
                label=label, max_length=7, widget=forms.TextInput(attrs={"type": "color"})
            )
        for name, label in _WORDING_LABELS.items():
            kind = LongNamesField if name in ("statement", "note") else NamesField
            self.fields[f"wording_{name}"] = kind(label=label, required=name != "note")
        # A form set would need a script to add rows; there are few places, so all are shown.
        for place in SIGNATORY_PLACES:
            self.fields.update(build_signatory_fields(place))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # Checked first, so that nobody corrects a form that cannot be saved. Saving compares once
        # more, under its lock.
        if cleaned.get("stamp") != self.now:
            raise forms.ValidationError(CHANGED_MESSAGE)
        places = [cleaned.get(f"place_{row}") for row in SIGNATORY_PLACES]
        taken = [place for place in places if place]
        if len(taken) != len(set(taken)):
            raise forms.ValidationError(_("Two people have the same place. Give each their own."))
        return cleaned

    def draft(self) -> DesignDraft:
        """Return what was written, once the form is valid."""
        cleaned = self.cleaned_data
        emblem = None if cleaned["emblem_off"] else cleaned["emblem"] or self.before.emblem
        return DesignDraft(
            paper=cleaned["paper"],
            background=cleaned["background"],
            colours={name: cleaned[f"colour_{name}"].lower() for name in _COLOUR_LABELS},
            wording={
                name: _both_languages(cleaned[f"wording_{name}"]) for name in _WORDING_LABELS
            },
            emblem=emblem,
            emblem_text=cleaned["emblem_text"] if emblem else {},
            signers=tuple(self.signer(row) for row in self.order()),
        )

    def order(self) -> list[int]:
        """Return the rows that sign, by their places."""
        places = {row: self.cleaned_data[f"place_{row}"] for row in SIGNATORY_PLACES}
        return sorted((row for row in SIGNATORY_PLACES if places[row]), key=places.__getitem__)

    def signer(self, row: int) -> DraftSignatory:
        cleaned, old = self.cleaned_data, self.before.signers[row - 1 : row]
        kept = old[0].image if old else None
        image = None if cleaned[f"image_off_{row}"] else cleaned[f"image_{row}"] or kept
        return DraftSignatory(
            _both_languages(cleaned[f"names_{row}"]),
            _both_languages(cleaned[f"positions_{row}"]),
            image,
        )

    def add_problems(self, problems: list[DesignProblem]) -> None:
        for problem in problems:
            self.add_error(self.field_of(problem.field), problem.message)

    def field_of(self, field: str) -> str | None:
        part, _dot, rest = field.partition(".")
        if part == "signatories":
            return f"names_{self.order()[int(rest) - 1]}" if rest else None
        return {"colours": f"colour_{rest}", "wording": f"wording_{rest}"}.get(part, part)

    def colour_fields(self) -> Iterator[Any]:
        return (self[f"colour_{name}"] for name in _COLOUR_LABELS)

    def wording_fields(self) -> Iterator[Any]:
        return (self[f"wording_{name}"] for name in _WORDING_LABELS)

    def signatory_rows(self) -> Iterator[dict[str, Any]]:
        for row in SIGNATORY_PLACES:
            old = self.before.signers[row - 1 : row]
            has_image = bool(old and old[0].image)
            names = [
                name for name in build_signatory_fields(row) if has_image or "_off_" not in name
            ]
            fields = [self[name] for name in names]
            yield {"number": row, "fields": fields, "has_image": has_image}


# A field that was left empty still has its key: validation asks for each language by name.
def _both_languages(names: dict[str, str] | None) -> dict[str, str]:
    return {code: (names or {}).get(code, "") for code in settings.CONTENT_LANGUAGES}


def _draft_initial(draft: DesignDraft) -> dict[str, Any]:
    initial: dict[str, Any] = {"paper": draft.paper, "background": draft.background}
    initial |= {"emblem_text": draft.emblem_text}
    initial |= {f"colour_{name}": draft.colours.get(name, "") for name in _COLOUR_LABELS}
    initial |= {f"wording_{name}": draft.wording.get(name) for name in _WORDING_LABELS}
    for row, who in enumerate(draft.signers, 1):
        initial |= {f"place_{row}": row, f"names_{row}": who.names}
        initial |= {f"positions_{row}": who.positions}
    return initial
