"""Attack every public exit with the stories that must not show."""

from __future__ import annotations

import logging
import re
import secrets
import sys
import warnings
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from articles.editorial.previewing import TOKEN_BYTES
from articles.management.attacks import NotCovered, public_addresses
from articles.management.hiding import Hidden, ended_links, hidden_changes, hidden_stories
from articles.management.progress import Progress
from articles.models import Article, PreviewLink
from articles.models.preview_link import digest_of_token
from articles.press.renditions.names import FOLDER, renditions_of
from articles.press.renditions.storing import source_of

_LOCATION = re.compile(r"<loc>https?://[^/<]*(/[^<]*)</loc>")


class Command(BaseCommand):
    """Asks as an anonymous visitor; a leak is named with the address it came from, and the exit code is not 0."""

    help = (
        "For each story the public may not see (draft, in review, ready, scheduled, embargoed, held, restricted, "
        "killed), and for what is not out of those it may: ask for the addresses it would have, its pictures among "
        "them, and look for its headlines, address and quotes in every page, list, feed, sitemap and search. Opens "
        "every preview link that has ended. Names each leak, and each public address that no attack knows; the exit "
        "code then is not 0."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=300, help="how many hidden stories, those changed last first")

    def handle(self, *, limit: int, **options: Any) -> str:
        requests = logging.getLogger("django.request")
        level = requests.level
        requests.setLevel(logging.CRITICAL)  # every 404 here is as it should be
        try:
            return self._attack(timezone.now(), limit)
        finally:
            requests.setLevel(level)

    def _attack(self, at: datetime, limit: int) -> str:
        warnings.filterwarnings("ignore", "No directory at", module="django")  # nothing collected: no matter here
        stories, changes = hidden_stories(at, limit), hidden_changes(at, limit)
        hidden = [*stories, *changes]
        self.client = Client(raise_request_exception=False, SERVER_NAME=_host())
        self.leaks = 0
        own = [(one, address) for one in hidden for address in one.addresses]
        try:
            listed = list(dict.fromkeys(public_addresses(hidden, at)))
        except NotCovered as gap:
            raise CommandError(str(gap)) from gap
        self.progress = Progress(sys.stderr, "addresses", len(own) + len(listed))
        for one, address in own:
            self._attack_own(one, address)
        asked = self._attack_lists(listed, hidden)
        opened = self._attack_links(at, limit)
        self.progress.clear()
        if self.leaks:
            raise CommandError(f"{self.leaks} leaks of {len(stories)} hidden stories; see above.")
        return (
            f"No leak: {len(stories)} hidden stories, changes to {len(changes)} live ones, {opened} ended preview "
            f"links, {len(own) + asked + opened} addresses asked."
        )

    def _attack_own(self, one: Hidden, address: str) -> None:
        """Its own address answers like one that never existed; or, where readers had seen it, says that it is gone."""
        response, content = self._ask(address)
        expected = {404, 410} if one.is_gone else {404}
        if response.status_code not in expected:
            self._tell(address, one, f"answers {response.status_code}")
        elif response.status_code == 404:
            never = f"{address.rstrip('/')}-{secrets.token_hex(4)}/"
            other, blank = self._ask(never)
            if (other.status_code, blank.replace(never, "")) != (404, content.replace(address, "")):
                self._tell(address, one, "answers otherwise than an address that never existed")

    def _attack_lists(self, addresses: Sequence[str], hidden: Sequence[Hidden]) -> int:
        """Ask for each address, and for those that sitemaps name; how many were asked."""
        waiting, asked = list(addresses), set(addresses)
        while waiting:
            address = waiting.pop()
            response, content = self._ask(address)
            if response.status_code >= 500:
                self.leaks += 1
                self.stderr.write(f"{address} answers {response.status_code}: it cannot be checked.")
            # What was asked for stands in a search form, and is no leak.
            content = content if "?" not in address else _results_of(content)
            for one in hidden:
                for mark in one.marks_in(content):
                    self._tell(address, one, f"shows “{mark}”")
            if "sitemap" in address:
                new = [found for found in _LOCATION.findall(content) if "sitemap" in found and found not in asked]
                waiting += new
                asked.update(new)
        return len(asked)

    def _attack_links(self, at: datetime, limit: int) -> int:
        """Open each preview link that has ended; how many. The token is nowhere kept: a link is given one of ours for
        as long as it is asked, in a transaction that is taken back."""
        links = list(ended_links(at, limit).select_related("article__lead_image"))
        for link in links:
            token = secrets.token_urlsafe(TOKEN_BYTES)
            with transaction.atomic():
                PreviewLink.objects.filter(pk=link.pk).update(token_digest=digest_of_token(token))
                answers = [self._ask(f"/preview/{token}/{part}") for part in ("", *_renditions_of(link.article))]
                transaction.set_rollback(True)
            for response, _ in answers:
                if response.status_code != 404:
                    self._tell(f"/preview/ (link {link.pk})", Hidden(link.article, (), ()), "opens after its end")
        return len(links)

    def _ask(self, address: str) -> tuple[HttpResponseBase, str]:
        response = self.client.get(address, secure=settings.SECURE_SSL_REDIRECT)
        self.progress.advance()
        parts: Iterable[bytes] = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
        return response, b"".join(parts).decode("utf-8", "replace")

    def _tell(self, address: str, one: Hidden, what: str) -> None:
        self.leaks += 1
        self.progress.clear()
        self.stderr.write(f"LEAK: {address} {what} (“{one.story}”, {one.story.get_state_display().lower()})")


def _results_of(content: str) -> str:
    """A search without what the visitor asked for: form, title, heading and the next page's address repeat it."""
    page = re.sub(r"<(form|head|h1|title)\b.*?</\1>", "", content, flags=re.DOTALL)
    return re.sub(r'"next": "[^"]*"', "", page)


def _host() -> str:
    """A host this site answers to."""
    return next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host not in {"*", "[::1]"}), "localhost")


def _renditions_of(story: Article) -> list[str]:
    """The lead picture's renditions as a preview link has them."""
    if story.lead_image is None:
        return []
    return [one.name.removeprefix(FOLDER) for one in renditions_of(source_of(story.lead_image))]
