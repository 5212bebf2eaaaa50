import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.batches.files import build_batch_files
from certification.batches.worker import process_batch
from certification.designs.drafts import publish_draft, save_draft
from certification.models import Batch, BatchLine, BatchStage, Certificate
from people.models import Agency
from tests.certification.batch_factories import (
    DAY,
    TITLES,
    make_batch,
    make_people,
    worked_off,
)
from tests.certification.design_factories import make_design, make_draft
from tests.certification.factories import make_skill
from tests.courses.factories import make_course
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("machinery")]


@pytest.fixture
def people(country):
    return make_people(country["MOE-1"], 3)


def form_of(**changes):
    return {
        "kind": "classroom",
        "titles_my": TITLES["my"],
        "titles_en": TITLES["en"],
        "course": "",
        "agency": "MOE",
        "completed_on": DAY.isoformat(),
        "validity_months": "24",
        "language": "my",
        "design": "",
        "skills-TOTAL_FORMS": "4",
        "skills-INITIAL_FORMS": "0",
        "pasted": "",
        **changes,
    }


def numbers(people):
    return "\n".join(person.staff_number for person in people)


def url(view, batch):
    return reverse(f"batches:{view}", args=[batch.pk])


def add(client, **changes):
    return client.post(reverse("batches:add"), form_of(**changes))


def act(client, batch, name, **fields):
    return client.post(url("act", batch), {"act": name, **fields}, follow=True)


def test_a_registrar_prepares_compares_starts_and_fetches(client, registrar, people):
    skill = make_skill()
    pasted = "\n".join(f"{person.staff_number}, 9{n}" for n, person in enumerate(people))
    answer = add(client, pasted=pasted, **{"skills-0-skill": skill.pk, "skills-0-level": 2})
    batch = Batch.objects.get()
    assert answer["Location"] == url("detail", batch)
    assert (batch.stage, batch.created_by) == (BatchStage.PREPARED, registrar)
    page = client.get(url("detail", batch)).content.decode()
    assert all(person.staff_number in page for person in people)
    assert not Certificate.objects.exists()

    act(client, batch, "start")
    assert Batch.objects.get().stage == BatchStage.PREPARED
    act(client, batch, "start", confirmed="on")
    process_batch(Batch.objects.get(), seconds=600)
    build_batch_files(batch)

    assert sorted(Certificate.objects.values_list("facts__score", flat=True)) == [90, 91, 92]
    files = client.get(url("files", batch))
    content = io.BytesIO(b"".join(files.streaming_content))
    assert len(zipfile.ZipFile(content).namelist()) == 4
    register = client.get(url("register", batch))
    assert next(iter(register.streaming_content)).startswith(b"%PDF-")
    assert "private" in files["Cache-Control"]
    assert "attachment" in files["Content-Disposition"]


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


def test_failed_people_are_told_in_words_found_and_tried_again(client, registrar, country):
    batch = make_batch(2, office=country["MOE-1"], by=registrar)
    act(client, batch, "start", confirmed="on")
    first = batch.lines.first()
    BatchLine.objects.filter(pk=first.pk).update(tries=5, last_error="Overflow: no room in words")
    process_batch(Batch.objects.get(), seconds=600)
    failed = f"{url('detail', batch)}?state=failed"
    assert f'href="{failed}#people"' in client.get(url("detail", batch)).content.decode()
    page = client.get(failed)
    assert [row.line.pk for row in page.context["lines"]] == [first.pk]
    assert "SheetOverflow" not in page.content.decode()
    act(client, batch, "retry")
    assert Batch.objects.get().stage == BatchStage.RUNNING


def test_people_are_found_by_name_number_and_code(client, registrar, country):
    batch = worked_off(make_batch(2, office=country["MOE-1"], by=registrar))
    line = batch.lines.last()
    line.person.name_my, line.person.name_en = "မြမြ", "Mya Mya"
    line.person.save()
    for asked in ("mya mya", "မြမြ", line.person.staff_number.lower(), line.certificate.code):
        lines = client.get(url("detail", batch), {"q": asked}).context["lines"]
        assert [row.line.pk for row in lines] == [line.pk]


def test_files_that_the_storage_has_lost_are_offered_anew(client, registrar, country):
    batch = worked_off(make_batch(1, office=country["MOE-1"], by=registrar))
    batch.files.storage.delete(batch.files.name)
    page = client.get(url("detail", batch)).content.decode()
    assert url("files", batch) not in page
    assert 'value="files"' in page
    assert client.get(url("files", batch)).status_code == 404
    act(client, batch, "files")
    build_batch_files(batch)
    assert url("files", batch) in client.get(url("detail", batch)).content.decode()


def test_it_is_stopped_resumed_and_thrown_away_only_when_that_can_be(client, registrar, country):
    batch = make_batch(1, office=country["MOE-1"], by=registrar)
    act(client, batch, "stop")
    assert Batch.objects.get().stage == BatchStage.PREPARED
    act(client, batch, "start", confirmed="on")
    act(client, batch, "discard")
    act(client, batch, "stop")
    assert Batch.objects.get().stage == BatchStage.STOPPED
    act(client, batch, "resume")
    assert Batch.objects.get().stage == BatchStage.RUNNING
    assert act(client, batch, "nonsense").status_code == 404


@pytest.mark.parametrize("view", ["detail", "progress", "files", "register"])
def test_a_foreign_batch_is_not_found_in_any_view(client, registrar, country, view):
    office = Agency.objects.get(pk=country["MOH-1"].pk)
    batch = worked_off(make_batch(1, office=office))
    assert client.get(url(view, batch)).status_code == 404
    assert client.post(url("act", batch), {"act": "retry"}).status_code == 404


@pytest.mark.parametrize("kind", ["trainer", "secretariat", "hr"])
def test_other_roles_have_no_batches(client, country, kind):
    batch = worked_off(make_batch(1, office=country["MOE-1"]))
    signed_in(client, kind, agency=country["MOE"])
    for view in ("detail", "progress", "files", "register"):
        assert client.get(url(view, batch)).status_code in (302, 403, 404)
    assert add(client, everyone="on").status_code in (302, 403)
    assert Batch.objects.count() == 1


def test_the_pages_cost_the_same_for_any_number_of_people(
    client,
    registrar,
    country,
    django_assert_max_num_queries,
):
    few = make_batch(2, office=country["MOE-1"], by=registrar)
    many = make_batch(70, office=country["MOE-1"], by=registrar)
    client.get(url("detail", few))
    for batch in (few, many):
        with django_assert_max_num_queries(24):
            client.get(url("detail", batch))
        with django_assert_max_num_queries(12):
            client.get(url("progress", batch))
    with django_assert_max_num_queries(24):
        listing = client.get(reverse("batches:index")).content.decode()
    assert url("detail", few) in listing


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
