"""Shows a person what is held about them, and lets them choose how letters are written."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.access import who_manages
from people.accounts.cards import find_standing_card
from people.accounts.contacts import pending_email, pending_phone
from people.accounts.slips import slips_of
from people.messaging import choose_letters, optional_kinds
from people.models import Person
from people.postings import posting_on
from people.privacy.erasure_requests import find_open_request
from people.web.accounts.contacts import signed_in_person
from people.web.accounts.forms import LettersForm


@never_cache
@require_safe
@login_required
def show_details(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    today = timezone.localdate()
    posting = posting_on(person, today)
    context = {
        "today": today,
        "person": person,
        "posting": posting,
        "charges": person.additional_postings.lasting_beyond(today).select_related("agency"),
        "has_served": bool(posting) or person.postings.exists(),
        "roles": person.current_roles,
        "pending_email": pending_email(person),
        "pending_phone": pending_phone(person),
        "slips": slips_of(person),
        "card": find_standing_card(person),
        "name_request": person.name_requests.waiting().first(),
        "erasure": find_open_request(person),
        "transfer": person.transfers.waiting().select_related("agency").first(),
        "letters": _describe_letters(person),
        "helpers": who_manages(posting.agency) if posting else [],
        "now": timezone.now(),
    }
    return render(request, "people/details.html", context)


def _describe_letters(person: Person) -> list[tuple[object, bool]]:
    kinds = optional_kinds().items()
    return [(label, kind not in person.unwanted_letters) for kind, label in kinds]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_letters(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    wanted = [kind for kind in optional_kinds() if kind not in person.unwanted_letters]
    initial = {"language": person.language, "wanted": wanted}
    form = LettersForm(request.POST or None, initial=initial)
    if not (form.is_bound and form.is_valid()):
        return render(request, "people/letters_form.html", {"form": form})
    choose_letters(person, **form.cleaned_data)
    messages.success(request, _("Your choice is kept."))
    return redirect("people:details")
