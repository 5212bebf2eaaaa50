from people.imports.mapping import name_columns

ALIASES = {"code": ("certificate code", "ကုဒ်"), "name": ("အမည်",)}


def test_case_and_spaces_of_headings_do_not_matter():
    assert name_columns([" Staff  Number ", "\ufeffname_my"]) == ["staff_number", "name_my"]


def test_aliases_name_columns_in_english_and_burmese():
    headings = ["Certificate Code", "အမည်", "grade"]
    assert name_columns(headings, ALIASES) == ["code", "name", "grade"]
    assert name_columns(["ကုဒ်", "NAME"], ALIASES) == ["code", "name"]
