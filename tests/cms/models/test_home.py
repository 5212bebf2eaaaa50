def test_the_front_page_takes_few_queries(course, client, django_assert_max_num_queries):
    client.get("/en/")
    with django_assert_max_num_queries(12):
        assert client.get("/en/").status_code == 200
