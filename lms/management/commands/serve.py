"""Runs web, worker and scheduler on one machine with no other services."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from lms.ops import bootstrap, serve


class Command(BaseCommand):
    help = "Prepare this machine and run web, worker and scheduler until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        serve.take_folder(Path(settings.VAR_DIR), f"http://{host}:{port}/")
        for one in (port, *serve.list_package_ports(port)):
            serve.refuse_taken_port(host, one)
        for words, step in bootstrap.list_steps():
            self.stdout.write(f"→ {words}")
            self.stdout.flush()
            step()
        serve.become_supervisor(host, port)
