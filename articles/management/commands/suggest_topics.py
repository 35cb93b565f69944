"""Topics for stories from other programs: ninjs lines in, JSON lines out; and the training of what suggests them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.advice.topics import Asked, Suggester, Vocabulary
from articles.advice.topics.archive import tagged_stories
from articles.advice.topics.training import CannotTrain, train
from articles.editorial.topic_learning import keep_model
from articles.management.json_lines import lines_of, object_of
from articles.management.plain_json import as_json
from articles.management.progress import Progress
from articles.models import Topic
from articles.parsing.markup import body_text
from articles.parsing.ninjs import read_ninjs
from articles.parsing.wire import UnreadableItem

MOST = 10


class Command(BaseCommand):
    """Reads ninjs items, writes `{"id", "topics", "accepted", "why"}` lines; a bad line is named, the others go on."""

    help = (
        "Suggest topics: reads ninjs items, one a line, from the standard input, writes JSON lines "
        '{"id", "topics": [names, best first], "accepted": [those sure enough to be taken], "why": {name: reason}}. '
        "Nothing is stored. A line that cannot be read is named on the standard error and the others go on; the exit "
        "code then is not 0. With --train: learn from the newsroom's own tagged stories first, and read nothing. "
        "Training needs scikit-learn, the extra “suggest”; suggesting does not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--train", action="store_true", help="learn from the tagged archive, then stop")

    def handle(self, *, train: bool, **options: Any) -> str | None:
        if train:
            return self._train()
        self._suggest()
        return None

    def _train(self) -> str:
        progress = Progress(sys.stderr, "steps")
        stories = tagged_stories(Vocabulary.read())
        self.stdout.write(f"{len(stories):,} tagged stories read.")
        try:
            model, figures = train(stories, lambda step: self.stdout.write(f"{step} ({progress.seconds:.0f} s)."))
        except CannotTrain as error:
            raise CommandError(str(error)) from error
        keep_model(model, figures, by=None, at=timezone.now())
        return (
            f"Learned {figures.topics:,} topics from {figures.stories:,} stories in {progress.seconds:.0f} s. "
            "On stories that neither the words' weights, nor the signals' weights, nor the bar had seen: first topic "
            f"right {figures.first_right:.3f}, found in five {figures.found_in_five:.3f}, micro-F1 of those accepted "
            f"{figures.micro_f1:.3f}."
        )

    def _suggest(self) -> None:
        suggester, names = Suggester.read(), dict(Topic.objects.values_list("pk", "name"))
        progress = Progress(sys.stderr, "stories")
        refused = 0
        for number, line in lines_of(sys.stdin.buffer):
            try:
                self.stdout.write(as_json(_answer(line, suggester, names)))
            except ValueError as error:
                refused += 1
                self.stderr.write(f"line {number}: {error}")
            progress.advance()
        progress.clear()
        if refused:
            raise CommandError(f"{progress.done - refused:,} stories read, {refused:,} lines could not be; see above.")
        if sys.stderr.isatty():
            self.stderr.write(self.style.SUCCESS(f"{progress.done:,} stories read."))


def asked_of(item: dict[str, Any]) -> Asked:
    """What is asked of a ninjs item; ValueError says in a sentence why nothing can be."""
    try:
        story = read_ninjs(item)
    except UnreadableItem as error:
        raise ValueError(str(error)) from error
    return Asked(story.headline, body_text(story.body_html))


def _answer(line: bytes, suggester: Suggester, names: dict[int, str]) -> dict[str, Any]:
    """What is suggested for one item; ValueError says in a sentence what is wrong with the line."""
    item = object_of(line)
    advised = suggester.advise(asked_of(item), MOST, least=0.0)
    return {
        "id": next((item[key] for key in ("uri", "guid", "id") if item.get(key) is not None), None),
        "topics": [names[one.topic_id] for one in advised.suggestions],
        "accepted": [names[topic] for topic in advised.accepted],
        "why": {names[one.topic_id]: one.reason for one in advised.suggestions},
    }
