from django.urls import path

from people.web import inbox

app_name = "people"
urlpatterns = [
    path("messages/", inbox.show_messages, name="messages"),
    path("messages/read/", inbox.mark_messages_read, name="mark_read"),
]
