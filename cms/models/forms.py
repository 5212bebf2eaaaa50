"""Forms with which Wagtail edits our pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class QuizPageForm(WagtailAdminPageForm):
    """Lets a quiz draw only from banks that the person may edit; a bank drawn already may stay."""

    def clean(self) -> dict[str, Any]:
        # Wagtail's chooser lists only what the person may see, but a browser may send any id.
        cleaned = super().clean()
        banks = self.formsets["banks"]
        if self.for_user and banks.is_valid() and any(map(self._is_foreign, banks.forms)):
            self.add_error(None, _("A question bank belongs to another agency."))
        return cleaned

    def _is_foreign(self, row: forms.ModelForm) -> bool:
        bank = row.cleaned_data.get("bank") if "bank" in row.changed_data else None
        return bank is not None and not bank.permissions_for_user(self.for_user).can_edit()
