"""Logging: one structured line an event, for people in a terminal or as JSON for machines.

Code writes with the standard library; structlog formats and adds the request: decision 0008.

No line carries what people typed or hold: tracebacks come without the values of variables, and
addresses without their query and the keys in them.
"""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

KEY_IN_ADDRESS = re.compile(
    r"(/reset/key/|/confirm-email/|/details/email/|/code/link/[0-9]+/)[^/?'\s]+"
)
QUERY = re.compile(r"\?.*$")


def remove_secrets(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Cut searches, links' secrets and one-time keys out of the requested address."""
    if isinstance(event.get("request"), str):
        event["request"] = QUERY.sub("?…", event["request"])
    for part in ("event", "request"):
        if isinstance(event.get(part), str):
            event[part] = KEY_IN_ADDRESS.sub(r"\1…", event[part])
    return event


SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,  # request_id and user_id, and ip from our middleware
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.StackInfoRenderer(),
    remove_secrets,
]

# For django-structlog, which writes request_started and its like with structlog itself.
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


_TOO_MUCH = ("RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")


def configure_logging(*, level: str, as_json: bool) -> dict[str, Any]:
    """Return Django's LOGGING: everything to standard error, at ``level`` and above."""
    plain = structlog.dev.plain_traceback
    renderers = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(exception_formatter=plain)]
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # A 404 or 403 needs nothing done by the operator.
            "django.request": {"level": "ERROR"},
            # Anybody can send too much, as often as they like, and each would be a traceback.
            **{f"django.security.{error}": {"level": "CRITICAL"} for error in _TOO_MUCH},
        },
    }
