"""Defines form fields of the back office: names by language, and agencies by their code."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import (
    DateField,
    Field,
    ForeignKey,
    JSONField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    Q,
)
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import (
    WagtailAdminModelForm,
    formfield_for_dbfield,
    register_form_field_override,
)
from wagtail.admin.widgets import AdminDateInput

from people.models import END_COLUMNS, Agency
from people.text import clean
from people.text.names import clean_name, validate_letters
from people.web.fields import LastDayField


class NamesWidget(forms.MultiWidget):
    """One text input for each language, each told to the browser in its own ``lang``."""

    template_name = "cms/office/names_widget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        inputs: dict[str, Any] = {
            code: forms.TextInput(attrs={"lang": code}) for code in settings.CONTENT_LANGUAGES
        }
        super().__init__(inputs, attrs)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in settings.CONTENT_LANGUAGES]


class NamesField(forms.MultiValueField):
    """A ``names`` JSON field; empty languages are left out, Zawgyi is turned into Unicode."""

    widget = NamesWidget

    def __init__(self, **kwargs: Any) -> None:
        # Django hands over what a JSON field wants; only these are known here.
        kwargs = {key: kwargs[key] for key in ("label", "help_text", "required") if key in kwargs}
        fields = [
            # Nearly all of these names stand on certificates some day.
            forms.CharField(max_length=255, required=False, validators=[validate_letters])
            for _code in settings.CONTENT_LANGUAGES
        ]
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        names = zip(settings.CONTENT_LANGUAGES, values or [], strict=False)
        return {code: clean_name(text) for code, text in names if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(NamesWidget().decompress(initial), data)


class AgencyField(forms.ModelChoiceField):
    """An agency, found by its code or its whole name."""

    widget = forms.TextInput  # a list of thousands of agencies would be no choice
    default_error_messages = {
        "invalid_choice": _("There is no agency with this code or name here."),
        "several": _("Several agencies have this name. Write the code."),
    }

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        kwargs = {k: v for k, v in kwargs.items() if k not in ("blank", "limit_choices_to")}
        kwargs["help_text"] = kwargs.get("help_text") or _("Code or whole name of the agency.")
        super().__init__(queryset, **{**kwargs, "to_field_name": "code", "empty_label": None})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return Agency.objects.filter(pk=value).values_list("code", flat=True).first()
        return getattr(value, "code", value)

    def to_python(self, value: Any) -> Agency | None:
        if value in self.empty_values or isinstance(value, Agency):
            return value or None
        text = clean(str(value))
        named = Q(code__iexact=text) | Q(names__my=text) | Q(names__en=text)
        # Two are enough to know that the name is not unique.
        found = list((self.queryset or Agency.objects.none()).filter(named)[:2])
        if len(found) == 1:
            return found[0]
        code = "several" if found else "invalid_choice"
        raise forms.ValidationError(self.error_messages[code], code=code)


register_form_field_override(ForeignKey, to=Agency, override={"form_class": AgencyField})


class WholeNumberWidget(forms.TextInput):
    """Takes ၁၂ as well as 12: a browser refuses Burmese digits in an input of type number."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


for whole_number in (PositiveIntegerField, PositiveSmallIntegerField):
    register_form_field_override(whole_number, override={"widget": WholeNumberWidget})


def office_formfield(field: Field, **kwargs: Any) -> forms.Field | None:
    """Return the form field for a column, in the back office's own kinds."""
    if isinstance(field, JSONField):
        return NamesField(label=capfirst(field.verbose_name), required=not field.blank)
    if isinstance(field, DateField) and field.name in END_COLUMNS:
        label, is_needed = capfirst(field.verbose_name), not field.blank
        return LastDayField(label=label, required=is_needed, widget=AdminDateInput())
    return formfield_for_dbfield(field, **kwargs)


class OfficeForm(WagtailAdminModelForm):
    """Edits one row; ``for_user`` is the person at work."""

    class Meta:
        formfield_callback = office_formfield

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, NamesField) and name in cleaned:
                # The form asks for some languages; names in others came from imports and stay.
                kept = getattr(self.instance, name, None) or {}
                others = {k: v for k, v in kept.items() if k not in settings.CONTENT_LANGUAGES}
                cleaned[name] = {**others, **(cleaned[name] or {})}
        return cleaned
