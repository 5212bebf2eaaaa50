from django.urls import path, re_path
from django.views.generic import RedirectView

from people.web import inbox
from people.web.accounts import (
    codes,
    contacts,
    details,
    names,
    readers,
    sessions,
    sign_in,
    slips,
)
from people.web.cards import office as office_cards
from people.web.cards import own as own_card
from people.web.cards import section as card_section
from people.web.cards import sign_in as card_sign_in
from people.web.office import acts, export, people, requests, units
from people.web.office import texts as office_texts
from people.web.office.audiences import views as audiences
from people.web.office.roles import views as roles
from people.web.office.roster import acts as roster_acts
from people.web.office.roster import columns as roster_columns
from people.web.office.roster import connections
from people.web.office.roster import views as roster
from people.web.postings import acts as posting_acts
from people.web.postings import charges, own_transfers, transfers
from people.web.privacy import erasure, inventory, own_data
from people.web.registration import claims, proofs
from people.web.units import views as unit_acts

app_name = "people"
urlpatterns = [
    path("messages/", inbox.show_messages, name="messages"),
    path("messages/read/", inbox.mark_messages_read, name="mark_read"),
    path("details/", details.show_details, name="details"),
    path("details/letters/", details.change_letters, name="letters"),
    path("details/sessions/<int:pk>/end/", sessions.end_session, name="end_session"),
    path("details/readers/", readers.show_readers, name="readers"),
    path("details/email/", contacts.change_email, name="change_email"),
    path("details/email/<str:code>/", contacts.confirm_email, name="confirm_email"),
    path("details/phone/", contacts.change_phone, name="change_phone"),
    path("details/phone/code/", contacts.confirm_phone, name="confirm_phone"),
    path("details/name/", names.request_name, name="request_name"),
    path("details/data/", own_data.show_own_data, name="own_data"),
    path("details/data/<int:pk>/", own_data.download_own_data, name="download_own_data"),
    path("details/erase/", erasure.show_erasure, name="erasure"),
    path("erasures/", erasure.show_erasures, name="erasures"),
    path("erasures/<int:pk>/", erasure.decide_erasure, name="decide_erasure"),
    path("privacy/data/", inventory.show_inventory, name="inventory"),
    path("details/transfer/", own_transfers.request_transfer, name="request_transfer"),
    path(
        "details/transfer/withdraw/", own_transfers.withdraw_own_transfer, name="withdraw_transfer"
    ),
    path("details/office/", claims.claim_office, name="claim_office"),
    path("office/claims/", claims.show_claims, name="office_claims"),
    path("office/claims/<int:pk>/", claims.decide_service_claim, name="decide_claim"),
    path("office/proofs/", proofs.show_proofs, name="office_proofs"),
    path("office/proofs/domains/", proofs.record_domain, name="record_domain"),
    re_path(
        r"^office/proofs/(?P<kind>code|domain)/(?P<pk>[0-9]{1,18})/$",
        proofs.take_code_back,
        name="take_back_proof",
    ),
    path("names/", names.show_name_requests, name="name_requests"),
    path("names/<int:pk>/", names.decide_request, name="decide_name"),
    # Short: they are typed from paper.
    path("code/", codes.choose_password, name="choose_password"),
    path("code/text/", codes.request_text, name="request_text"),
    path("code/send/", sign_in.send_code, name="send_code"),
    path("code/sign-in/", sign_in.sign_in_by_code, name="sign_in_by_code"),
    path("code/link/<int:pk>/<str:secret>/", sign_in.sign_in_by_link, name="sign_in_by_link"),
    path("card/", card_sign_in.sign_in_by_card, name="card"),
    path("details/card/", own_card.change_own_pin, name="own_card"),
    path("details/card/end/", own_card.end_lost_card, name="end_own_card"),
    # The desk opens with its people.
    path("office/", RedirectView.as_view(pattern_name="people:office_people"), name="office"),
    path("office/cards/", office_cards.show_cards, name="office_cards"),
    path("office/texts/", office_texts.show_text_reminders, name="office_texts"),
    path("slips/", slips.show_slips, name="slips"),
    path("office/people/", people.show_people, name="office_people"),
    path("office/people/columns/", people.choose_columns, name="office_columns"),
    path("office/people/export.<table:suffix>", export.export_people, name="office_export"),
    path("office/people/acts/", acts.begin_act, name="office_begin_act"),
    path("office/people/acts/<int:pk>/", acts.show_act, name="office_act"),
    path("office/units/", units.show_units, name="office_units"),
    path("office/units/<int:pk>/", unit_acts.show_unit, name="office_unit"),
    path("office/units/<int:pk>/<slug:kind>/", unit_acts.change_unit, name="change_unit"),
    path("office/units/acts/<int:pk>/undo/", unit_acts.undo_unit_act, name="undo_unit_act"),
    path("office/audiences/", audiences.show_audiences, name="audiences"),
    path("office/audiences/new/", audiences.add_audience, name="add_audience"),
    path("office/audiences/<int:pk>/", audiences.show_audience, name="audience"),
    path("office/audiences/<int:pk>/change/", audiences.edit_audience, name="edit_audience"),
    path(
        "office/audiences/<int:pk>/retire/",
        audiences.retire_shown_audience,
        name="retire_audience",
    ),
    path(
        "office/audiences/<int:pk>/restore/",
        audiences.restore_shown_audience,
        name="restore_audience",
    ),
    path("office/requests/", requests.show_requests, name="office_requests"),
    path("office/people/<int:pk>/", people.show_person, name="office_person"),
    path("office/people/<int:pk>/card/end/", card_section.end_shown_card, name="end_office_card"),
    path("office/transfers/", transfers.show_transfers, name="office_transfers"),
    path("office/transfers/new/", transfers.ask_for_person, name="new_transfer"),
    path("office/transfers/<int:pk>/", transfers.decide_transfer, name="decide_transfer"),
    path("office/roles/", roles.show_roles, name="office_roles"),
    path("office/roles/give/", roles.appoint_person, name="give_role"),
    path("office/roles/lend/", roles.name_deputy, name="lend_role"),
    path("office/roles/<int:pk>/end/", roles.end_held_role, name="end_role"),
    path("office/roles/<int:pk>/undo/", roles.undo_role_act, name="undo_role"),
    path("office/roster/", roster.show_rosters, name="office_rosters"),
    path("office/roster/connections/", connections.show_connections, name="office_connections"),
    path(
        "office/roster/connections/<int:pk>/revoke/",
        connections.revoke_connection,
        name="revoke_connection",
    ),
    path("office/roster/<int:pk>/", roster.show_roster, name="office_roster"),
    path("office/roster/<int:pk>/decide/", roster.decide_roster, name="decide_roster"),
    path("office/roster/<int:pk>/lines/", roster.download_roster, name="download_roster"),
    path(
        "office/roster/<int:pk>/columns/",
        roster_columns.name_roster_columns,
        name="choose_roster_columns",
    ),
    path(
        "office/roster/<int:pk>/columns/again/",
        roster_columns.ask_again,
        name="ask_roster_columns",
    ),
    path("office/roster/<int:pk>/approve/", roster_acts.approve_roster, name="approve_roster"),
    path("office/roster/<int:pk>/withdraw/", roster_acts.withdraw_roster, name="withdraw_roster"),
    path("office/roster/<int:pk>/again/", roster_acts.replan_roster, name="replan_roster"),
    path("office/roster/<int:pk>/undo/", roster_acts.undo_roster, name="undo_roster"),
    path("office/people/<int:pk>/move/", posting_acts.move_official, name="move_person"),
    path("office/people/<int:pk>/end/", posting_acts.end_official_service, name="end_service"),
    path("office/people/<int:pk>/undo/", posting_acts.undo_posting_act, name="undo_posting_act"),
    path("office/people/<int:pk>/charges/new/", charges.give_office_charge, name="give_charge"),
    path("office/people/<int:pk>/charges/undo/", charges.undo_charge_act, name="undo_charge_act"),
    path(
        "office/people/<int:pk>/charges/<int:charge>/",
        charges.correct_office_charge,
        name="correct_charge",
    ),
    path(
        "office/people/<int:pk>/charges/<int:charge>/end/",
        charges.end_office_charge,
        name="end_charge",
    ),
    path(
        "office/people/<int:pk>/postings/<int:posting>/",
        posting_acts.correct_official_posting,
        name="correct_posting",
    ),
]
