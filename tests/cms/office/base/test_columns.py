import pytest
from django.utils.translation import override
from wagtail.users.models import UserProfile

from people.text.formatting import official_date
from tests.cms.office.registry import listed


@pytest.mark.parametrize("language", ["my", "en"])
def test_the_day_of_issue_is_written_out_in_the_readers_language(client, registrar, own, language):
    chosen = {"preferred_language": language}
    UserProfile.objects.update_or_create(user=registrar, defaults=chosen)
    with override(language):
        day = official_date(own.issued_at)
    assert f"<td>{day}</td>" in listed(client)
