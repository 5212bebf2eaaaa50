# Here, before the models of all apps: its classes look for their own source in each module that
# is loaded, once for each frame of the stack. In the midst of the apps it would take four times
# as long, a third of the start of every process.
import scim2_models  # noqa: F401
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People and agencies")

    def ready(self) -> None:
        from allauth.account.models import EmailAddress
        from allauth.account.signals import (
            password_changed,
            password_reset,
            password_set,
            user_logged_in,
        )
        from allauth.mfa.signals import authenticator_added
        from django.db.backends.signals import connection_created
        from django.db.models.signals import pre_save

        from people.accounts.codes import cancel_ways_in
        from people.accounts.contacts import refuse_second_register
        from people.accounts.devices import remember_device
        from people.accounts.failures import forget_failures
        from people.accounts.second_step import remind_of_second_step
        from people.accounts.sending.text_reminders import offer_texts
        from people.accounts.sessions import end_other_sessions
        from people.audiences import closing, narrowing  # noqa: F401
        from people.bulk import audiences, leaving, reminding, writing  # noqa: F401
        from people.privacy import declarations, own_erasure, own_retention, own_sections  # noqa: F401
        from people.text.collation import register_collation
        from people.text.counting import write_numbers_in_sentences
        from people.web import form_tokens, navigation  # noqa: F401
        from people.web.cards import section as card_section  # noqa: F401
        from people.web.office import messages, requests, slips  # noqa: F401
        from people.web.office.audiences import section as audience_section  # noqa: F401
        from people.web.office.roles import section  # noqa: F401
        from people.web.parameters import bound_ids_in_addresses
        from people.web.registration import claims  # noqa: F401

        write_numbers_in_sentences()
        bound_ids_in_addresses()
        offer_texts()
        connection_created.connect(register_collation)
        pre_save.connect(refuse_second_register, sender=EmailAddress)
        user_logged_in.connect(remember_device)
        user_logged_in.connect(remind_of_second_step)
        password_reset.connect(forget_failures)
        for renewed in (password_changed, password_reset, password_set):
            renewed.connect(cancel_ways_in)
        authenticator_added.connect(end_other_sessions)
