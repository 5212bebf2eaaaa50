"""Who and what is certified is read from the form, or told at its field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.batches.worker import process_batch
from certification.designs.drafts import publish_draft, save_draft
from certification.models import Batch, BatchLine, Certificate
from courses.sessions import check_in, finish_session, join_session
from tests.certification.batch_factories import make_people
from tests.certification.design_factories import make_design, make_draft
from tests.cms.office.batches.screens import act, add, form_of, numbers
from tests.courses.factories import make_course
from tests.courses.session_factories import BEFORE, HOUR, MONDAY, make_runner, make_session

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("machinery"),
]


def test_a_wrong_line_is_told_with_its_number_and_nothing_is_written(client, registrar, people):
    answer = add(client, pasted=f"{numbers(people)}\nNOBODY\nစာ")
    assert answer.status_code == 200
    assert [problem.line for problem in answer.context["form"].problems] == [4, 5]
    assert "NOBODY" in answer.content.decode()
    assert not Batch.objects.exists()


def test_people_of_another_ministry_are_nobody_here(client, registrar, country, people):
    stranger = make_people(country["MOH-1"], 1)[0]
    answer = add(client, pasted=f"{numbers(people)}\n{stranger.staff_number}")
    assert [problem.line for problem in answer.context["form"].problems] == [4]
    assert stranger.name_en not in answer.content.decode()
    assert add(client, agency="MOH", everyone="on").context["form"].errors["agency"]
    assert not Batch.objects.exists()


def test_a_file_is_read_and_a_number_twice_counts_once(client, registrar, people):
    text = f"staff_number,score\n{numbers(people)}\n{people[0].staff_number},5\n"
    file = SimpleUploadedFile("people.csv", text.encode(), "text/csv")
    answer = client.post(reverse("batches:add"), form_of(file=file), follow=True)
    assert BatchLine.objects.count() == 3
    assert people[0].staff_number in str(next(iter(answer.context["messages"])))


def test_everyone_of_an_agency_is_taken(client, registrar, people):
    add(client, everyone="on")
    assert {line.person for line in BatchLine.objects.all()} == set(people)


def test_those_who_hold_it_already_are_left_out_unless_asked_for(client, registrar, people):
    add(client, everyone="on")
    answer = add(client, everyone="on")
    assert answer.context["form"].errors
    assert len(answer.context["form"].problems) == 3
    add(client, everyone="on", again="on")
    assert Batch.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"titles_en": ""}, "titles"),
        ({"completed_on": "2999-01-01"}, "completed_on"),
        ({"validity_months": "0"}, "validity_months"),
        ({"kind": "course"}, "course"),
        ({"everyone": ""}, "__all__"),
        ({"pasted": "S1"}, "__all__"),
        ({"language": "xx"}, "language"),
        ({"skills-0-level": "2"}, "__all__"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(client, registrar, people, changes, field):
    answer = add(client, **({"everyone": "on"} | changes))
    assert answer.context["form"].errors[field]
    assert not Batch.objects.exists()


def test_a_course_of_ours_lends_its_title_and_key(client, registrar, people):
    course = make_course()
    add(client, kind="course", course=course.pk, titles_my="", titles_en="", everyone="on")
    batch = Batch.objects.get()
    assert batch.titles == course.titles
    act(client, batch, "start", confirmed="on")
    process_batch(Batch.objects.get(), seconds=600)
    assert set(Certificate.objects.values_list("course", "facts__course__key")) == {
        (course.pk, str(course.key))
    }


def test_designs_to_choose_have_something_published(client, registrar, people, country):
    """A draft beside it changes nothing; a draft alone, or no version at all, serves nobody."""
    used, drafted, _bare = (
        make_design(key, "classroom", country["MOE"]) for key in ("used", "drafted", "bare")
    )
    for design in (used, drafted):
        save_draft(design, make_draft("classroom"), by=None)
    publish_draft(used)
    save_draft(used, make_draft("classroom"), by=None)
    page = client.get(reverse("batches:add"))
    assert list(page.context["form"].fields["design"].queryset) == [used]


def test_a_design_serves_no_batch_of_an_agency_beside_its_own(client, registrar, people, country):
    design = make_design("beside", "classroom", country["MOE-1"])
    save_draft(design, make_draft("classroom"), by=None)
    publish_draft(design)
    found = {"pasted": numbers(people), "design": str(design.pk)}
    assert add(client, **found).context["form"].errors["design"]
    assert add(client, **found, agency="MOE-1").status_code == 302
    assert Batch.objects.get().design == design


def test_who_attended_enough_of_a_session_is_taken_and_the_others_are_named(
    client, registrar, country, people
):
    trainer = make_runner(country["MOE"])
    stranger = make_people(country["MOH-1"], 1)[0]
    session = make_session(country["MOE"], by=trainer, capacity=9)
    for person in (*people, stranger):
        join_session(session, person, at=BEFORE)
    for person in (*people[:2], stranger):
        check_in(session.parts.get(), person, at=MONDAY)
    finish_session(session, by=trainer, at=MONDAY + 2 * HOUR)
    asked = client.get(reverse("batches:add"), {"session": session.pk}).context["form"].initial
    assert (asked["agency"], asked["session"]) == (country["MOE"], session)
    answer = add(client, session=session.pk, least="90")
    assert answer.status_code == 302
    assert {line.person for line in BatchLine.objects.all()} == set(people[:2])


def test_sessions_of_a_course_or_of_another_ministry_are_no_choice(client, registrar, country):
    trainer = make_runner(country["MOH"])
    session = make_session(country["MOH"], by=trainer)
    finish_session(session, by=trainer, at=MONDAY + 2 * HOUR)
    assert add(client, session=session.pk).context["form"].errors["session"]
    page = client.get(reverse("batches:add"), {"session": session.pk})
    assert not page.context["form"].initial
