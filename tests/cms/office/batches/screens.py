"""The screens of a batch, as a browser fills and presses them."""

from django.urls import reverse

from tests.certification.batch_factories import (
    DAY,
    TITLES,
)


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
