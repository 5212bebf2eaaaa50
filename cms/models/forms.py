"""Forms with which Wagtail edits our pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks.base import BlockField
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from certification.models import CertificateKind, Design
from cms.access.media_scope import find_foreign_media
from courses.models import AnswersShown
from people.access import agencies_for, has_global_access
from people.agencies import name_sectors
from people.models import Agency, Person, Role
from people.text.formatting import number

_BODY = "body"
_QUESTION = ("media", "options")
_FOREIGN_MEDIA = _("A picture, document or package belongs to another agency.")
_LINK = "DOCUMENT"  # what the editor calls a link to a document
# So many questions open within two seconds on a cheap computer.
MOST_INLINE_QUESTIONS = 50


class PageCopyForm(CopyForm):
    """Copies pages, and makes no alias: `courses` takes only pages with words of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        self.fields["new_slug"].initial = self._suggest_slug()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_address(cleaned)
        if cleaned.get("publish_copies"):
            for page in self._list_published_pages(with_parts=cleaned.get("copy_subpages", False)):
                for problem in page.list_problems():
                    self.add_error("publish_copies", f"{page.title}: {problem.words}")
        return cleaned

    def _check_address(self, cleaned: dict[str, Any]) -> None:
        """Ask the rules of the page itself: upstream compares siblings only, and would fail."""
        title, slug = cleaned.get("new_title", ""), cleaned.get("new_slug")
        if not slug:
            return
        copy = self.page.specific_class(title=title, slug=slug, translation_key=uuid4())
        try:
            copy.clean()
        except forms.ValidationError as refused:
            if "new_slug" not in self.errors:
                self.add_error("new_slug", refused.message_dict.get("slug", refused.messages))

    def _suggest_slug(self) -> str:
        """Return an address that is free; upstream offers that of the original."""
        # A title in Burmese makes none, so whoever writes one would meet it again, as taken.
        taken = set(Page.objects.filter(slug__startswith=self.page.slug[:60]).values_list("slug"))
        offered = (f"{self.page.slug[:90]}-{number}" for number in count(2))
        return next(slug for slug in offered if (slug,) not in taken)

    def _list_published_pages(self, *, with_parts: bool) -> Any:
        """Return the pages whose copies would be published."""
        parts = self.page.get_descendants(inclusive=True)
        pages = (parts if with_parts else parts.filter(pk=self.page.pk)).live().specific()
        return [page for page in pages if hasattr(page, "list_problems")]


class ShelfForm(WagtailAdminPageForm):
    """Leaves the agency of a shelf to administrators.

    A trainer makes shelves below their own, each for an agency under it that has none.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("agency")
        if field is None or self.for_user is None or has_global_access(self.for_user):
            return
        if self.instance.pk:
            del self.fields["agency"]
        else:
            field.queryset = self._list_free_agencies()

    def _list_free_agencies(self) -> Any:
        """Return the agencies under the person's roles and under the shelf above, without one."""
        above = getattr(self.parent_page.specific, "agency", None)
        below = Agency.objects.under(*([above] if above else [])).filter(shelves=None)
        return below & agencies_for(self.for_user, Role.Kind.TRAINER)


