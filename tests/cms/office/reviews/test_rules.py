"""The secretariat says how reviews go on; pages pass from author to reviewer to editor."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import ReviewRules
from people.models import Agency
from tests.cms.reviews.people import again, somebody, write
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.any_database


def open_as(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_page_goes_from_author_to_reviewer_to_editor(own, author, reviewer, reviewed):
    top = AgencyFactory(code="GOV", kind="government")
    reviewed.move(again(top), "last-child")
    ministry = again(reviewed)
    secretary = Client()
    signed_in(secretary, "secretariat", agency=again(top), language="en")
    rules = reverse("review_rules")
    assert f"agency-{ministry.pk}-days" in secretary.get(rules).content.decode()
    names = {"agency": ministry.pk, f"agency-{ministry.pk}-editor": ministry.pk}
    assert secretary.post(rules, names).status_code == 422  # no agency above
    names |= {f"agency-{ministry.pk}-editor": top.pk, f"agency-{ministry.pk}-days": 3}
    assert secretary.post(rules, names)["Location"] == rules
    assert (ReviewRules.objects.get().editor, ReviewRules.objects.get().days) == (top, 3)

    page = write(own["module"], author)
    address, day = reverse("page_review", args=[page.pk]), timezone.localdate()
    offered = open_as(author).get(address).context["submit_form"].initial["due_on"]
    assert offered == day + dt.timedelta(days=3)
    past = {"act": "submit", "due_on": day - dt.timedelta(days=1)}
    assert open_as(author).post(address, past).context["submit_form"].errors.keys() == {"due_on"}
    open_as(author).post(address, {"act": "submit", "due_on": day + dt.timedelta(days=9)})
    review = page.reviews.get()
    assert review.due_on == day + dt.timedelta(days=9)

    said = {"act": "comment", "review": review.pk, "words": "Is this the new law?"}
    open_as(reviewer).post(address, said)
    assert "Is this the new law?" in open_as(author).get(address).content.decode()
    assert 'value="pass_on"' in open_as(reviewer).get(address).content.decode()
    # Ticked in the list it goes on too, where editors have the last word.
    open_as(reviewer).post(reverse("reviews"), {"review": [review.pk]})
    assert again(review).passed_by == reviewer
    editor = somebody("reviewer", again(top))
    open_as(editor).post(address, {"act": "publish", "review": review.pk})
    assert again(page).title == "Anew"


def test_rules_of_others_are_not_touched(own, reviewed):
    client = Client()
    signed_in(client, "secretariat", agency=AgencyFactory(code="MOX"))
    assert client.get(reverse("review_rules")).context["rows"] == []
    client.post(reverse("review_rules"), {"agency": reviewed.pk})
    assert not ReviewRules.objects.exists()
    assert Agency.objects.get(pk=reviewed.pk).publishing == Agency.Publishing.REVIEWER
