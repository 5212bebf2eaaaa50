"""Tasks of people for the Celery worker; each is safe to run twice."""

from smtplib import SMTPException

from celery import shared_task
from django.db import OperationalError

from people.accounts import second_step, sending
from people.accounts.contacts import request_password_by_text
from people.accounts.letters import send_farewell_letter as _send_farewell_letter
from people.accounts.letters import send_farewell_text as _send_farewell_text
from people.accounts.letters import send_password_letter as _send_password_letter
from people.accounts.sending.text_reminders import send_text_of
from people.accounts.sign_in import send_sign_in_code as _send_sign_in_code
from people.agencies.acts import apply_due_acts
from people.bulk.running import resume_acts, run_act
from people.imports.runs import forget_files
from people.messaging import send_due_messages, send_message
from people.models import DataRequest, Message, OneTimeCode
from people.postings.fitting import fit_charges_of_leavers
from people.privacy import erasure_requests, own_data, retention
from people.roles.ending import end_roles_of_leavers
from people.roster.proposals.steps import work_on_proposal
from people.roster.proposals.work import requeue_stalled_proposals
from people.scim import propose_changes


@shared_task
def send(message_id: int) -> None:
    send_message(Message.objects.select_related("person").get(pk=message_id))


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=5)
def send_text_of_message(message_id: int) -> None:
    send_text_of(Message.objects.select_related("person").get(pk=message_id))


@shared_task
def send_messages() -> None:
    send_due_messages()


# The request asked no database, so that it may be away when the letter is written.
@shared_task(
    autoretry_for=(OSError, SMTPException, OperationalError), retry_backoff=30, max_retries=5
)
def send_password_letter(email: str) -> None:
    _send_password_letter(email)


@shared_task(autoretry_for=(OSError, SMTPException), retry_backoff=30, max_retries=5)
def send_farewell_letter(email: str, language: str) -> None:
    _send_farewell_letter(email, language)


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=5)
def send_farewell_text(phone: str, language: str) -> None:
    _send_farewell_text(phone, language)


@shared_task
def send_code(code_id: int) -> None:
    sending.send_code(OneTimeCode.objects.select_related("person").get(pk=code_id))


@shared_task
def send_codes() -> None:
    sending.send_waiting_codes()


# As with letters for a password: what was typed is queued before a database is asked.
@shared_task(autoretry_for=(OperationalError,), retry_backoff=30, max_retries=3)
def send_sign_in_code(login: str) -> None:
    _send_sign_in_code(login)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=30, max_retries=3)
def send_password_code(phone: str) -> None:
    request_password_by_text(phone)


@shared_task
def forget_imported_files() -> None:
    forget_files()


@shared_task
def work_on_roster(proposal_id: int) -> None:
    work_on_proposal(proposal_id)


@shared_task
def resume_rosters() -> None:
    requeue_stalled_proposals()


@shared_task
def propose_scim_changes() -> None:
    propose_changes()


@shared_task
def forget_old_data() -> None:
    retention.forget_old_data()


@shared_task
def run_bulk_act(act_id: int) -> None:
    run_act(act_id)


@shared_task
def resume_bulk_acts() -> None:
    resume_acts()


@shared_task
def end_roles() -> None:
    end_roles_of_leavers()
    fit_charges_of_leavers()


@shared_task
def reorganise() -> None:
    apply_due_acts()


@shared_task
def tell_of_second_step() -> None:
    second_step.tell_of_second_step()


@shared_task
def write_own_data(request_id: int) -> None:
    own_data.write_own_data(DataRequest.objects.select_related("person").get(pk=request_id))


@shared_task
def write_waiting_data() -> None:
    own_data.write_waiting_data()


@shared_task
def erase_due() -> None:
    erasure_requests.erase_due()
