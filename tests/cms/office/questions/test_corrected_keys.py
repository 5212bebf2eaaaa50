"""A key that two people corrected reaches the bank, whatever kind it is of."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.users.models import UserProfile

from cms.models import BankPage
from cms.office.questions.corrected_keys import CorrectedKey, KeyOvertaken, take_over_keys
from cms.publishing.schedule import run_schedule
from cms.questions.drafts import build_item
from cms.questions.parts import merge_keys, read_parts
from courses.interchange import ItemDraft
from courses.items.corrections import approve_key, ask_key
from courses.items.keys import load_keys
from courses.items.kinds import find_kind
from courses.models import ItemVersion, KeyCorrection
from people.models import Agency, Person
from tests.cms import factories as f
from tests.people.factories import PersonFactory, RoleFactory
from tests.people.sign_in import sign_in

AN_HOUR = dt.timedelta(hours=1)
OPTIONS = {"a": "One", "b": "Two", "c": "Three"}
KINDS = [
    ("single", {"options": OPTIONS}, lambda ids: ([ids[0]], [ids[1]])),
    ("multiple", {"options": OPTIONS}, lambda ids: (ids[:1], ids[:2])),
    (
        "select_text",
        {"options": OPTIONS, "passage": "<p>[[a]], [[b]] or [[c]]</p>"},
        lambda ids: ([ids[0]], ids[1:]),
    ),
    ("true_false", {}, lambda ids: (["true"], ["false"])),
    (
        "numeric",
        {},
        lambda ids: (
            {"value": "5", "tolerance": "0", "units": {"m": "1", "km": "100"}},
            {"value": "5.5", "tolerance": "0.1", "units": {"m": "1", "km": "1000"}},
        ),
    ),
    ("short_text", {}, lambda ids: ({"accepted": ["Seal"]}, {"accepted": ["Stamp", "တံဆိပ်"]})),
    (
        "cloze",
        {"passage": "<p>A [[g1]].</p>", "targets": {"g1": ""}},
        lambda ids: ({"gaps": {"g1": ["Seal"]}}, {"gaps": {"g1": ["Seal", "Stamp"]}}),
    ),
]


def write_item(kind, key, **words):
    return build_item(ItemDraft(kind=kind, stem="", answer_key=key, language="en", **words))


@pytest.mark.parametrize(("kind", "words", "keys"), KINDS, ids=[kind for kind, *_ in KINDS])
def test_a_question_of_each_kind_takes_the_key_once_and_back(kind, words, keys):
    old, _new = keys(["a", "b", "c"])
    item = build_item(
        ItemDraft(kind=kind, stem="<p>?</p>", answer_key=old, language="en", **words)
    )
    parts = read_parts(item)
    version = ItemVersion(kind=kind, answer_key=parts.answer_key)
    ids = sorted(parts.words["options"], key=lambda one: parts.words["options"][one])
    old, new = parts.answer_key, keys(ids)[1]
    if kind == "cloze":
        new = {"gaps": dict.fromkeys(old["gaps"], new["gaps"]["g1"])}
    fold = find_kind(kind).fold_key
    known = CorrectedKey(version)
    known.add(KeyCorrection(answer_key=new))
    assert known.write_into(item)
    assert fold(read_parts(item).answer_key) == fold(new)
    assert not known.write_into(item)
    # A further correction takes it back.
    known.add(KeyCorrection(answer_key=old))
    assert known.write_into(item)
    assert fold(read_parts(item).answer_key) == fold(old)


def test_words_of_a_translation_stay_where_they_are():
    first, second = (
        build_item(
            ItemDraft(kind="short_text", stem="", answer_key={"accepted": [one]}, language="en")
        )
        for one in ("Seal", "တံဆိပ်")
    )
    merged = merge_keys("short_text", [read_parts(one).answer_key for one in (first, second)])
    known = CorrectedKey(ItemVersion(kind="short_text", answer_key=merged))
    known.add(KeyCorrection(answer_key={"accepted": ["seal", "တံဆိပ်", "Stamp"]}))
    assert known.write_into(first)
    assert read_parts(first).answer_key == {"accepted": ["Seal", "Stamp"]}


@pytest.mark.parametrize("right", [["c"], ["gone"]])
def test_a_key_that_the_author_changed_meanwhile_is_left_to_them(right):
    item = write_item("single", ["c"], options=OPTIONS)
    [block] = [one for one in item.options if one.value["text"] == "One"]
    known = CorrectedKey(ItemVersion(kind="single", answer_key=["other"]))
    known.add(KeyCorrection(answer_key=[block.id] if right == ["c"] else right))
    with pytest.raises(KeyOvertaken):
        known.write_into(item)


@pytest.fixture
def bank(shelf):
    return f.put_asked_bank(shelf)


@pytest.fixture
def trainers(bank):
    agency = bank.get_parent().specific.agency
    roles = [RoleFactory(kind="trainer", agency=agency) for _number in range(2)]
    return [Person.objects.get(pk=role.person_id) for role in roles]


def correct(bank, trainers, place=1):
    """Have both trainers agree that the answer at the place is right."""
    first, second = trainers
    item = bank.items.first()
    version = ItemVersion.objects.filter(item__key=item.translation_key).latest("number")
    right = [item.options[place].id]
    approve_key(ask_key(version, right, reason="The law says so.", by=first), by=second)
    return version, right


def key_in(page):
    return read_parts(page.items.first()).answer_key


@pytest.mark.django_db
@pytest.mark.any_database
class TestBanks:
    def test_it_is_published_with_the_bank_and_makes_no_version(self, bank, trainers):
        version, right = correct(bank, trainers)
        assert take_over_keys(bank, by=trainers[1], publishes=True) == 1
        page = BankPage.objects.get(pk=bank.pk)
        assert (page.live_revision_id, page.has_unpublished_changes) == (
            page.latest_revision_id,
            False,
        )
        assert key_in(page) == right
        assert ItemVersion.objects.filter(item=version.item).count() == 1
        assert take_over_keys(bank, by=trainers[1], publishes=True) == 0
        # Whatever comes next has the right key.
        draft = page.get_latest_revision_as_object()
        first, second = draft.items.all()
        first.stem = "<p>Said better?</p>"
        draft.items = [first, second]
        draft.save_revision().publish()
        newest = ItemVersion.objects.filter(item=version.item).latest("number")
        assert (newest.number, load_keys([newest])[newest.pk]) == (2, right)

    def test_it_waits_in_a_draft_where_something_else_does(self, bank, trainers):
        draft = bank.get_latest_revision_as_object()
        draft.title = "Begun"
        draft.save_revision()
        _version, right = correct(bank, trainers)
        assert take_over_keys(bank, by=trainers[1], publishes=True) == 1
        page = BankPage.objects.get(pk=bank.pk)
        draft = page.get_latest_revision_as_object()
        assert (draft.title, key_in(draft), page.title) == ("Begun", right, "Questions")
        assert key_in(page) != right

    def test_where_reviewers_publish_it_waits_for_them(self, bank, trainers):
        Agency.objects.update(publishing=Agency.Publishing.REVIEWER)
        _version, right = correct(bank, trainers)
        assert take_over_keys(bank, by=trainers[1], publishes=True) == 1
        page = BankPage.objects.get(pk=bank.pk)
        assert key_in(page.get_latest_revision_as_object()) == right
        assert key_in(page) != right

    def test_nobody_else_writes_it(self, bank, trainers):
        correct(bank, trainers)
        assert take_over_keys(bank, by=PersonFactory(), publishes=True) == 0
        Page.objects.filter(pk=bank.pk).update(
            locked=True, locked_by=trainers[0], locked_at=timezone.now()
        )
        assert take_over_keys(bank, by=trainers[1]) == 0

    @pytest.mark.parametrize("drafts_key", [False, True])
    def test_what_goes_live_by_itself_brings_no_old_key_back(self, bank, trainers, drafts_key):
        draft = bank.get_latest_revision_as_object()
        first, second = draft.items.all()
        first.stem = "<p>Said better?</p>"
        draft.items, draft.go_live_at = [first, second], timezone.now() + AN_HOUR
        scheduled = draft.save_revision()
        scheduled.publish()
        version, right = correct(bank, trainers)
        if drafts_key:  # newer than what was approved, and right already
            draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
            first, second = draft.items.all()
            for block in first.options:
                block.value["is_correct"] = block.id in right
            draft.items = [first, second]
            draft.save_revision()
        assert take_over_keys(bank, by=trainers[1], publishes=True) == (0 if drafts_key else 1)
        past = timezone.now() - AN_HOUR
        Revision.objects.filter(pk=scheduled.pk).update(approved_go_live_at=past)
        run_schedule()
        newest = ItemVersion.objects.filter(item=version.item).latest("number")
        assert (newest.number, load_keys([newest])[newest.pk]) == (2, right)

    def test_publishing_another_question_brings_no_old_key_back(self, bank, trainers):
        version, right = correct(bank, trainers)
        bank.save_revision().publish()
        assert load_keys([version])[version.pk] == right
        assert ItemVersion.objects.filter(item=version.item).count() == 1


@pytest.mark.django_db
def test_the_list_and_the_question_offer_it_to_the_author(client, bank, trainers):
    correct(bank, trainers)
    sign_in(client, trainers[0])
    UserProfile.objects.update_or_create(user=trainers[0], defaults={"preferred_language": "en"})
    address = reverse("bank_list", args=[bank.pk])
    item = bank.items.first()
    form = reverse("bank_question", args=[bank.pk, item.translation_key])
    told = "Take corrected keys over"
    assert told in client.get(address).content.decode()
    assert "Take the corrected key over" in client.get(form).content.decode()
    assert client.post(form, {"act": "take_over"}).url == form
    assert told not in client.get(address).content.decode()
    # Taken back by hand: it is told again, and taken over for all.
    draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
    draft.items = [*bank.items.all()]
    draft.save_revision()
    assert told in client.get(address).content.decode()
    assert client.post(address, {"take_over": "all"}).status_code == 302
    assert told not in client.get(address).content.decode()
    # The author decides where the answers are others.
    correct(bank, trainers, place=2)
    draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
    first, second = draft.items.all()
    first.kind = "multiple"
    draft.items = [first, second]
    draft.save_revision()
    assert "mark what is right yourself" in client.get(form).content.decode()
    page = client.get(address).content.decode()
    assert "look at it yourself" in page
    assert told not in page
    # Sent from a page that was opened before.
    for sent, asked in ((address, {"take_over": "all"}), (form, {"act": "take_over"})):
        answer = client.post(sent, asked, follow=True)
        assert [one.level_tag for one in answer.context["messages"]] == ["warning"]
