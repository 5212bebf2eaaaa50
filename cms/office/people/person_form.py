"""Defines the form of a person: who they are, their roles, and a new posting."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from cms.office.base.fields import (
    AgencyField,
    NamesField,
    OfficeForm,
    WholeNumberWidget,
    office_formfield,
)
from people.accounts import (
    cancel_waiting_codes,
    has_second_step,
    remove_second_step,
    tell_of_changed_contact,
)
from people.models import Agency, Person, Posting, Role, validate_service_day
from people.postings import PostingOutOfOrder, correct_posting, end_posting, post_person
from people.text.formatting import day_before, lang_name, official_date
from people.text.names import bare_name, validate_name
from people.web.fields import LastDayField


class _BaseRoleFormSet(BaseInlineFormSet):
    """Writes who gave and who ended a role; ``by`` is set before it is saved."""

    by: Person

    def clean(self) -> None:
        super().clean()
        seen: list[Role] = []
        for form in self.forms:
            if form.is_valid() and form.has_changed() and _find_clashes(form.instance, seen):
                form.add_error(None, _("The person has this role on a day of these already."))
            seen.append(form.instance)

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Role:
        form.instance.given_by, form.instance.given_at = self.by, timezone.now()
        return super().save_new(form, commit=commit)

    def save_existing(self, form: forms.ModelForm, instance: Role, commit: bool = True) -> Role:
        if "valid_to" in form.changed_data:
            form.instance.planned_to = form.initial.get("valid_to")
            is_ended = form.instance.valid_to is not None
            form.instance.ended_by = self.by if is_ended else None
            form.instance.ended_at = timezone.now() if is_ended else None
        return super().save_existing(form, instance, commit=commit)


def _find_clashes(role: Role, others: list[Role]) -> bool:
    """Return whether one of the other rows of the form gives the same role on the same day."""
    return any(
        (role.agency_id, role.kind, role.acting_for_id)
        == (other.agency_id, other.kind, other.acting_for_id)
        and not (role.is_void or other.is_void)
        and role.valid_from < (other.valid_to or dt.date.max)
        and other.valid_from < (role.valid_to or dt.date.max)
        for other in others
    )


_ROLE_LABELS: Any = {"agency": _("Agency")}
_RoleFormSet: Any = inlineformset_factory(
    Person,
    Role,
    formset=_BaseRoleFormSet,
    fk_name="person",
    fields=["kind", "agency", "valid_from", "valid_to"],
    labels=_ROLE_LABELS,
    formfield_callback=office_formfield,
    extra=1,
    can_delete=False,  # a role ends, and stays on record
)
_POSTING_FIELDS = ("posted_to", "position", "grade", "posted_from")
_LEAVING_FIELDS = ("left_on", "end_reason")
_CORRECTION_FIELDS = ("corrected", "corrected_from", "corrected_to", "correction_reason")


class _ServiceDayField(forms.DateField):
    """Takes a day on which a posting may begin or end; none is needed."""

    widget = AdminDateInput
    default_validators = [validate_service_day]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class _LastServiceDayField(LastDayField):
    """Takes the last day of a posting, as pages show it; none is needed."""

    default_validators = [validate_service_day]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=AdminDateInput(), **kwargs)


class PersonForm(OfficeForm):
    FIELDS = (
        "username",
        "staff_number",
        "honorific",
        "name_my",
        "name_en",
        "is_name_confirmed",
        "email",
        "phone",
        "gender",
        "language",
        "audience",
        "is_active",
    )

    password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty: the password stays as it is."),
    )
    removes_second_step = forms.BooleanField(
        label=_("Take the second step away"),
        required=False,
        help_text=_(
            "Only for who has lost the phone or key and the recovery codes. They are told."
        ),
    )
    posted_to = AgencyField(Agency.objects.all(), label=_("Posted to"), required=False)
    position = NamesField(label=_("Position"), required=False)
    grade = forms.IntegerField(
        label=_("Grade"), required=False, min_value=1, max_value=13, widget=WholeNumberWidget()
    )
    posted_from = _ServiceDayField(label=_("Posted from"))
    left_on = _LastServiceDayField(
        label=_("Last day of service"), help_text=_("The day counts as served.")
    )
    end_reason = forms.ChoiceField(
        label=_("Why the person leaves"),
        choices=[("", "–"), *Posting.EndReason.choices],
        required=False,
        help_text=_("Nobody who died is written to any more."),
    )

    corrected = forms.ModelChoiceField(
        Posting.objects.none(), label=_("Posting to correct"), required=False
    )
    corrected_from = _ServiceDayField(label=_("Began on"))
    corrected_to = _LastServiceDayField(
        label=_("Last day"), help_text=_("The day counts as served. Empty: it goes on.")
    )
    correction_reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            postings = self.instance.postings.select_related("agency")
            self.fields["corrected"].queryset = postings
        self.fields["corrected"].label_from_instance = _describe_posting
        if not (self.instance.pk and has_second_step(self.instance)):
            del self.fields["removes_second_step"]
        if not self.instance.pk:
            self.initial.setdefault("is_name_confirmed", True)
        self._offer_languages()
        for field in ("name_my", "name_en"):
            self.fields[field].validators.append(validate_name)
        # A second form on one page: its rows are saved with the person or not at all.
        self.roles = _RoleFormSet(
            self.data if self.is_bound else None, instance=self.instance, prefix="roles"
        )

    def _offer_languages(self) -> None:
        """Let one choose among the languages offered, and the recorded one if it is known."""
        known = {self.instance.language} & dict(settings.LANGUAGES).keys()
        codes = dict.fromkeys([*settings.OFFERED_LANGUAGES, *known])
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            choices=[(code, lang_name(code)) for code in codes],
        )

    def posting_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _POSTING_FIELDS]

    def correction_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _CORRECTION_FIELDS]

    def leaving_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _LEAVING_FIELDS]

    def person_fields(self) -> list[forms.BoundField]:
        elsewhere = (*_POSTING_FIELDS, *_CORRECTION_FIELDS, *_LEAVING_FIELDS)
        return [field for field in self.visible_fields() if field.name not in elsewhere]

    def clean_staff_number(self) -> str | None:
        # The column is unique: citizens have none, and two empty texts would clash.
        return self.cleaned_data["staff_number"] or None

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, self.instance)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("name_my", "name_en"):
            cleaned[name] = bare_name(cleaned.get(name, ""), cleaned.get("honorific", ""))
        if any(cleaned.get(name) for name in _CORRECTION_FIELDS):
            for name in ("corrected", "corrected_from", "correction_reason"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A correction needs a posting, a day and a reason."))
            self._try_correction(cleaned)
        has_day = cleaned.get("left_on") or "left_on" in self.errors
        if cleaned.get("end_reason") and not has_day:
            self.add_error("left_on", _("Write the last day of service too."))
        if any(cleaned.get(name) for name in _POSTING_FIELDS):
            for name in ("posted_to", "position", "posted_from"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A new posting needs a place, a position and a day."))
        return cleaned

    def is_valid(self) -> bool:
        if not (super().is_valid() and self.roles.is_valid()):
            return False
        last = self.instance.pk and self.instance.postings.order_by("valid_from").last()
        self._check_order(last or None)
        return not self.errors

    def _check_order(self, last: Posting | None) -> None:
        """Add an error if a posting would begin, or end, before what is recorded already."""
        day, left_on = self.cleaned_data.get("posted_from"), self.cleaned_data.get("left_on")
        agency = self.cleaned_data.get("posted_to")
        if day and last and (last.valid_to or last.valid_from) > day:
            self.add_error("posted_from", _("A later posting is recorded already."))
        if day and agency and agency.valid_to and agency.valid_to <= day:
            self.add_error("posted_to", _("This agency is closed on that day."))
        begins = day or (last.valid_from if last and not last.valid_to else None)
        if left_on and begins is None and last and last.valid_to:
            message = _("The last posting ended on %(day)s. If that is wrong, correct its days.")
            last_day = official_date(day_before(last.valid_to))
            self.add_error("left_on", message % {"day": last_day})
        elif left_on and begins is None:
            self.add_error("left_on", _("The person is posted nowhere."))
        elif left_on and begins and left_on <= begins:
            self.add_error("left_on", _("The person leaves before the posting begins."))

    @transaction.atomic
    def save(self, commit: bool = True) -> Person:
        if self.cleaned_data["password"]:
            self.instance.set_password(self.cleaned_data["password"])
        elif not self.instance.pk:
            self.instance.set_unusable_password()
        person = super().save(commit=commit)
        if {"password", "email", "phone"} & {*self.changed_data}:
            # An administrator takes an account out of wrong hands: no code in them opens it again.
            cancel_waiting_codes(person)
        if self.cleaned_data.get("removes_second_step"):
            remove_second_step(person, by=self.for_user)
        self._trust_contacts(person)
        self.roles.instance, self.roles.by = person, self.for_user
        self.roles.save()
        self.post(person)
        return person

    def post(self, person: Person) -> None:
        cleaned = self.cleaned_data
        if cleaned["posted_to"]:
            post_person(
                person,
                cleaned["posted_to"],
                position=cleaned["position"],
                grade=cleaned["grade"],
                day=cleaned["posted_from"],
            )
        if cleaned["corrected"]:
            self._correct(person)
        if cleaned["left_on"]:
            end_posting(person, day=cleaned["left_on"], reason=cleaned["end_reason"])

    def _trust_contacts(self, person: Person) -> None:
        """Confirm what was entered: only administrators write here and are taken at their word."""
        entered = [name for name in ("email", "phone") if name in self.changed_data]
        for name in entered:
            tell_of_changed_contact(person, name, former=self.initial.get(name) or "")
            # As it is stored, for the two must agree.
            setattr(person, f"confirmed_{name}", getattr(person, name))
        if entered:
            person.save(update_fields=[f"confirmed_{name}" for name in entered])

    def _try_correction(self, cleaned: dict[str, Any]) -> None:
        """Add an error if the corrected days cannot be; nothing stays written."""
        posting, day = cleaned.get("corrected"), cleaned.get("corrected_from")
        if not (posting and day) or self.errors:
            return
        if any(cleaned.get(name) for name in ("posted_to", "left_on")):
            self.add_error("corrected", _("Correct a posting by itself, then move the person."))
            return
        if (end := cleaned.get("corrected_to")) and end <= day:
            self.add_error("corrected_to", _("The posting ends before it begins."))
            return
        try:
            with transaction.atomic():
                correct_posting(posting, valid_from=day, valid_to=cleaned.get("corrected_to"))
                transaction.set_rollback(True)
        except PostingOutOfOrder as error:
            message = _("It would not fit beside the posting of %(day)s.")
            self.add_error("corrected_from", message % {"day": official_date(error.args[0])})
        posting.refresh_from_db()

    def _correct(self, person: Person) -> None:
        cleaned, posting = self.cleaned_data, self.cleaned_data["corrected"]
        days = {"valid_from": cleaned["corrected_from"], "valid_to": cleaned["corrected_to"]}
        correct_posting(posting, **days)
        # An entry of its own beside that of the form, which holds the days before and after.
        data = {"reason": cleaned["correction_reason"]}
        log(person, "person.correct_posting", user=self.for_user, data=data)


def _describe_posting(posting: Posting) -> str:
    days = official_date(posting.valid_from), official_date(day_before(posting.valid_to)) or "…"
    return f"{posting.agency} · {' – '.join(days)}"
