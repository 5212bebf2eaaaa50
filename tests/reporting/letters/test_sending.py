import datetime as dt
import io

import pytest
from django.core import mail
from django.utils import timezone
from openpyxl import load_workbook

from people.messaging import send_due_messages
from people.models import Message, Role
from reporting.letters import (
    LetterWish,
    begin_letter,
    change_letter,
    end_letter,
    pause_letter,
    resume_letter,
    sending,
)
from reporting.letters.keeping import move_letter
from reporting.letters.sending import find_last_sent, send_due_letters
from reporting.models import FigureLetter
from reporting.months import approve_adjustment, ask_adjustment, lock_month
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = [pytest.mark.django_db]
ONE_DAY = dt.timedelta(days=1)


def letters_in_mail():
    send_due_messages()
    return mail.outbox


def test_a_letter_tells_the_figures_of_the_unit(begin, send, house):
    begin(house.hr)
    assert send() == 1
    (letter,) = letters_in_mail()
    assert letter.to == ["hr@example.gov.mm"]
    assert "Home Affairs" in letter.subject
    assert "Home Affairs · Protecting data · 2" in letter.body
    assert "2 of 4, 2 to go" in letter.body
    assert "North Office · Protecting data" in letter.body
    assert house.people[2].get_full_name() not in letter.body
    assert letter.attachments == []


def test_a_letter_says_what_a_target_counts_and_that_it_is_a_sample(begin, send, house):
    house.target.measure, house.target.positions = "trained", [{"en": "Clerk", "my": "စာရေး"}]
    house.target.save()
    begin(house.hr)
    send()
    (letter,) = letters_in_mail()
    assert letter.body.count("· Trained here · Clerk –") == 1
    assert letter.body.count("· Held now –") == 1
    assert letter.body.count("· sample figure") == 2


def test_it_is_in_the_language_of_its_reader(begin, send, house):
    house.hr.language = "my"
    house.hr.save()
    begin(house.hr)
    send()
    (letter,) = letters_in_mail()
    assert "ပြည်ထဲရေး · ကာကွယ်ခြင်း" in letter.body
    assert "၂" in letter.body


def test_a_period_has_one_letter_whatever_runs_twice(begin, send, house):
    letter = begin(house.hr)
    assert [send(), send(days=1)] == [1, 0]
    # As a worker that was killed behind the message would leave it.
    FigureLetter.objects.filter(pk=letter.pk).update(next_on=timezone.localdate())
    send()
    assert Message.objects.filter(kind="reporting/figures").count() == 1
    letter.refresh_from_db()
    assert letter.next_on > timezone.localdate()
    assert letter.next_on.isoweekday() == 1


def test_after_weeks_without_a_worker_comes_one_letter(begin, send, house):
    letter = begin(house.hr)
    FigureLetter.objects.filter(pk=letter.pk).update(next_on=timezone.localdate() - 30 * ONE_DAY)
    assert send() == 1
    assert send(days=1) == 0


def test_at_quiet_hours_it_waits(begin, send, house):
    begin(house.hr)
    assert [send(hour=22), send(hour=8)] == [0, 1]


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_a_file_goes_along_without_names(begin, send, house, form):
    begin(house.hr, form=form)
    send()
    (letter,) = letters_in_mail()
    ((name, content, _type),) = letter.attachments
    assert name == f"figures-MOHA-{timezone.localdate()}.{form}"
    if form == "csv":
        assert "MOHA,Home Affairs,DC3-4.2" in content
        assert "How it was counted" in content
        assert house.people[2].get_full_name() not in content
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        assert [sheet.title for sheet in book] == ["Targets", "About this file"]
        assert book["Targets"].freeze_panes == "A2"
    if form == "pdf":
        assert content.startswith(b"%PDF")


def test_a_letter_of_a_skill_tells_how_many_hold_it(begin, send, house):
    begin(house.hr, house.north, skill=house.skill)
    send()
    (letter,) = letters_in_mail()
    assert "1 of the 2 people posted there hold “Protecting data” at the level 2" in letter.body


