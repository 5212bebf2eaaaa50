"""Makes a question bank of a file: where it stands, how it is called, and what is brought."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page

from cms.access.row_policy import current_person
from cms.models import BankPage
from cms.models.base import find_free_slug
from cms.office.content.choose_place import ChoosePlaceView, NewKeyField, PlaceForm
from cms.office.content.question_files import BringQuestionsForm
from cms.question_files import bring_file
from people.text import clean


class NewBankForm(PlaceForm, BringQuestionsForm):
    """Asks for the place, the title and the file."""

    key = NewKeyField()
    title = forms.CharField(label=gettext_lazy("Title of the bank"), max_length=255)
    field_order = ("language", "shelf", "title", "file", "text")

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])


class NewBankView(ChoosePlaceView):
    """Shows the form; a POST makes the bank as a draft and leads to what is in the file."""

    model = BankPage
    page_title = gettext_lazy("Bring questions into a new bank")
    header_icon = "upload"
    template_name = "cms/office/question_bring_new.html"
    index_url_name = "bank-pages:index"

    def get_form(self) -> NewBankForm:
        told = {"files": self.request.FILES} if self.request.method == "POST" else {}
        return cast(NewBankForm, self.build_place_form(NewBankForm, told, key=uuid.uuid4()))

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        key = form.cleaned_data["key"]
        locale = Locale.objects.get(language_code=form.cleaned_data["language"])
        shelf = self.find_shelf(form.cleaned_data["shelf"], locale)
        with transaction.atomic():
            # Locked: of a form that is sent twice at once the second finds the bank of the first.
            Page.objects.select_for_update().get(pk=shelf.pk)
            if written := BankPage.objects.filter(translation_key=key).first():
                return redirect(reverse("bank_bring", args=[written.pk]))
            return self._write(form, shelf)

    def _write(self, form: NewBankForm, shelf: Page) -> HttpResponse:
        person, told = current_person(self.request), form.cleaned_data
        slug = find_free_slug(told["title"], told["key"])
        bank = BankPage(translation_key=told["key"], title=told["title"], slug=slug)
        bank.locale, bank.live, bank.owner = shelf.locale, False, person
        shelf.add_child(instance=bank)
        bank.save_revision(user=person)
        content, name = form.read_content()
        file = bring_file(bank, content, file_name=name, by=person)
        return redirect("bank_file", bank.pk, file.pk)
