"""The indexes that search reads, in each database's own kind; what keeps them filled is articles/models/search/.

SQLite: FTS5 tables, filled by triggers that are put back after every migrate. PostgreSQL: generated columns.
"""

import logging

from django.db import DatabaseError, migrations, models, transaction

import articles.models.search.sqlite

TOKENIZE = "tokenize = \"porter unicode61 remove_diacritics 2\", prefix = '2 3'"
SQLITE = [
    f"CREATE VIRTUAL TABLE articles_edition_words USING fts5(headline, dek, text, names, {TOKENIZE})",
    f"CREATE VIRTUAL TABLE articles_editionquote_words USING fts5(words, speaker_name, role, {TOKENIZE})",
]
SQLITE_BACK = [
    *(
        f"DROP TRIGGER IF EXISTS {table}_{event}"
        for table in ("articles_edition", "articles_editionquote")
        for event in ("is_indexed", "is_unindexed")
    ),
    "DROP TABLE articles_editionquote_words",
    "DROP TABLE articles_edition_words",
]

# What SQLite's tokenizer takes for a gap. PostgreSQL's parser would read "and/or" as a file and "3.5" as one word.
GAPS = "!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~¡¢£¦§¨©«¬®¯°±´¶·¸»¿×÷‐‑‒–—―‘’‚“”„†‡•…‰‹›€™−"


def _vector(columns, weight, limit=200_000):
    """Cut, because a tsvector holds no more than a megabyte and a publish must not fail for a long text."""
    joined = " || ' ' || ".join(columns)
    gaps = f"'{GAPS}', repeat(' ', {len(GAPS.replace(chr(39) * 2, chr(39)))})"
    return f"setweight(to_tsvector('newsroom', translate(normalize(left({joined}, {limit}), NFC), {gaps})), '{weight}')"


def _column(table, *vectors):
    return [
        f"ALTER TABLE {table} ADD COLUMN search tsvector GENERATED ALWAYS AS ({' || '.join(vectors)}) STORED",
        # A short pending list: what was published last is looked for by scanning it.
        f"CREATE INDEX {table}_search ON {table} USING gin (search) WITH (gin_pending_list_limit = 256)",
    ]


POSTGRESQL = [
    # Porter's stems, as on SQLite, and no stop words: “to be or not to be” is a quote.
    "CREATE TEXT SEARCH DICTIONARY newsroom_stem (TEMPLATE = snowball, LANGUAGE = porter)",
    "CREATE TEXT SEARCH CONFIGURATION newsroom (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION newsroom ALTER MAPPING FOR asciiword, word, numword WITH {chain}",
    *_column(
        "articles_edition",
        _vector(["headline"], "A"),
        _vector(["dek", "names"], "B", limit=20_000),
        _vector(["text"], "D"),
    ),
    *_column("articles_editionquote", _vector(["words"], "A"), _vector(["speaker_name", "role"], "B")),
]
POSTGRESQL_BACK = [
    "ALTER TABLE articles_editionquote DROP COLUMN search",
    "ALTER TABLE articles_edition DROP COLUMN search",
    "DROP TEXT SEARCH CONFIGURATION newsroom",
    "DROP TEXT SEARCH DICTIONARY newsroom_stem",
]


def has_unaccent(connection):
    """Whether accents can be folded; says what to do when the account may not install the extension."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    except DatabaseError:
        logging.getLogger("newsroom").warning(
            "Search will tell é from e: this database account may not install the extension “unaccent”. Let the"
            " database's owner run CREATE EXTENSION unaccent, then migrate articles back to 0002 and forward again."
        )
        return False
    return True


def make_indexes(apps, schema_editor):
    connection = schema_editor.connection
    statements = SQLITE
    if connection.vendor == "postgresql":
        chain = "unaccent, newsroom_stem" if has_unaccent(connection) else "newsroom_stem"
        statements = [statement.replace("{chain}", chain) for statement in POSTGRESQL]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop_indexes(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in SQLITE_BACK if connection.vendor == "sqlite" else POSTGRESQL_BACK:
            cursor.execute(statement)


def _index_model(name, table):
    """SQLite's index as the ORM reads it: a hidden column named like the table is what MATCH is asked of."""
    return migrations.CreateModel(
        name=name,
        fields=[
            ("place", models.BigIntegerField(db_column="rowid", primary_key=True, serialize=False)),
            ("all_columns", articles.models.search.sqlite.IndexColumn(db_column=table)),
        ],
        options={"db_table": table, "managed": False},
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_roles")]
    operations = [
        migrations.RunPython(make_indexes, drop_indexes),
        _index_model("EditionWords", "articles_edition_words"),
        _index_model("EditionQuoteWords", "articles_editionquote_words"),
    ]
