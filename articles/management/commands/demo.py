"""A newsroom to try out: one command from a fresh checkout to a site with stories."""

from __future__ import annotations

import errno
import logging
import socket
import warnings
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.utils import timezone

from articles.management.sample.accounts import SignIn, renew_passwords
from articles.management.sample.building import build
from articles.models import Article

_HOST = "127.0.0.1"


class Command(BaseCommand):
    """Migrates, builds the sample newsroom once, prints the sign-ins, serves it on this machine alone."""

    help = (
        "Make a newsroom to try out: the secret and the SQLite file where there are none, a sample newsroom built once "
        "through the real acts, one account a role. Then serve it on 127.0.0.1. A second run starts at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=_port, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="stop when the newsroom stands")
        parser.add_argument("--new-passwords", action="store_true", help="give the demo accounts new passwords")

    def handle(self, *, port: int, no_serve: bool, new_passwords: bool, **options: Any) -> None:
        if not no_serve:
            _refuse_taken(port)
        call_command("migrate", verbosity=0, interactive=False)
        sign_ins = build(timezone.now(), self.stdout.write if options["verbosity"] > 0 else lambda line: None)
        if not sign_ins and new_passwords:
            sign_ins = renew_passwords()
        self._show(sign_ins)
        address = f"http://{_HOST}:{port}/"
        if no_serve:
            self.stdout.write(f"The newsroom stands; `manage.py demo --port {port}` serves it at {address}")
            return
        self.stdout.write(f"The newsroom is at {address} and its desk at {address}admin/ (stop it with Ctrl-C).")
        self.stdout.flush()
        _serve(port)

    def _show(self, sign_ins: Sequence[SignIn]) -> None:
        if not sign_ins:
            count = Article.objects.count()
            self.stdout.write(f"There are {count} stories already: nothing was built.")
            self.stdout.write("The accounts keep their passwords; `manage.py demo --new-passwords` makes new ones.")
            return
        widths = [max(len(getattr(one, name)) for one in sign_ins) for name in ("username", "password")]
        self.stdout.write("")
        for one in sign_ins:
            self.stdout.write(f"  {one.username:<{widths[0]}}  {one.password:<{widths[1]}}  {one.name}")
        self.stdout.write("\nThese passwords are shown only now. Lost them? `manage.py demo --new-passwords`.")


def _port(said: str | int) -> int:
    """A port as it was typed; refused where there can be none such."""
    port = int(said) if str(said).isdecimal() else 0
    if not 0 < port < 2**16:
        raise ArgumentTypeError(f"a port is a number from 1 to 65535, not {said}.")
    return port


def _refuse_taken(port: int) -> None:
    """Say so before anything is built when the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(_why_not(port, error)) from error


def _serve(port: int) -> None:
    """Django's own server: for trying out, on this machine alone."""
    settings.SITE_URL = f"http://{_HOST}:{port}" if settings.SITE_URL == "http://127.0.0.1:8000" else settings.SITE_URL
    warnings.filterwarnings("ignore", "No directory at", module="django")  # static files are found where they lie
    application = get_internal_wsgi_application()
    logging.getLogger("django.server").setLevel(logging.WARNING)  # after: the application sets logging up anew
    try:
        run(_HOST, port, application, threading=True)
    except OSError as error:
        raise CommandError(_why_not(port, error)) from error
    except KeyboardInterrupt:
        return


def _why_not(port: int, error: Exception) -> str:
    if getattr(error, "errno", None) == errno.EADDRINUSE:
        return f"Port {port} is taken: stop what listens there, or choose another with --port."
    return f"Port {port} cannot be used ({error}): choose another with --port."
