"""Rules the database itself holds by triggers, on SQLite and PostgreSQL alike.

A later change to a table drops its triggers on SQLite without a word, so they are put back after every migrate, and
tests try to break each rule with raw SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.apps import apps as project_apps
from django.db import connections

from articles.models.article import Article


@dataclass(frozen=True, slots=True)
class Guard:
    """A trigger: before an event on a table, where the condition (over NEW and OLD) holds, refuse with the sentence."""

    name: str
    table: str
    event: str
    refused_when: str
    sentence: str


def _written_once(model: str, *, except_for: tuple[str, ...] = ()) -> list[Guard]:
    table, columns = _table(model)
    changed = " OR ".join(f'NEW."{c}" IS DISTINCT FROM OLD."{c}"' for c in columns if c not in except_for)
    return [
        Guard(f"{table}_never_changes", table, "UPDATE", changed, f"{model} rows are written once"),
        Guard(f"{table}_never_goes", table, "DELETE", "1 = 1", f"{model} rows are never deleted"),
    ]


def _table(model: str) -> tuple[str, list[str]]:
    meta = project_apps.get_model("articles", model)._meta
    return meta.db_table, [field.column for field in meta.concrete_fields]


def _state_moves() -> str:
    allowed = " OR ".join(
        f"(OLD.state = '{old}' AND NEW.state IN ({', '.join(repr(str(n)) for n in new)}))"
        for old, new in Article.STATE_MOVES.items()
        if new
    )
    return f"NEW.state <> OLD.state AND NOT ({allowed})"


def guards() -> list[Guard]:
    """Every guard, by table."""
    return [
        *_written_once("Edition", except_for=("superseded_at",)),
        *_written_once("EditionByline"),
        *_written_once("EditionImage"),
        *_written_once("EditionQuote"),
        *_written_once("Act"),
        *_written_once("Evidence", except_for=("added_by_id",)),
        *_written_once("Original", except_for=("taken",)),
        *_written_once("StoryNote", except_for=("by_id",)),
        *_written_once("Correction", except_for=("withdrawn_at", "withdrawn_reason", "corrected_by_id")),
        *_of_editions("articles_edition"),
        *_of_stories("articles_article"),
        *_of_front_pages("articles_frontpage"),
        *_topic_names_apart("articles_topic", "articles_topicalias"),
        *_codes_apart("articles_topic", "articles_topiccode", "topic_code_is_no_further_one"),
        *_codes_apart("articles_topiccode", "articles_topic", "topic_further_code_is_no_first"),
    ]


def _of_editions(edition: str) -> list[Guard]:
    return [
        Guard(
            "edition_follows_its_predecessor",
            edition,
            "INSERT",
            f"NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM {edition} p WHERE p.article_id = NEW.article_id"
            " AND p.number = NEW.number - 1 AND p.digest = NEW.previous_digest)",
            "an edition follows the one before it and names its digest",
        ),
        Guard(
            "edition_path_is_its_own",
            edition,
            "INSERT",
            f"EXISTS (SELECT 1 FROM {edition} p WHERE p.path = NEW.path AND p.article_id <> NEW.article_id)",
            "another story has had this address",
        ),
    ]


def _of_stories(article: str) -> list[Guard]:
    return [
        Guard(
            "article_state_moves",
            article,
            "UPDATE",
            _state_moves(),
            "a story does not move between these states",
        ),
        Guard(
            "article_killed_after_release_stays",
            article,
            "UPDATE",
            "OLD.state = 'killed' AND NEW.state = 'draft' AND OLD.first_published_at IS NOT NULL",
            "a story that was released and killed is not had back",
        ),
        Guard(
            "article_first_published_stays",
            article,
            "UPDATE",
            "OLD.first_published_at IS NOT NULL AND NEW.first_published_at IS DISTINCT FROM OLD.first_published_at"
            " AND NOT (OLD.state = 'published' AND NEW.state = 'ready' AND NEW.first_published_at IS NULL)",
            "the moment of first publication is never rewritten",
        ),
    ]


def _of_front_pages(front_page: str) -> list[Guard]:
    return [
        Guard(
            "front_page_released_never_changes",
            front_page,
            "UPDATE",
            "OLD.released_at IS NOT NULL"
            " AND (NEW.slots <> OLD.slots OR NEW.released_at IS DISTINCT FROM OLD.released_at)",
            "a front page that was released never changes",
        ),
        Guard(
            "front_page_released_never_goes",
            front_page,
            "DELETE",
            "OLD.released_at IS NOT NULL",
            "a front page that was released is never deleted",
        ),
    ]


def _topic_names_apart(topic: str, alias: str) -> list[Guard]:
    """A topic merged away keeps its name in its row, and where it went has that name as an alias."""
    sentence, in_use = "this topic name is taken", "merged_into_id IS NULL"
    of_topic = _apart(topic, alias, "topic_name_is_no_alias", "folded_name", sentence, f"NEW.{in_use}")
    of_alias = _apart(alias, topic, "topic_alias_is_no_name", "folded_name", sentence, f"o.{in_use}")
    return [*of_topic, *of_alias]


def _codes_apart(table: str, other: str, name: str) -> list[Guard]:
    return _apart(table, other, name, "code", "this topic code is taken")


def _apart(table: str, other: str, name: str, column: str, sentence: str, only: str = "1 = 1") -> list[Guard]:
    taken = f"NEW.{column} <> '' AND EXISTS (SELECT 1 FROM {other} o WHERE o.{column} = NEW.{column} AND {only})"
    return [Guard(f"{name}_{event.lower()}", table, event, taken, sentence) for event in ("INSERT", "UPDATE")]


def install(connection: Any) -> None:
    """Put every guard in place, replacing what stands."""
    statements = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for guard in guards():
            for statement in statements(guard):
                cursor.execute(statement)


def _sqlite(guard: Guard) -> list[str]:
    condition = guard.refused_when.replace("IS DISTINCT FROM", "IS NOT")
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END",
    ]


def _postgresql(guard: Guard) -> list[str]:
    returned = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {guard.refused_when} THEN"
        f" RAISE EXCEPTION '{guard.sentence}' USING ERRCODE = 'integrity_constraint_violation';"
        f" END IF; RETURN {returned}; END $$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


def lift(connection: Any) -> None:
    """Take every guard away; `install` puts them back."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in guards():
            if guard.table in tables:
                on_table = "" if connection.vendor == "sqlite" else f" ON {guard.table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on_table}")


def lift_before_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal receiver: SQLite remakes a table by renaming, which fails while another table's trigger names it."""
    lift(connections[using])


def install_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal receiver: after a migrate that leaves all our tables, the guards stand again."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if {guard.table for guard in guards()} <= tables:
        install(connection)
