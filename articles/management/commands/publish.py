"""Publish stories from the shell."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.editorial import Blocked, EditorialError, publish
from articles.models import Act, Article

_RELEASES = ("publish", "correct", "retract", "schedule")
_BESIDE_THE_TEXT = ("tag", "untag")


class Command(BaseCommand):
    """Each story in a transaction of its own; what the gate finds is printed with its place."""

    help = (
        "Publish stories that are ready, or a new edition of stories that are published and have changed since. "
        "Each story stands alone: one refused does not stop the others, and the exit code then is not 0. "
        "A story whose words have not changed since its last edition is left as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", metavar="ID", nargs="+", type=int, help="number of a story, as in its desk address")

    def handle(self, *, ids: list[int], **options: Any) -> str:
        published = unchanged = refused = 0
        for number in dict.fromkeys(ids):
            try:
                line = _publish(number, timezone.now())
            except (EditorialError, Article.DoesNotExist) as error:
                refused += 1
                for sentence in _reasons(error):
                    self.stderr.write(f"{number}: not published. {sentence}")
                continue
            published, unchanged = published + bool(line), unchanged + (not line)
            self.stdout.write(f"{number}: {line or 'unchanged since its last edition.'}")
        closing = f"{published} published, {unchanged} unchanged, {refused} refused."
        if refused:
            raise CommandError(closing)
        return closing


@transaction.atomic
def _publish(number: int, at: datetime) -> str:
    """Publish one story; says as what, or nothing if nothing has changed since its last edition."""
    article = Article.objects.select_for_update(no_key=True).get(pk=number)
    if article.state == Article.State.PUBLISHED and not article.is_scheduled(at) and _is_as_released(article):
        return ""
    edition = publish(article, by=None, at=at)
    return f"published “{edition.headline}” as edition {edition.number} at {edition.path}"


def _is_as_released(article: Article) -> bool:
    """The last thing done to the story, topics aside, was to release it."""
    newest = Act.objects.filter(article=article).exclude(verb__in=_BESIDE_THE_TEXT).order_by("-pk").first()
    return newest is not None and newest.verb in _RELEASES


def _reasons(error: Exception) -> list[str]:
    if isinstance(error, Blocked):
        return [f"{finding.message} ({finding.where})" for finding in error.findings]
    return [str(error) if isinstance(error, EditorialError) else "There is no story of that number."]
