"""A file handed to a screen that imports."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def upload(client, name, text, filename="file.csv"):
    file = SimpleUploadedFile(filename, text.encode(), "text/csv")
    return client.post(reverse(f"{name}:index"), {"file": file}).content.decode()


HEADING = "staff_number,name_my,name_en,agency,position_my,grade,from\n"
