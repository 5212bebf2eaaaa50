import pytest

from people.agencies.importing import import_agencies
from people.models import Agency

pytestmark = pytest.mark.django_db

HEADER = "code,parent,kind,name_my,name_en,sector,township_pcode,setting,valid_from"
TREE = [
    "GAD-T1,GAD,township,ပြင်ဦးလွင်မြို့နယ်,Pyinoolwin,,MMR010008,urban,2022-01-01",
    "MM,,government,အစိုးရ,Government,,,,",
    "GAD,MOHA,department,အထွေထွေအုပ်ချုပ်ရေး,General Administration,administration,,,",
    "MOHA,MM,ministry,ပြည်ထဲရေး,Home Affairs,,,,",
    "MOE,MM,ministry,ပညာရေး,Education,education,,,",
]


@pytest.fixture
def write(tmp_path):
    def write_lines(*lines, header=HEADER):
        path = tmp_path / "agencies.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return path

    return write_lines


def told(report):
    return [(problem.line, problem.field) for problem in report.problems]


def test_a_tree_is_planted_in_any_order(write):
    report = import_agencies(write(*TREE))
    assert (report.created, report.problems) == (5, [])
    township = Agency.objects.get(code="GAD-T1")
    assert [a.code for a in township.get_ancestors()] == ["MM", "MOHA", "GAD"]
    assert (township.township_pcode, township.setting) == ("MMR010008", "urban")
    assert Agency.find_problems() == ([], [], [], [], [])


def test_importing_again_changes_nothing_but_new_names(write):
    import_agencies(write(*TREE))
    again = import_agencies(write(*TREE))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 5)
    report = import_agencies(write("MOE,MM,ministry,,Ministry of Education,,,,"))
    assert (report.updated, report.unchanged) == (1, 0)
    education = Agency.objects.get(code="MOE")
    assert education.names == {"my": "ပညာရေး", "en": "Ministry of Education"}
    assert education.sector == "education"


def test_later_files_add_under_what_is_there(write):
    import_agencies(write(*TREE))
    report = import_agencies(write("DBE,MOE,department,အခြေခံပညာ,Basic Education,,,,"))
    assert report.created == 1
    Agency.objects.get(code="DBE").add_sibling("right", code="DHE", kind="department")
    assert Agency.find_problems() == ([], [], [], [], [])
    assert Agency.objects.get(code="MOE").numchild == 2


def test_each_wrong_line_is_told_and_nothing_of_it_written(write):
    report = import_agencies(
        write(
            "MM,,government,အစိုးရ,Government,,,,",
            "A,NOWHERE,department,က,A,,,,",
            "B,MM,castle,ခ,B,,,,",
            "C,MM,department,,,,,,",
            "MM,,government,အစိုးရ,Government,,,,",
            "D,MM,department,ဃ,D,,,suburb,yesterday",
            "E,A,department,င,E,,,,",
            "F,F,department,စ,F,,,,",
            ",MM,department,ဆ,G,,,,",
        )
    )
    expected = [
        (3, "parent"),
        (4, "kind"),
        (5, "name_my"),
        (6, "code"),
        (7, "setting"),
        (7, "valid_from"),
        (8, "parent"),
        (9, "parent"),
        (10, "code"),
    ]
    assert told(report) == expected
    assert list(Agency.objects.values_list("code", flat=True)) == ["MM"]


def test_an_import_does_not_move_an_agency(write):
    import_agencies(write(*TREE))
    report = import_agencies(write("GAD,MOE,department,အထွေထွေ,GAD,,,,"))
    assert told(report) == [(2, "parent")]
    assert Agency.objects.get(code="GAD").get_parent().code == "MOHA"


def test_a_file_without_a_needed_column_is_refused(write):
    report = import_agencies(write("MM,,government,အစိုးရ", header="code,parent,kind,name_my"))
    assert told(report) == [(1, "name_en")]
    assert not Agency.objects.exists()


def test_an_import_takes_few_queries(write, django_assert_max_num_queries):
    lines = [f"U{n},MM,department,ဌာန,Unit {n},,,," for n in range(300)]
    with django_assert_max_num_queries(10):
        import_agencies(write("MM,,government,အစိုးရ,Government,,,,", *lines))
