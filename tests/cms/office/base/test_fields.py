"""Names keep their other languages, and an agency is found by code or name."""

from django.urls import reverse

from cms.models import LessonPage
from people.models import Agency
from tests.cms.office.people.test_agencies import FORM


def test_a_new_agency_stands_under_the_one_named_by_code_or_name(client, secretariat):
    form = {**FORM, "code": "MOE-2", "parent": "MOE"}
    assert client.post(reverse("agencies:add"), form).status_code == 302
    new = Agency.objects.get(code="MOE-2")
    assert new.get_parent().code == "MOE"
    assert new.names == {"my": "ဌာနခွဲ", "en": "Branch"}
    form = {**FORM, "code": "G-2", "parent": "Government"}
    client.post(reverse("agencies:add"), form)
    assert Agency.objects.get(code="G-2").get_parent().code == "GOV"


def test_names_in_other_languages_survive_an_edit(client, secretariat, country):
    Agency.objects.filter(code="MOE").update(names={"my": "က", "en": "A", "shn": "လိၵ်ႈ"})
    url = reverse("agencies:edit", args=[country["MOE"].pk])
    client.post(url, {**FORM, "code": "MOE"})
    assert Agency.objects.get(code="MOE").names == {
        "my": "ဌာနခွဲ",
        "en": "Branch",
        "shn": "လိၵ်ႈ",
    }


def test_whole_numbers_are_taken_in_both_sets_of_digits():
    field = LessonPage.get_edit_handler().get_form_class().base_fields["minutes"]
    assert field.widget.input_type == "text"  # a browser refuses ၁၂ in one of type number
    assert [field.clean("၁၂"), field.clean("12")] == [12, 12]
