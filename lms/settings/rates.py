"""Every limit on how often someone may ask or try: ours, and each that a library would set.

A training room or an office stands behind one address. Guesses are therefore counted by account
(`SIGN_IN_FAILURES`), and what is counted by address is so high that a room never reaches it: it
keeps one address from using up the machine, and nothing else.

Counts of requests live in the cache, so several processes need a shared one (``CACHE_URL``);
failed sign-ins live in the database and hold while the cache is away.
"""

# Requests of an address, a person or a mailbox to a scope in a period: `people.web.rate_limit`.
RATES = {
    # /api/v1/
    "api": "600/min/person",
    "api-anonymous": "300/min/address",
    # Files of published figures, and the picture that other sites embed: reporting.web.months.
    "figures": "300/min/address",
    # Pages about certificates: @limit_rate in certification.web.
    "verify": "300/min/address",
    "verify-list": "10/min/address",
    "kit": "120/min/address",
    "credential": "300/min/address",
    "appeal": "20/min/person",
    "log": "120/min/address",
    # Statements of years, each of which is drawn and sealed while somebody waits: an office may
    # take those of a unit one by one.
    "statement": "60/h/person",
    # Reports on paper, each of which is drawn while somebody waits: reporting.web.report.
    "report": "30/h/person",
    # Ends of letters of figures by their link: reporting.web.letters. The server of mailboxes
    # posts for all who have theirs there.
    "letter-end": "300/min/address",
    # Requests to trainers, each of which writes to several people: courses.web.quizzes.
    "ask-trainer": "20/h/person",
    # Requests to managers, which do so too: courses.web.hours and courses.web.assignments. Hours
    # of a year may be stated in one evening.
    "ask-office": "40/h/person",
    # Codes on a trainer's screen: courses.web.sessions.check_in. A hall of 300 has one address,
    # and opens, sends and corrects within the minute.
    "check-in": "1500/min/address",
    # Tries with a number and a name: of one person, from wherever.
    "check-in-name": "12/h/number",
    # Codes of rooms with a supervised test: courses.web.sittings. Guesses are counted by seat.
    "room-code": "60/min/person",
    # Grids and files of results of tests on paper, of which a file may cost half a minute:
    # courses.web.papers. Sheets of a hall of 300 are fifteen grids.
    "results": "120/h/person",
    # Rosters, each of which is compared with all people: people.web.office.roster.
    "roster": "30/h/person",
    "plan-file": "30/h/person",
    # Identity systems, each by its token: people.web.scim. A first reading sends all of a unit.
    "scim": "1200/min/token",
    "scim-anonymous": "120/min/address",
    # Requests for people of other offices, each a guess of a number with a name:
    # people.web.postings.transfers.
    "transfers": "30/h/person",
    # Pages of accounts: LIMITED_PAGES.
    # Each try costs a third of a second of a core: scrypt, which is to be dear. A class of forty
    # has five each, and one address cannot take more than one core of two.
    "sign-in": "200/min/address",
    "sign-up": "120/min/address",
    "password-letter": "60/min/address",
    "new-password": "120/min/address",
    "own-account": "10/min/person",
    # Copies of all that is kept about a person, each of which costs a worker up to minutes.
    # Each may carry a guess at the code of an office: people.web.registration.claims.
    "claims": "10/h/person",
    "own-data": "5/day/person",
    # Letters with a link for a new password: people.accounts.forms.
    "letters": "5/h/mailbox",
    # Links and codes with which somebody confirms that a mailbox or phone is theirs, and codes
    # for a new password: people.web.accounts.contacts and codes.
    "confirmations": "3/h/mailbox",
    "texts": "3/h/mailbox",
    # Codes and links to sign in with, most of which cost a text: people.web.accounts.sign_in.
    # A room of forty where each asks once or twice within the hour of a lesson.
    "sign-in-codes": "80/h/address",
}

# Forms of allauth by the name of their address; opening a form is free.
LIMITED_PAGES = {
    "account_login": "sign-in",
    "mfa_authenticate": "sign-in",
    "mfa_login_webauthn": "sign-in",
    "account_confirm_login_code": "sign-in",
    "account_signup": "sign-up",
    "socialaccount_signup": "sign-up",
    "account_reset_password": "password-letter",
    "account_email_verification_sent": "password-letter",
    "account_reset_password_from_key": "new-password",
    "account_confirm_email": "new-password",
    "account_change_password": "own-account",
    "account_set_password": "own-account",
    "account_reauthenticate": "own-account",
    "account_email": "own-account",
    "socialaccount_connections": "own-account",
    "usersessions_list": "own-account",
    "mfa_reauthenticate": "own-account",
    "mfa_reauthenticate_webauthn": "own-account",
    "mfa_activate_totp": "own-account",
    "mfa_deactivate_totp": "own-account",
    "mfa_generate_recovery_codes": "own-account",
    "mfa_add_webauthn": "own-account",
    "mfa_edit_webauthn": "own-account",
    "mfa_remove_webauthn": "own-account",
}

# allauth's own limits are off where ours stand: most are by address and too low for a room, they
# cannot say how long to wait, and "login_failed" would let anybody lock an account everywhere.
ACCOUNT_RATE_LIMITS = {
    **dict.fromkeys(
        (
            *("change_password", "change_phone", "manage_email", "reauthenticate", "signup"),
            *("reset_password", "reset_password_from_key", "login", "request_login_code"),
            "verify_phone",
        )
    ),
    # Only codes of the second step; passwords are axes' (people.accounts.adapter). By account
    # wherever they come from, for six digits are guessed soon; who gets here has the password.
    "login_failed": "5/300s/key",
    "confirm_email": "1/180s/key",
}
MFA_RATE_LIMITS = {"webauthn_login": None}

# Failed sign-ins of one account within an hour: at one address or known device, and everywhere.
# Once so many failed everywhere, fewer are let through at each address the account is not known
# at. The right password is let through at each, so that nobody can lock out anybody else.
SIGN_IN_FAILURES = {"place": 10, "everywhere": 100, "place_under_attack": 3}
AXES_COOLOFF_TIME = 1  # hours
AXES_FAILURE_LIMIT = "people.accounts.failures.limit_failures"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# A lock ends an hour after the last failure that was counted, however often somebody tries it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True  # at this place only, where whoever comes next is the same person

# Codes to one number or mailbox, and texts with codes to all together in a day, which is the most
# that they cost whatever happens: people.accounts.sending. Counted in the database, whoever
# sends.
CODE_LIMITS = {"hour": 4, "day": 8, "texts_of_all": 5_000}
# Reminders by text to all together in a day, apart from codes: whoever is locked out must not wait
# for them. Who gets none today has the message on the page, and the next reminder by text.
TEXT_REMINDERS_A_DAY = 5_000

# Seconds that a one-time code can be used, by its purpose: people.accounts.codes. A slip waits
# until it has reached an office in the hills; what was sent by text message is typed at once.
CODE_LIFETIMES = {
    "slip": 21 * 86_400,
    "password": 15 * 60,
    "email": 3 * 86_400,
    "phone": 15 * 60,
    "text": 15 * 60,
    "link": 15 * 60,
}
