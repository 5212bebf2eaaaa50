import time

import pytest

from certification.verification.bulk.name_match import is_same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ဒေါ်ခင်မျိုးသန္တာ", "ခင်မျိုးသန္တာ"),
        ("ဒေါ် ခင်မျိုး သန္တာ", "ဒေါ်ခင်မျိုးသန္တာ"),
        ("ဦးကျော်စွာဝင်း", "ကျော်စွာဝင်း"),
        ("ဒေါက်တာအောင်ကြီး", "ဦးအောင်ကြီး"),
        ("မမြင့်", "ဒေါ်မြင့်"),
        ("Daw Khin Myo Thandar", "KHIN MYO THANDAR"),
        ("U Kyaw-Swar Win", "kyaw swar win"),
        ("Dr. Daw Khin", "Khin"),
        ("သံုး", "သုံး"),
    ],
)
def test_names_agree_as_people_write_them(one, other):
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ဒေါ်ခင်မျိုးသန္တာ", "ဒေါ်ခင်မျိုးသန့်"),
        ("မောင်မောင်", "မ"),
        ("မင်းသူ", "သူ"),
        ("Uzana", "zana"),
        ("Ko", "Ma"),
        ("ဦး", "ဒေါ်"),
        ("", ""),
        ("...", "---"),
    ],
)
def test_other_names_differ(one, other):
    assert not is_same_name(one, other)


def test_names_as_nobody_has_them_are_long_work_for_nobody():
    begun = time.process_time()
    assert not any(is_same_name(f"{n}" + "ျမန္မာ" * 50, "ခင်မျိုးသန္တာ") for n in range(5000))
    assert time.process_time() - begun < 1
