"""A file handed to a screen that imports, looked at and confirmed."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

HEADING = "staff_number,name_my,name_en,agency,position_my,grade,from\n"
KHIN = "100001,ခင်ခင်,Khin Khin,MOE-1,အရာရှိ,7,2024-01-01\n"
WRONG = "100002,အောင်အောင်,Aung Aung,NOWHERE,အရာရှိ,7,2024-01-01\n"


def hand_in(client, name, text, filename="file.csv"):
    """Returns the answer: on to the preview, or the form with what is wrong."""
    file = SimpleUploadedFile(filename, text.encode(), "text/csv")
    return client.post(reverse(f"{name}:index"), {"file": file})


def preview(client, name, text, filename="file.csv"):
    """Returns the address of the preview."""
    answer = hand_in(client, name, text, filename)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def upload(client, name, text, filename="file.csv"):
    """Hands in, confirms and returns the page of what became of it."""
    answer = hand_in(client, name, text, filename)
    if answer.status_code != 302:
        return answer.content.decode()
    return client.post(answer.headers["Location"], follow=True).content.decode()
