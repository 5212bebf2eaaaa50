from tests.courses.assignments.factories import assign_to, make_agency_with_manager, make_official


def test_the_front_page_takes_few_queries(course, client, django_assert_max_num_queries):
    client.get("/en/")
    with django_assert_max_num_queries(12):
        assert client.get("/en/").status_code == 200


def test_the_front_page_says_what_is_due_to_whom_it_concerns(course, client):
    agency, manager = make_agency_with_manager()
    row = assign_to(make_official(agency), agency, manager)
    client.force_login(manager)
    assert "due from you" not in client.get("/en/").content.decode()
    client.force_login(row.person)
    html = client.get("/en/").content.decode()
    assert f"1 assignment is due from you: {row.assignment.title}" in " ".join(html.split())
