"""How people sign in: accounts, passwords and second steps; rates.py holds the limits."""

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "people.accounts.backends.IdentifierBackend",
    "people.accounts.backends.OneTimeCodeBackend",
    "people.accounts.sign_in.backends.SignInCodeBackend",
    "people.accounts.sign_in.backends.CardBackend",
]
# One row each that pages of the desk and of the back office ask of whoever is signed in.
READ_WITH_PERSON = ["desk_preference", "wagtail_userprofile"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "people.text.passwords.MinimumLengthValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
        "django.contrib.auth.password_validation.NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "courses:my_learning"
ACCOUNT_ADAPTER = "people.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "people.accounts.sign_in.adapter.SocialAccountAdapter"
# Whoever finds a session open must not connect an account of their own to it.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Whoever types somebody's address into our form would have us write to them.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # allauth's default is the host that the request names
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# The name of the person, where allauth shows what they sign in with.
ACCOUNT_USER_DISPLAY = "builtins.str"
# Django's own knows the address on record. allauth's writes it into a table of its own, which
# then tells of addresses that a person no longer has.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "people.accounts.forms.SignInForm",
    "signup": "people.accounts.forms.SignUpForm",
    "change_password": "people.accounts.forms.ChangePasswordForm",
    "set_password": "people.accounts.forms.SetPasswordForm",
    "reset_password": "people.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "people.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "people.accounts.forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "people.accounts.forms.MFACodeForm",
    "reauthenticate": "people.accounts.forms.MFAReauthenticateForm",
    "activate_totp": "people.accounts.forms.EnableTOTPForm",
    "add_webauthn": "people.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "people.accounts.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey that asks for finger, face or PIN is both steps at once.
MFA_PASSKEY_LOGIN_ENABLED = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "people.accounts.failures.identify_account"
AXES_CLIENT_IP_CALLABLE = "people.accounts.failures.identify_place"
AXES_LOCKOUT_CALLABLE = "people.accounts.failures.show_locked"
AXES_SENSITIVE_PARAMETERS = [
    *("username", "ip_address", "login"),
    *("code", "sign_in_code", "secret", "password1", "password2"),
]
AXES_DISABLE_ACCESS_LOG = True  # nobody reads it, and it would keep addresses of people for good
DEVICE_COOKIE_NAME = "device"
