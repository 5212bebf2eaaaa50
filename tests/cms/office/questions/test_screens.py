"""A bank as a list, one question of it, and a quiz that its author tries."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import BankPage
from cms.models.forms import MOST_INLINE_QUESTIONS
from courses.items import withdraw_item_version
from courses.models import Attempt, AttemptItem, Item, ItemStatistics, ItemVersion, Quiz
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.sign_in import signed_in
from tests.plan.factories import SkillFactory

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.django_db]


def question_form(item, *, seen="", **changes):
    blocks = [
        {
            "id": one.id,
            "type": "option",
            "value": {"text": str(one.value["text"]), "media": streamfield([])},
        }
        for one in item.options
    ]
    blocks[0]["value"]["is_correct"] = "on"
    rows = [(one["type"], one["value"], one["id"]) for one in blocks]
    form = nested_form_data(
        {
            "kind": "single",
            "stem": rich_text("<p>What is a seal?</p>"),
            "passage": rich_text(""),
            "hint": rich_text(""),
            "feedback": rich_text(""),
            "options": streamfield([(kind, value) for kind, value, _id in rows]),
            "media": streamfield([]),
        }
    )
    form |= {f"options-{place}-id": one for place, (_kind, _value, one) in enumerate(rows)}
    return form | {"seen": seen, **changes}


def list_of(bank, **asked):
    return reverse("bank_list", args=[bank.pk]), asked


def test_a_question_is_written_found_and_taken_out_in_drafts_of_its_bank(client, trainer, own):
    bank = own["bank"]
    item, other = bank.items.all()
    address = reverse("bank_question", args=[bank.pk, item.translation_key])
    seen = client.get(address).context["seen"]
    tags = {"tags": "Law, ဥပဒေ, law", "difficulty": "hard", "note": "From the act of 2021"}
    assert client.post(address, question_form(item, seen=seen, **tags)).status_code == 302

    def found(**asked):
        rows = client.get(reverse("bank_list", args=[bank.pk]), asked).context["questions"]
        return [(row.words, str(row.state)) for row in rows]

    assert found(tag="LAW") == found(words="seal") == [("What is a seal?", "changed")]
    assert found(words="act 2021", difficulty="hard") == found(state="changed")
    assert [state for _words, state in found()] == ["changed", "published"]
    # Learners are asked what was published, until the bank is.
    assert Item.objects.get(key=item.translation_key).tags == []
    late = client.post(address, question_form(item, seen=seen))
    assert late.status_code == 422
    assert client.post(reverse("bank_question_add", args=[bank.pk]), question_form(item)).url
    gone = reverse("bank_question", args=[bank.pk, other.translation_key])
    assert client.post(gone, {"act": "remove"}).status_code == 302
    assert [state for _words, state in found()] == ["changed", "draft"]
    bank.refresh_from_db()
    versions = ItemVersion.objects.count()
    bank.latest_revision.publish()
    assert Item.objects.get(key=item.translation_key).tags == ["law", "ဥပဒေ"]
    assert ItemVersion.objects.count() == versions + 2
    assert not Item.objects.get(key=other.translation_key).is_live
    withdraw_item_version(
        ItemVersion.objects.get(item__key=item.translation_key, number=2), note="!"
    )
    assert ("What is a seal?", "withdrawn") in found()


def test_tags_change_what_is_drawn_and_make_no_version(own):
    item = own["bank"].items.first()
    before = ItemVersion.objects.count()
    page = BankPage.objects.get(pk=own["bank"].pk)
    [*_all] = page.items.all()
    changed = page.items.get(pk=item.pk)
    changed.tags, changed.difficulty = "Seals", "easy"
    page.items.add(changed)
    page.save_revision().publish()
    known = Item.objects.get(key=item.translation_key)
    assert (known.tags, known.difficulty, len(known.option_order)) == (["seals"], "easy", 3)
    assert ItemVersion.objects.count() == before


def test_figures_stand_beside_questions_and_poor_ones_come_first(
    client, own, shelf, django_assert_max_num_queries
):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    bank = own["bank"]
    quiz = Quiz.objects.get(key=own["quiz"].translation_key)
    good, poor = (
        ItemVersion.objects.get(item__key=item.translation_key) for item in bank.items.all()
    )
    facts = {"answered": 40, "upper": 13, "lower": 13, "quiz": quiz}
    rows = [
        ItemStatistics(version=good, asked=40, facility=0.7, discrimination=0.4, is_poor=False),
        ItemStatistics(version=poor, asked=40, facility=0.1, discrimination=-0.2, is_poor=True),
    ]
    rows[1].weaknesses = ["hard"]
    for row in rows:
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
    address = reverse("bank_list", args=[bank.pk])

    def found(**asked):
        rows = client.get(address, asked).context["questions"]
        return [(row.key, row.figures and row.figures.line.discrimination) for row in rows]

    told = (good.item.key, "0.40"), (poor.item.key, "-0.20")
    skill = SkillFactory()
    draft = BankPage.objects.get(pk=bank.pk)
    first, _second = draft.items.all()
    first.skill = skill
    draft.items.add(first)
    draft.save_revision()
    assert found(words="personal") == [told[0]]
    # Session, account and rights, what Wagtail asks at each page, and the list, its filters,
    # states and figures: all there is, once the process has read this version of the bank.
    for asked in ({}, {"order": "poor"}, {"words": "personal", "state": "changed"}):
        with django_assert_max_num_queries(10):
            assert told[0] in found(skill=skill.pk, **asked)
    assert found() == [*told]
    assert found(order="poor") == found(order="hard") == [*reversed(told)]
    assert found(poor="on") == [told[1]]
    html = client.get(address, {"order": "poor"}).content.decode()
    assert html.index("To look at") < html.index("Tells people apart well")
    assert reverse("question_statistics", args=[poor.pk]) in html
    ItemStatistics.objects.update(asked=settings.SMALLEST_GROUP - 1)
    assert found(order="poor") == [(good.item.key, None), (poor.item.key, None)]


def test_a_large_bank_opens_and_keeps_what_its_page_does_not_show(client, trainer, own, shelf):
    count = MOST_INLINE_QUESTIONS + 1
    items = [f.item(f"Which is {n}?", order=n) for n in range(count)]
    bank = f.put_bank(own["bank"].get_parent(), slug="large", title="Large", items=items)
    edit = reverse("wagtailadmin_pages:edit", args=[bank.pk])
    assert reverse("bank_list", args=[bank.pk]) in client.get(edit).content.decode()
    form = {"title": "Renamed", "slug": "large", "action-publish": "1"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    assert client.post(edit, form).status_code == 302
    bank.refresh_from_db()
    assert (bank.title, bank.items.count()) == ("Renamed", count)
    assert len(client.get(reverse("bank_list", args=[bank.pk])).context["questions"]) == 50


def test_an_author_tries_a_quiz_and_nothing_of_it_is_kept(client, trainer, own):
    quiz, stem = own["quiz"], "Which is new?"
    page = BankPage.objects.get(pk=own["bank"].pk)
    page.items.add(f.item(stem, order=9))
    for item in page.items.all():
        item.locale = page.locale
    page.save_revision()
    drawn = client.get(reverse("quiz_try", args=[quiz.pk]))
    assert re.search(r"\?paper=\d+$", drawn.url)
    paper = client.get(drawn.url)
    assert stem in paper.content.decode()
    assert stem not in client.get(f"{drawn.url}&of=published").content.decode()
    assert paper.context["shared"].percent == 100  # all are drawn
    for word in ("is_correct", "Because it names"):
        assert word not in paper.content.decode()
    rights = {
        item.translation_key: next(one.id for one in item.options if one.value["is_correct"])
        for item in page.items.all()
    }
    asked = {question.position: question for question in paper.context["questions"]}
    answers = {"shown": list(asked)}
    for place, question in asked.items():
        right = next(one.id for one in question.options if one.id in rights.values())
        answers[f"q{place}"] = right
    result = client.post(drawn.url, answers)
    assert (result.context["result"].score, result.context["result"].passed) == (100, True)
    # Each by its own key, though none of them is in a table yet.
    shown = result.context["questions"]
    assert not any(question.is_corrected for question in shown)
    assert "Because it names" in result.content.decode()
    assert all([o.is_chosen for o in one.options if o.is_right] == [True] for one in shown)
    assert client.post(drawn.url, {"shown": "99", "q99": "x"}).status_code == 409
    assert not Attempt.objects.exists()
    assert not AttemptItem.objects.exists()


def test_questions_and_trials_are_for_those_who_write_them(client, trainer, foreign):
    bank = foreign["bank"]
    quiz = f.put_quiz(foreign["course"], bank)
    item = bank.items.first()
    addresses = [
        reverse("bank_list", args=[bank.pk]),
        reverse("bank_question_add", args=[bank.pk]),
        reverse("bank_question", args=[bank.pk, item.translation_key]),
        reverse("quiz_try", args=[quiz.pk]),
    ]
    home = reverse("wagtailadmin_home")
    assert {client.get(one).headers.get("Location") for one in addresses} == {home}
    assert client.post(addresses[2], {"act": "remove"}).headers["Location"] == home
    assert bank.items.filter(pk=item.pk).exists()