def test_a_letter_can_be_ended_from_the_mail_program(begin, send, house, client):
    letter = begin(house.hr)
    send()
    (sent,) = letters_in_mail()
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in sent.body
    path = "/" + address.split("/", 3)[3]
    assert "Home Affairs" in client.get(path).text
    letter.refresh_from_db()
    assert letter.state == "active"
    for _twice in range(2):
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    letter.refresh_from_db()
    assert (letter.state, letter.end_reason) == ("ended", "link")
    assert client.post(path + "x/").status_code == 404


def test_whoever_lost_the_role_is_told_once_and_gets_nothing(begin, send, house):
    letter = begin(house.hr)
    house.hr.roles.all().delete()
    assert [send(), send(days=1)] == [0, 0]
    (told,) = letters_in_mail()
    assert "Home Affairs" in told.subject
    assert "no longer lets you read" in told.body
    letter.refresh_from_db()
    assert (letter.state, letter.end_reason, letter.next_on) == ("ended", "role", None)


def test_a_role_that_ends_before_the_letter_leaves_withholds_it(begin, send, house):
    begin(house.hr)
    send()
    house.hr.roles.all().delete()
    assert letters_in_mail() == []
    assert not Message.objects.due(timezone.now()).exists()


@pytest.mark.parametrize(("day", "sent"), [(1, 1), (2, 0)])
def test_a_letter_with_another_form_comes_on_its_day_still(begin, send, house, day, sent):
    letter = begin(house.hr)
    change_letter(letter, LetterWish(house.moha, None, None, "weekly", day, "xlsx"))
    assert send() == sent


@pytest.mark.parametrize("act", [pause_letter, end_letter])
def test_what_is_paused_or_ended_is_not_sent(begin, send, house, act):
    act(begin(house.hr))
    assert send() == 0


@pytest.mark.parametrize("act", ["change", "move", "pause", "end"])
def test_a_letter_ended_while_it_was_open_elsewhere_stays_ended(begin, house, act):
    begin(house.hr)
    first, second = FigureLetter.objects.get(), FigureLetter.objects.get()
    end_letter(first, FigureLetter.EndReason.LINK)
    wish = LetterWish(house.gad, None, None, "monthly", 5, "csv")
    {
        "change": lambda: change_letter(second, wish),
        "move": lambda: move_letter(second, house.gad),
        "pause": lambda: pause_letter(second),
        "end": lambda: end_letter(second),
    }[act]()
    letter = FigureLetter.objects.get()
    assert (letter.state, letter.end_reason, letter.next_on) == ("ended", "link", None)


def test_a_letter_resumed_twice_from_two_windows_is_sent_once(begin, send, house):
    begin(house.hr)
    pause_letter(FigureLetter.objects.get())
    first, second = FigureLetter.objects.get(), FigureLetter.objects.get()
    resume_letter(first)
    FigureLetter.objects.update(next_on=timezone.localdate())
    resume_letter(second)
    assert [send(), send()] == [1, 0]


def test_what_is_changed_before_the_mail_leaves_has_no_file_of_something_else(begin, send, house):
    letter = begin(house.hr, form="csv")
    send()
    change_letter(letter, LetterWish(house.moha, None, None, "locked", None, "csv"))
    (sent,) = letters_in_mail()
    assert "2 of 4, 2 to go" in sent.body
    assert sent.attachments == []


def test_what_is_changed_while_it_is_counted_comes_as_it_is_wanted_now(
    begin, send, house, monkeypatch
):
    begin(house.hr)
    gather, wish = sending.gather_facts, LetterWish(house.gad, None, None, "weekly", 1, "csv")

    def count_slowly(*args):
        monkeypatch.setattr(sending, "gather_facts", gather)
        change_letter(FigureLetter.objects.get(), wish)
        return gather(*args)

    monkeypatch.setattr(sending, "gather_facts", count_slowly)
    assert [send(), send()] == [0, 1]
    (sent,) = letters_in_mail()
    assert "Home Affairs" not in sent.subject
    assert sent.attachments[0][0].startswith("figures-GAD-")


def test_a_closed_unit_hands_its_letter_to_what_took_its_place(begin, send, house):
    letter = begin(house.hr, house.north)
    house.north.valid_to, house.north.successor = timezone.localdate(), house.south
    house.north.save()
    assert send() == 1
    letter.refresh_from_db()
    assert letter.unit == house.south
    house.south.valid_to = timezone.localdate() + ONE_DAY
    house.south.save()
    FigureLetter.objects.update(next_on=timezone.localdate())
    assert send(days=1) == 0
    letter.refresh_from_db()
    assert letter.end_reason == "unit"


