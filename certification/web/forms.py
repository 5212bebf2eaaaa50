"""Validates what a verifier brings: a code, a file, the text of a credential, a list of codes."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from certification.facts.codes import parse_code
from certification.verification.bulk.upload import (
    MAX_LIST_BYTES,
    CodeRow,
    read_code_list,
)
from certification.verification.files import MAX_FILE_BYTES, MAX_TEXT_BYTES
from people.imports.cells import InvalidValue
from people.imports.decoding import decode_any
from plan.models import Skill


class SkillField(forms.ModelChoiceField):
    """A competence; its framework stands beside it, for several have skills of the same name."""

    def __init__(self) -> None:
        skills = Skill.objects.offered()
        super().__init__(skills, label=_("Skill"), to_field_name="code")

    def label_from_instance(self, skill: Skill) -> str:
        return f"{skill.name} · {skill.framework.name}"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the certificate"),
        help_text=_(
            "Twelve letters and digits beside the square. Spaces and dashes do not matter."
        ),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Return the code, also from the whole address of a verify page."""
        code = parse_code(self.cleaned_data["code"].rpartition("/verify/")[2])
        if code is None:
            raise ValidationError(
                _("A code has twelve letters and digits. Please compare it with the paper.")
            )
        return code


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The certificate as a file"),
        help_text=_("The PDF, or its credential as JSON or JWT, up to 5 MB. It is not kept."),
        required=False,
        allow_empty_file=True,  # an empty file gets a verdict, like any other
    )
    credential = forms.CharField(
        label=_("The text of a credential"),
        required=False,
        max_length=MAX_TEXT_BYTES // 2,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MAX_FILE_BYTES:
            raise ValidationError(
                _("The file is larger than 5 MB, so it is no certificate of ours.")
            )
        return file

    def clean(self) -> None:
        given = self.cleaned_data.get("file") is not None or self.cleaned_data.get("credential")
        if not self.errors and not given:
            raise ValidationError(_("Please choose a file."))

    def content(self) -> bytes:
        file: UploadedFile | None = self.cleaned_data["file"]
        return file.read() if file is not None else self.cleaned_data["credential"].encode()


class CodeListForm(forms.Form):
    """Validates a list of codes; once valid, ``rows`` and ``text`` hold what was read."""

    rows: Sequence[CodeRow]
    text: str
    file = forms.FileField(
        label=_("A list as a file"),
        help_text=_(
            "CSV with a code in each line, and behind it the name if you like: up to 5,000 lines "
            "and 1 MB. It is not kept."
        ),
        required=False,
        allow_empty_file=True,
    )
    list = forms.CharField(
        label=_("Or the list itself"),
        help_text=_("One code a line."),
        required=False,
        strip=False,
        max_length=MAX_LIST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> None:
        """Read the rows, so that their errors are shown like those of any other form."""
        file: UploadedFile | None = self.cleaned_data.get("file")
        if file and (file.size or 0) > MAX_LIST_BYTES:
            raise ValidationError(_("The list is larger than 1 MB. Please divide it."))
        content = file.read() if file else self.cleaned_data.get("list", "").encode()
        try:
            self.rows, self.text = read_code_list(content), decode_any(content)
        except InvalidValue as wrong:
            raise ValidationError(wrong.message) from wrong
