"""Settings read from the environment: what is nonsense stops the start with a sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import settings
from newsroom.secret import write_secret_key


@pytest.mark.parametrize(
    ("name", "raw", "read", "sentence"),
    [
        ("DEBUG", "yes", lambda: settings.read_flag("DEBUG", default=False), "DEBUG must be 0 or 1, not 'yes'"),
        ("TIME_ZONE", "Mars/Olympus", settings.read_time_zone, "must be an IANA zone"),
        ("TIME_ZONE", "../etc/passwd", settings.read_time_zone, "must be an IANA zone"),
        ("SITE_URL", "ftp://example.org", settings.read_site_url, "must begin with http"),
        ("DATABASE_URL", "mysql://x", settings.read_databases, "must begin with sqlite:// or postgres://"),
        ("DATABASE_URL", "nonsense", settings.read_databases, "must begin with sqlite:// or postgres://"),
        ("PROXY_COUNT", "-1", lambda: settings.read_count("PROXY_COUNT"), "must be a whole number"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(monkeypatch, name, raw, read, sentence):
    monkeypatch.setenv(name, raw)

    with pytest.raises(ImproperlyConfigured, match=sentence):
        read()


def test_a_missing_secret_stops_the_start_and_a_short_one_too(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        settings.read_secret(tmp_path / "none", testing=False)

    monkeypatch.setenv("SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="at least 50 characters, not 5"):
        settings.read_secret(tmp_path / "none", testing=False)


def test_what_signs_nothing_runs_without_a_secret_and_all_else_does_not(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setattr("sys.argv", ["/somewhere/manage.py", "extract_quotes"])

    keys = {settings.read_secret(tmp_path / "none", testing=False) for _ in range(2)}

    assert len(keys) == 2
    assert min(map(len, keys)) >= 50
    assert settings.needs_no_secret(["manage.py", "parse_story", "-"])
    assert settings.needs_no_secret(["manage.py", "import_stories", "--help"])
    assert not settings.needs_no_secret(["manage.py", "import_stories", "parse_story"])
    assert not settings.needs_no_secret(["gunicorn", "parse_story"])
    assert not settings.needs_no_secret(["manage.py"])


def test_the_try_out_secret_is_made_once_and_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "secret"

    write_secret_key(path)
    first = settings.read_secret(path, testing=False)
    write_secret_key(path)

    assert settings.read_secret(path, testing=False) == first
    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


def test_sqlite_takes_its_lock_at_once_and_writes_ahead(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////somewhere/news.sqlite3")

    options = settings.read_databases()["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_is_named_by_its_address(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:secret@db.example.org:5433/news")

    database = settings.read_databases()["default"]

    assert (database["ENGINE"], database["HOST"], database["PORT"]) == (
        "django.db.backends.postgresql",
        "db.example.org",
        5433,
    )


@pytest.mark.parametrize(("said", "threshold"), [(None, 0), ("1", 0), ("0", None)])
def test_plans_are_kept_unless_a_pooler_forbids_it(monkeypatch, said, threshold):
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:secret@db.example.org:5433/news")
    monkeypatch.delenv("PREPARED_STATEMENTS", raising=False)
    if said is not None:
        monkeypatch.setenv("PREPARED_STATEMENTS", said)

    assert settings.read_databases()["default"]["OPTIONS"].get("prepare_threshold") == threshold
