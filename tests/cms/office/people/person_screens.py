"""The form of a person, as a browser fills it."""

from django.urls import reverse


def filled(**changes):
    return {
        "username": "aung",
        "staff_number": "S900001",
        "honorific": "u",
        "name_my": "အောင်မျိုး",
        "name_en": "Aung Myo",
        "email": "",
        "phone": "",
        "gender": "male",
        "language": "my",
        "audience": "official",
        "is_active": "on",
        "password": "",
        "posted_to": "",
        "position_my": "",
        "position_en": "",
        "grade": "",
        "posted_from": "",
        "left_on": "",
        "corrected": "",
        "corrected_from": "",
        "corrected_to": "",
        "correction_reason": "",
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "0",
        "roles-0-kind": "",
        "roles-0-agency": "",
        "roles-0-valid_from": "2021-01-01",
        "roles-0-valid_to": "",
        **changes,
    }


def edit(client, person, **changes):
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    form = filled(username=person.username, staff_number=person.staff_number or "")
    return client.post(url, {**form, **changes})
