from django.urls import reverse

from certification.actions.requests import request_action, submit_appeal
from tests.cms.office.certificates.test_requests import page_of


def test_the_list_begins_with_what_was_asked_last(client, registrar, own):
    earlier = request_action(own, "revoke", by=registrar, reason="fraud")
    later = submit_appeal(own, by=own.person, reason="revocation", text="It was not me.")
    page = client.get(reverse("certificate-acts:index")).content.decode()
    assert page.index(page_of(later)) < page.index(page_of(earlier))
