"""Many questions get tag, skill, level and difficulty at once, and lose them again at once."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.models import BankPage
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.plan.factories import SkillFactory

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.django_db]


def read_known(bank):
    draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
    return [(one.tags, one.skill_id, one.level, one.difficulty) for one in draft.items.all()]


def test_what_is_ticked_is_set_and_taken_back(
    client, trainer, own, foreign, django_assert_max_num_queries
):
    items = [f.item(f"Which is {n}?", order=n) for n in range(60)]
    bank = f.put_bank(own["shelf"], slug="many", items=items)
    bank.get_latest_revision_as_object().save_revision()
    skill, address = SkillFactory(), reverse("bank_list", args=[bank.pk])
    ticked = [str(item.translation_key) for item in bank.items.all()[:2]]
    sent = {"question": ticked, "added_tag": "Seals", "set_skill": skill.pk, "set_level": 3}
    with django_assert_max_num_queries(65):  # as many for two as for sixty
        done = client.post(f"{address}?kind=single", sent)
    assert done.url.startswith(f"{address}?kind=single&changed=")
    before = [("", None, None, "")] * 60
    assert read_known(bank) == [("Seals", skill.pk, 3, "")] * 2 + before[2:]
    assert PageLogEntry.objects.get(action="question.classify").data["count"] == 2
    undo = client.get(done.url).context["changed"]
    assert client.post(address, {"undo": undo}).status_code == 302
    assert read_known(bank) == before
    # Another version came since: what its author saw stays.
    assert client.post(address, {"undo": undo}).status_code == 302
    assert client.post(f"{address}?words=which", {"all": 1, "added_tag": "a"}).status_code == 302
    assert {one[0] for one in read_known(bank)} == {"a"}
    client.post(address, {"question": ticked, "removed_tag": "A", "added_tag": "b"})
    assert [one[0] for one in read_known(bank)][:3] == ["b", "b", "a"]
    tags = ",".join("cdefghijkl")
    for wrong in (
        {"added_tag": "x"},
        {"question": ticked},
        {"question": ticked, "added_tag": tags},
    ):
        answer = client.post(address, wrong)
        assert answer.status_code == 422
        assert answer.context["classify"].errors
    far = reverse("bank_list", args=[foreign["bank"].pk])
    assert client.post(far, sent)["Location"] == reverse("wagtailadmin_home")
