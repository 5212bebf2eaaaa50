"""Holders see their own certificate and make choices about it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.factories import PersonFactory

BACKEND = "people.accounts.backends.IdentifierBackend"


@pytest.fixture
def holder(client, sealed):
    client.force_login(sealed.person, backend=BACKEND)
    return client


def choose(client, certificate, choice):
    address = reverse("certification:choices", args=[certificate.code])
    return client.post(address, {"choice": choice}, follow=True)


def test_a_holder_makes_and_ends_a_link_on_their_page(holder, sealed):
    page = choose(holder, sealed, "share").content.decode()
    sealed.refresh_from_db()
    assert f"?key={sealed.share_key}" in page
    assert 'role="status"' in page
    assert "?key=" not in choose(holder, sealed, "end_share").content.decode()


def test_a_holder_hides_the_score_and_is_told_what_that_cannot_do(holder, sealed, settings):
    holder.get(reverse("certification:certificate", args=[sealed.code]), {"lang": "en"})
    page = choose(holder, sealed, "hide_score").content.decode()
    assert "whoever has them still sees it" in page
    sealed.refresh_from_db()
    assert sealed.hides_score
    choose(holder, sealed, "show_score")
    sealed.refresh_from_db()
    assert not sealed.hides_score


def test_a_choice_that_is_none_changes_nothing(holder, sealed):
    assert choose(holder, sealed, "revoke").status_code == 422


def test_nobody_else_sees_the_page_or_chooses(client, sealed, registrar):
    address = reverse("certification:certificate", args=[sealed.code])
    assert "/accounts/login/" in client.get(address).url
    for person in (PersonFactory(), registrar):
        client.force_login(person, backend=BACKEND)
        assert client.get(address).status_code == 404
        assert choose(client, sealed, "share").status_code == 404
    sealed.refresh_from_db()
    assert sealed.share_key == ""


def test_a_choice_from_another_site_is_refused(sealed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sealed.person, backend=BACKEND)
    assert choose(client, sealed, "share").status_code == 403


def test_the_page_gathers_the_files(holder, sealed):
    page = holder.get(reverse("certification:certificate", args=[sealed.code])).content.decode()
    assert f"/certificates/{sealed.code}.pdf" in page
    assert f"/credentials/{sealed.uuid}" in page


def test_the_page_of_a_holder_costs_few_queries(holder, sealed, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        holder.get(reverse("certification:certificate", args=[sealed.code]))
