"""The command that withdraws a version of a question."""

import uuid

import pytest
from django.core.management import CommandError, call_command

from courses.models import ItemVersion
from tests.courses.factories import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make_item()


def test_an_older_version_is_withdrawn_by_its_number(version):
    newer = make_item(key=version.item.key, answer_key=("b",))
    call_command("withdraw_question", str(version.item.key), note="Wrong.", number=1)
    withdrawn = ItemVersion.objects.exclude(withdrawn_at=None).get()
    assert (withdrawn, withdrawn == newer) == (version, False)


def test_an_unknown_question_is_refused():
    with pytest.raises(CommandError, match="no such version"):
        call_command("withdraw_question", str(uuid.uuid4()), note="Wrong.")


def test_the_command_withdraws_the_newest_or_the_one_named(version):
    call_command("withdraw_question", str(version.item.key), note="Wrong.")
    assert ItemVersion.objects.get(pk=version.pk).withdrawn_at
    with pytest.raises(CommandError, match="no such version"):
        call_command("withdraw_question", str(version.item.key), note="Wrong.", number=9)
    with pytest.raises(CommandError, match="Say why"):
        call_command("withdraw_question", str(version.item.key), note=" ")
