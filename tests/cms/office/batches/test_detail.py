import pytest
from django.urls import reverse

from people.models import Agency
from tests.certification.batch_factories import (
    make_batch,
    worked_off,
)
from tests.cms.office.batches.screens import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("machinery")]


@pytest.mark.parametrize("view", ["detail", "progress", "files", "register"])
def test_a_foreign_batch_is_not_found_in_any_view(client, registrar, country, view):
    office = Agency.objects.get(pk=country["MOH-1"].pk)
    batch = worked_off(make_batch(1, office=office))
    assert client.get(url(view, batch)).status_code == 404
    assert client.post(url("act", batch), {"act": "retry"}).status_code == 404


def test_the_pages_cost_the_same_for_any_number_of_people(
    client,
    registrar,
    country,
    django_assert_max_num_queries,
):
    few = make_batch(2, office=country["MOE-1"], by=registrar)
    many = make_batch(70, office=country["MOE-1"], by=registrar)
    client.get(url("detail", few))
    for batch in (few, many):
        with django_assert_max_num_queries(24):
            client.get(url("detail", batch))
        with django_assert_max_num_queries(12):
            client.get(url("progress", batch))
    with django_assert_max_num_queries(24):
        listing = client.get(reverse("batches:index")).content.decode()
    assert url("detail", few) in listing
