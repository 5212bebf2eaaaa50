"""Every limit on how often someone may ask or try.

Counts of pages, API and accounts live in the cache, so several processes need a shared one
(``CACHE_URL``); failed sign-ins live in the database.
"""

# Django REST framework's: requests of one address ("user": of one person) to a scope.
THROTTLE_RATES = {
    # /api/v1/
    "user": "600/min",
    "anon": "60/min",
    # Pages about certificates: @limit_rate in certification.web.
    "verify": "60/min",
    "verify-list": "10/min",
    "kit": "30/min",
    "credential": "120/min",
    "appeal": "20/min",
    "log": "120/min",
}

# allauth's own defaults, written out; "key" is the name or address that was typed.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "reauthenticate": "10/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}

# axes locks one person at one address, never an office behind one address.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
