"""How people sign in: accounts, passwords, second steps, and the lock after failed attempts."""

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "people.signing_in.IdentifierBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "courses:my_learning"
ACCOUNT_ADAPTER = "people.signing_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "people.sign_in_forms.SignInForm",
    "signup": "people.sign_in_forms.SignUpForm",
    "change_password": "people.sign_in_forms.ChangePasswordForm",
    "set_password": "people.sign_in_forms.SetPasswordForm",
    "reset_password": "people.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "people.sign_in_forms.ResetPasswordKeyForm",
    "reauthenticate": "people.sign_in_forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "people.sign_in_forms.SecondStepForm",
    "activate_totp": "people.sign_in_forms.SwitchOnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "people.signing_in.axes_username"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
