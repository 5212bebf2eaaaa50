"""A question keeps every version that was ever asked."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from courses.models import Item, ItemVersion
from tests.courses.factories import make_item

pytestmark = pytest.mark.django_db


def test_a_version_number_is_given_once():
    version = make_item()
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemVersion.objects.create(
            item=version.item,
            number=version.number,
            kind=version.kind,
            content={},
            answer_key=[],
            digest="0" * 64,
            published_at=version.published_at,
        )


def test_a_question_that_has_versions_is_not_deleted():
    version = make_item()
    with pytest.raises(ProtectedError):
        version.item.delete()
    assert Item.objects.filter(pk=version.item_id).exists()
