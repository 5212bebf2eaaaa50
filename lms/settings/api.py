"""The API: who may ask, in what shape it answers, and its OpenAPI schema."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # The first decides what a stranger gets: 401 with the way to sign in, not 403.
        "people.web.second_step.StaffTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "lms.pagination.LimitedPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["people.web.rate_limit.ApiThrottle"],
    "PAGE_SIZE": 100,
    "NUM_PROXIES": 0,  # REMOTE_ADDR is the client already: see ClientAddressMiddleware
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Pyinnya",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Asked with and told without a choice for nothing, it would have two names.
    "ENUM_NAME_OVERRIDES": {
        "EndReasonEnum": "people.models.Posting.EndReason",
        "YearStateEnum": "courses.models.YearState",
    },
    "PREPROCESSING_HOOKS": ["lms.api.keep_api_endpoints"],
}
