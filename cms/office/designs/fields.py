"""Defines form fields of certificate designs: long texts, pictures, and signatories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.designs import MAX_SIGNATORIES
from certification.designs.images import InvalidImage, prepare_signature
from cms.office.base.fields import NamesField, NamesWidget

SIGNATORY_PLACES = range(1, MAX_SIGNATORIES + 1)


class _LongNamesWidget(NamesWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        # In the same order as the fields of `NamesField`, which reads them by place.
        self.widgets = [
            forms.Textarea(attrs={"lang": code, "rows": 4, "maxlength": 255})
            for code in settings.CONTENT_LANGUAGES
        ]


class LongNamesField(NamesField):
    widget = _LongNamesWidget


class PictureField(forms.FileField):
    """A PNG or JPEG file, cleaned to a PNG in bytes."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg"})

    def __init__(self, make: Any, **kwargs: Any) -> None:
        self.make = make
        super().__init__(required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        # Nothing was uploaded. What is kept is decided by the form, which knows the draft before.
        if not isinstance(file, UploadedFile):
            return None
        try:
            return self.make(file)
        except InvalidImage as error:
            raise forms.ValidationError(str(error)) from error


def build_signatory_fields(row: int) -> dict[str, forms.Field]:
    """Return the fields of one row; a row without a place does not sign."""
    places = [("", gettext("Does not sign")), *((place, str(place)) for place in SIGNATORY_PLACES)]
    return {
        f"place_{row}": forms.TypedChoiceField(
            label=_("Place from the left"),
            choices=places,
            coerce=int,
            empty_value=None,
            required=False,
        ),
        f"names_{row}": NamesField(label=_("Name"), required=False),
        f"positions_{row}": NamesField(label=_("Position"), required=False),
        f"image_{row}": PictureField(
            prepare_signature,
            label=_("Picture of the signature"),
            help_text=_("Dark ink on white paper, PNG or JPEG. It may stay empty."),
        ),
        f"image_off_{row}": forms.BooleanField(label=_("Take the picture away"), required=False),
    }