def test_a_closed_account_has_no_letters(begin, send, house):
    begin(house.hr)
    house.hr.is_active = False
    house.hr.save()
    assert send() == 0
    assert not FigureLetter.objects.exists()


def test_a_locked_month_is_told_with_its_own_numbers(begin, send, house, locked):
    FigureLetter.objects.all().delete()
    letter = begin(house.hr, rhythm="locked", day=None, form="csv")
    assert send() == 0
    # It begins behind a month that it never told.
    assert (letter.last_period, find_last_sent([letter])) == (locked.month, {})
    FigureLetter.objects.filter(pk=letter.pk).update(last_period=None)
    assert [send(days=1), send(days=2)] == [1, 0]
    assert find_last_sent(FigureLetter.objects.all()) == {letter.pk: locked.month}
    (sent,) = letters_in_mail()
    assert "is locked" in sent.subject
    assert "Home Affairs · Protecting data" in sent.body
    assert f"/en/office/months/{locked.code}/\n" in sent.body
    assert "Locked number" in sent.attachments[0][1]
    FigureLetter.objects.filter(pk=letter.pk).update(last_period=None)
    letter.refresh_from_db()
    change_letter(letter, LetterWish(house.moha, None, None, "locked", None, "link"))
    assert letter.last_period is None


def test_a_target_whose_number_was_put_right_stands_by_that(
    begin, send, house, locked, secretaries
):
    first, second = secretaries
    begin(house.hr, rhythm="locked", day=None)
    FigureLetter.objects.update(last_period=None)
    row = ask_adjustment(locked, "held/MOHA/DC3-4.2/2", value=4, reason="Late", by=first)
    approve_adjustment(row, by=second)
    send(days=1)
    sent = next(one for one in letters_in_mail() if one.to == [house.hr.email])
    [line] = [one for one in sent.body.splitlines() if one.startswith("Home Affairs · Prot")]
    assert "4 of 4, 0 to go" in line
    assert "(Reached)" in line


def test_months_locked_one_after_the_other_give_one_letter_that_names_them(
    begin, house, last_month, settings
):
    settings.QUIET_HOURS = [0, 0]
    begin(house.hr, rhythm="locked", day=None)
    months = [last_month.before.before, last_month.before, last_month]
    FigureLetter.objects.update(last_period=months[0].before.first_day)
    for month in months:
        locked = lock_month(month)
    # Further ones may be locked in the same hour.
    minutes = [locked.locked_at + dt.timedelta(minutes=n) for n in (59, 61, 62)]
    assert [send_due_letters(at=at) for at in minutes] == [0, 1, 0]
    told = Message.objects.get(kind="reporting/figures").facts
    assert told["month"] == months[2].first_day.isoformat()
    assert told["also"] == [month.first_day.isoformat() for month in months[:2]]
    assert "Locked too since the letter before:" in letters_in_mail()[0].body


def test_a_hundred_readers_of_a_unit_cost_few_queries(
    begin, send, house, django_assert_max_num_queries
):
    people = PersonFactory.create_batch(60)
    for person in people:
        RoleFactory(agency=house.moha, kind=Role.Kind.VIEWER, person=person)
        begin(person)
    with django_assert_max_num_queries(40):
        assert send() == 60


def test_only_who_reads_the_figures_has_them_sent(begin, house):
    from reporting.letters import LetterExists, LetterOutOfReach, LetterWish, TooManyLetters
    from reporting.letters.keeping import MOST_LETTERS

    wish = LetterWish(house.moha, None, None, "weekly", 1, "link")
    with pytest.raises(LetterOutOfReach):
        begin_letter(house.township, wish)
    begin(house.hr)
    with pytest.raises(LetterExists):
        begin_letter(house.hr, wish)
    for level in range(1, MOST_LETTERS):
        row = FigureLetter.objects.get(unit=house.moha, skill=None)
        row.pk, row.skill, row.level = None, house.skill, level
        row.save()
    with pytest.raises(TooManyLetters):
        begin_letter(house.hr, LetterWish(house.gad, None, None, "weekly", 1, "link"))
