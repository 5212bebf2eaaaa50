"""Tasks of people for the Celery worker; each is safe to run twice."""

from celery import shared_task

from people.imports.runs import forget_files
from people.messaging import send_due_messages, send_message
from people.models import Message


@shared_task
def send(message_id: int) -> None:
    send_message(Message.objects.select_related("person").get(pk=message_id))


@shared_task
def send_messages() -> None:
    send_due_messages()


@shared_task
def forget_imported_files() -> None:
    forget_files()
