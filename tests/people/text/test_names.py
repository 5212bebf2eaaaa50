from people.text.names import name_key


def test_the_key_of_a_name_fits_its_column():
    assert len(name_key("ဿ" * 120, "ß" * 120)) == 250
