"""What may lag behind: run it every few minutes, or never. Nothing readers may or may not see depends on it."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from articles.editorial.asking import ask_untagged
from articles.editorial.attending import sweep_presences
from articles.editorial.autosaving import sweep_autosaves
from articles.editorial.learning import learn_words
from articles.editorial.pictures.saving import note_rendered
from articles.editorial.purging import purge_what_came_due
from articles.editorial.redrawing import redraw_outdated
from articles.editorial.relating import refresh_lately_related
from articles.editorial.topic_uses import recount_uses
from articles.models import Image
from articles.press.renditions.storing import make_missing

_RELATED_SINCE = "related-until"


class Command(BaseCommand):
    """Makes missing renditions, clears what has expired, lets SQLite look after its statistics. Safe at once."""

    help = (
        "Draw pages anew that are stale, learn new words for searches to suggest, suggest topics for stories without "
        "any, make picture renditions that are missing, clear expired sessions and unsaved words nobody came back for, "
        "let SQLite refresh its statistics. "
        "For cron, every few minutes; publication never waits for it."
    )

    def handle(self, **options: Any) -> str:
        purged = purge_what_came_due(timezone.now())
        self.stdout.write(f"Told the shared cache of {purged} stories that came due.")
        since = cache.get(_RELATED_SINCE) or timezone.now() - timedelta(days=2)
        related = refresh_lately_related(since, timezone.now())
        cache.set(_RELATED_SINCE, timezone.now(), None)
        self.stdout.write(f"Found related stories anew for {related}.")
        drawn = sum(redraw_outdated())
        self.stdout.write(f"Drew {drawn} pages anew.")
        self.stdout.write(f"Learned the words of {learn_words(timezone.now())} editions.")
        self.stdout.write(f"Suggested {ask_untagged(timezone.now()):,} topics for stories without any.")
        self.stdout.write(f"Counted the stories of {recount_uses()} topics anew.")
        made, unreadable = self._make_renditions()
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
        self.stdout.write("Cleared expired sessions.")
        forms, people = sweep_autosaves(timezone.now()), sweep_presences(timezone.now())
        self.stdout.write(f"Swept {forms} unsaved forms a month old, {people} traces of people gone from stories.")
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA optimize")
            self.stdout.write("Refreshed the database's statistics.")
        if unreadable:
            raise CommandError(f"{made} renditions made; {unreadable} pictures could not be read, see above.")
        return f"{made} renditions made."

    def _make_renditions(self) -> tuple[int, int]:
        """How many were made, and of how many pictures the file is missing or broken."""
        made = unreadable = 0
        for image in Image.objects.filter(is_rendered=False).exclude(file="").order_by("pk").iterator():
            try:
                new = make_missing(image)
            except Exception as error:  # whatever a broken file makes of the decoder: go on
                unreadable += 1
                self.stderr.write(f"picture {image.pk} “{image}”: {error.__class__.__name__}: {error}")
                continue
            note_rendered(image)
            made += len(new)
            if new:
                self.stdout.write(f"picture {image.pk} “{image}”: made {len(new)} renditions.")
        return made, unreadable
