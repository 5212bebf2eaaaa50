"""Takes pictures that authors upload: whole, so that no page fails on one later, and bare."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.office.media.usage import tell_usage
from people.imports.cells import InvalidValue
from people.pictures import read_picture, strip_picture


class WholePictureField(WagtailImageField):
    """Wagtail's field, which fails with an error 500 on a picture without its end.

    What a camera wrote into a picture stays with its author: originals leave with questions.
    """

    def to_python(self, data: Any) -> Any:
        return super().to_python(_take_picture(data))


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not declared on the class: forms that leave the file out would have it all the same.
        if field := self.fields.get("file"):
            self.fields["file"] = WholePictureField(
                label=field.label, required=field.required, widget=field.widget
            )
        tell_usage(self, kwargs.get("user"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile) and file.name:
            # Security: renditions are named after it and are read by whoever knows the name. One
            # could be guessed, and "right.png" would say which answer is right.
            file.name = f"{secrets.token_hex(16)}{PurePath(file.name).suffix.lower()}"
        return file


class PortraitForm(AvatarPreferencesForm):
    """Wagtail's form of a person's own picture, which takes one of any size."""

    def clean_avatar(self) -> Any:
        self.cleaned_data["avatar"] = _take_picture(self.cleaned_data.get("avatar"))
        return super().clean_avatar()


def _take_picture(file: Any) -> Any:
    """Return a new file bare, or refuse it in the author's words; a stored one stays as it is."""
    if not isinstance(file, UploadedFile):
        return file
    try:
        read_picture(file)
    except InvalidValue as wrong:
        raise ValidationError(wrong.message) from wrong
    finally:
        file.seek(0)  # the form that is shown again reads it, too
    return SimpleUploadedFile(file.name or "", strip_picture(file.read()))
