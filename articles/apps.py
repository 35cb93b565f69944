"""The one app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ArticlesConfig(AppConfig):
    """Articles, bylines, quotes, topics and editions, with the database's own guards on them."""

    name = "articles"
    label = "articles"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        from articles.models import guards, public_change, search, sessions, topic_finding

        # A table that SQLite remakes in a migration loses its triggers without a word: put them back after each.
        pre_migrate.connect(guards.lift_before_migrate, sender=self, dispatch_uid="articles.guards")
        post_migrate.connect(guards.install_after_migrate, sender=self, dispatch_uid="articles.guards")
        pre_migrate.connect(public_change.lift_before_migrate, sender=self, dispatch_uid="articles.public_change")
        post_migrate.connect(public_change.install_after_migrate, sender=self, dispatch_uid="articles.public_change")
        post_migrate.connect(search.install_after_migrate, sender=self, dispatch_uid="articles.search")
        pre_migrate.connect(topic_finding.lift_before_migrate, sender=self, dispatch_uid="articles.topic_finding")
        post_migrate.connect(topic_finding.install_after_migrate, sender=self, dispatch_uid="articles.topic_finding")
        sessions.connect()