class CoursePageForm(WagtailAdminPageForm):
    """Offers as owners the trainers of the agency of the course, and of those above it."""

    sectors = forms.MultipleChoiceField(
        label=_("sectors that it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )

    certificate_design = forms.ChoiceField(label=_("design of the certificate"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sectors" in self.fields:
            self._offer_sectors()
        if "certificate_design" in self.fields:
            self._offer_designs()
        if self.is_bound:
            self._leave_unsent_streams()
        if self.is_bound and "pass_rule" in self.fields:
            self._forget_foreign_quizzes()
        self._holds_foreign_picture = self.is_bound and self._forget_foreign_picture()
        if "course_owner" in self.fields:
            shelf = self.parent_page or self.instance.get_parent()
            self.fields["course_owner"].queryset = _list_trainers(shelf.specific)

    def _offer_sectors(self) -> None:
        """Offer the sectors of agencies, and those that the course has already."""
        known = Agency.objects.exclude(sector="").order_by().values_list("sector", flat=True)
        found = {*known.distinct(), *self.instance.sectors}
        field: Any = self.fields["sectors"]
        field.choices = list(name_sectors(found).items())
        field.help_text = self.instance._meta.get_field("sectors").help_text

    def _offer_designs(self) -> None:
        """Offer the designs that serve the agency of the course, and the one it has already."""
        shelf: Any = (self.parent_page or self.instance.get_parent()).specific
        serving = Design.objects.serving(shelf.agency).filter(
            kind=CertificateKind.COURSE, retired_at=None, versions__published_at__isnull=False
        )
        own = Design.objects.filter(key=self.instance.certificate_design)
        found = Design.objects.filter(Q(pk__in=serving) | Q(pk__in=own))
        field: Any = self.fields["certificate_design"]
        names = [(one.key, str(one)) for one in found]
        field.choices = [("", _("that of the nearest agency")), *names]
        field.help_text = self.instance._meta.get_field("certificate_design").help_text

    def _leave_unsent_streams(self) -> None:
        """Leave what was not sent as it is: upstream fails without the number of its blocks."""
        for name, field in list(self.fields.items()):
            if isinstance(field, BlockField) and f"{self.add_prefix(name)}-count" not in self.data:
                del self.fields[name]

    def _forget_foreign_quizzes(self) -> None:
        """Leave out quizzes of other courses: Wagtail's chooser tells the title of any number."""
        parts = self.instance.get_descendants() if self.instance.pk else Page.objects.none()
        own = set(map(str, parts.values_list("pk", flat=True)))
        sent: Any = self.data  # type: ignore[has-type]
        data = sent.copy()
        for name in [one for one in data if one.startswith("pass_rule-")]:
            if name.endswith("-value-quiz") and data[name] not in own:
                data[name] = ""
        self.data = data

    def _forget_foreign_picture(self) -> bool:
        """Leave out a picture of another agency, of which the form would show the title.

        Return whether there was one; what stood there already may stay.
        """
        name, sent = self.add_prefix("picture"), str(self.data.get(self.add_prefix("picture"), ""))
        if self.for_user is None or sent in ("", str(self.instance.picture_id)):
            return False
        if not find_foreign_media(self.for_user, [(get_image_model(), sent)]):
            return False
        self.data = self.data.copy()
        self.data[name] = ""
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self._holds_foreign_picture:
            self.add_error("picture", _FOREIGN_MEDIA)
        # A day of its own ends the review that was begun: it is what a review is for.
        if "review_by" in self.changed_data and cleaned.get("review_by"):
            self.instance.review_begun_on = None
        return cleaned


def _list_trainers(shelf: Any) -> QuerySet[Person]:
    agency = getattr(shelf, "agency", None)
    if agency is None:
        return Person.objects.none()
    units = [agency.pk, *(unit.pk for unit in agency.get_ancestors())]
    roles = Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.TRAINER, agency__in=units)
    people = Person.objects.filter(pk__in=roles.values("person"), is_active=True)
    return people.order_by(Person.name_order(), "pk")


class BankPageForm(WagtailAdminPageForm):
    """Leaves the questions of a large bank as they are: each has a form of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "items" in self.formsets and len(self.instance.items.all()) > MOST_INLINE_QUESTIONS:
            del self.formsets["items"]
        # A list: each of the forms is looked at.
        foreign = [
            drop_foreign_media(row, self.for_user, _QUESTION) for row in self._list_sent_rows()
        ]
        self._holds_foreign_media = any(foreign)

    def _list_sent_rows(self) -> list[forms.ModelForm]:
        has_rows = self.is_bound and "items" in self.formsets
        return self.formsets["items"].forms if has_rows else []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._holds_foreign_media:
            self.add_error(None, _FOREIGN_MEDIA)
        return cleaned


class BankItemForm(WagtailAdminModelForm):
    """Takes pictures and sounds of the person's agencies only, in the form of one question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        foreign = self.is_bound and drop_foreign_media(self, self.for_user, _QUESTION)
        self._holds_foreign_media = foreign

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._holds_foreign_media:
            self.add_error(None, _FOREIGN_MEDIA)
        return cleaned


class QuizPageForm(WagtailAdminPageForm):
    """Lets a quiz draw only from banks that the person may edit; a bank drawn already may stay."""

    def clean(self) -> dict[str, Any]:
        # Wagtail's chooser lists only what the person may see, but a browser may send any id.
        cleaned = super().clean()
        banks = self.formsets["banks"]
        named = [*banks.forms, *self.formsets["sections"].forms]
        is_valid = banks.is_valid() and self.formsets["sections"].is_valid()
        foreign = [row for row in named if self._is_foreign(row)] if is_valid else []
        if self.for_user and foreign:
            self.add_error(None, _("A question bank belongs to another agency."))
            self._forget_choice(foreign)
        elif banks.is_valid():
            self._check_rules(cleaned)
        return cleaned

    def _check_rules(self, cleaned: dict[str, Any]) -> None:
        sections = self.formsets["sections"]
        rows = _list_kept(sections) if sections.is_valid() else []
        if rows and cleaned.get("draw_count"):
            self.add_error("draw_count", _("The sections say how many: leave this empty."))
        elif not rows:
            self._require_enough_questions(cleaned.get("draw_count") or 0)
        banks = {row["bank"].translation_key for row in _list_kept(self.formsets["banks"])}
        if any(row["bank"] and row["bank"].translation_key not in banks for row in rows):
            self.add_error(None, _("A section draws from a question bank of this quiz only."))
        is_ending = cleaned.get("answers_shown") == AnswersShown.AFTER_LAST
        if is_ending and not cleaned.get("attempt_limit"):
            told = _("Right answers after the last attempt: say how many attempts there are.")
            self.add_error("attempt_limit", told)

    def _require_enough_questions(self, drawn: int) -> None:
        banks = [row["bank"] for row in _list_kept(self.formsets["banks"])]
        offered = len({item.translation_key for bank in banks for item in bank.items.all()})
        if drawn > offered:
            told = gettext(
                "The banks hold %(offered)s questions. Draw as many at most, or leave this empty."
            )
            self.add_error("draw_count", told % {"offered": number(offered)})

    def _forget_choice(self, rows: list[forms.ModelForm]) -> None:
        # Wagtail's chooser tells the title of whatever number it was sent.
        for row in rows:
            row.data = {**row.data, row.add_prefix("bank"): ""}

    def _is_foreign(self, row: forms.ModelForm) -> bool:
        bank = row.cleaned_data.get("bank") if "bank" in row.changed_data else None
        return bank is not None and not bank.permissions_for_user(self.for_user).can_write()


def _list_kept(rows: Any) -> list[dict[str, Any]]:
    """Return what the forms of a list hold that stay in it."""
    return [
        row.cleaned_data
        for row in rows.forms
        if row.cleaned_data and not row.cleaned_data["DELETE"]
    ]


class BodyPageForm(WagtailAdminPageForm):
    """Takes media of the person's agencies only; what stands in the text already may stay."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_foreign_media = False
        # Before the form is checked: whatever else is wrong, it is shown again as it was sent.
        if self.is_bound and self.for_user and _BODY in self.fields:
            self._holds_foreign_media = drop_foreign_media(self, self.for_user, [_BODY])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._holds_foreign_media:
            self.add_error(None, _FOREIGN_MEDIA)
        return cleaned


def drop_foreign_media(form: Any, person: Person | None, names: Iterable[str]) -> bool:
    """Leave out the numbers of foreign media, whose titles would be shown with the form.

    Return whether there were any in the streams of the names; what stood there already may stay.
    """
    found = False
    for name in names if person else ():
        foreign = _find_added_media(form, person, name) if name in form.fields else {}
        if foreign:
            form.data, found = _without(form, name, foreign), True
    return found


def _find_added_media(form: Any, person: Any, name: str) -> dict[type[Model], set[str]]:
    prefix = form.add_prefix(name)
    sent = form.fields[name].widget.value_from_datadict(form.data, form.files, prefix)
    stands = getattr(form.instance, name)
    added = set(_list_references(sent)) - set(_list_references(stands))
    return find_foreign_media(person, added) if added else {}


def _without(form: Any, field: str, foreign: dict[type[Model], set[str]]) -> Any:
    numbers = set().union(*foreign.values())
    data, start = form.data.copy(), f"{form.add_prefix(field)}-"
    for name in [one for one in data if one.startswith(start) and "-value" in one]:
        if data[name] in numbers:
            data[name] = ""
        elif f'"{_LINK}"' in data[name]:
            data[name] = _without_links(data[name], foreign.get(get_document_model(), set()))
    return data


def _list_references(body: Any) -> Iterator[tuple[type[Model], str]]:
    for model, key, *_path in body.stream_block.extract_references(body):
        yield model, str(key)


def _without_links(text: str, numbers: set[str]) -> str:
    """Return what the editor sent of a text, its links to these documents leading nowhere."""
    content = json.loads(text)
    for entity in content.get("entityMap", {}).values():
        if entity.get("type") == _LINK and str(entity["data"].get("id")) in numbers:
            entity["data"] = {}
    return json.dumps(content)
