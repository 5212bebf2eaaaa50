"""The inventory in the words of whoever reads it."""

import pytest
from django.utils import translation

from people.privacy.inventory import Keeping, PersonalData, Reader, list_personal_data


def make_entry(kept, rule=""):
    return PersonalData("k", "Things", "For this", (), (Reader.HOLDER,), kept, rule)


def test_what_is_kept_for_days_says_how_many(settings):
    settings.RETENTION_DAYS = {"codes": 12}
    with translation.override("en"):
        assert make_entry(Keeping.DAYS, "codes").kept_in_words == "12 days at most."
        told = make_entry(Keeping.ACCOUNT, "codes").kept_in_words
    assert told.endswith("What is over is deleted after 12 days.")
    assert "၁၂" in make_entry(Keeping.DAYS, "codes").kept_in_words


def test_every_rule_that_an_entry_names_has_its_days(settings):
    rules = {entry.rule for entry in list_personal_data() if entry.rule}
    assert rules <= set(settings.RETENTION_DAYS)
    assert all(entry.rule for entry in list_personal_data() if entry.kept is Keeping.DAYS)


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["my", "en"])
def test_everybody_reads_all_of_it_in_both_languages(client, language):
    page = client.get(f"/{language}/privacy/data/").content.decode()
    untold = [e.key for e in list_personal_data() if f'<h2 id="{e.key}"' not in page]
    assert untold == []
    assert page.index('<h2 id="names"') < page.index('<h2 id="enrolments"')
