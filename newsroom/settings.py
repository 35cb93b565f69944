"""All settings, read from the environment. Secure as shipped: nonsense stops the start with a sentence."""

from __future__ import annotations

import secrets
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from newsroom.brand import Brand, read_brand
from newsroom.site_files import read_site_files

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def read_flag(name: str, default: bool) -> bool:
    """0 or 1 from the environment; anything else stops the start."""
    raw = env.str(name, default="1" if default else "0")
    if raw not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {raw!r}.")
    return raw == "1"


def needs_no_secret(arguments: list[str]) -> bool:
    """Whether manage.py was called for what signs nothing: text in, JSON out, or a command's help."""
    program, *words = arguments
    if Path(program).name != "manage.py":
        return False
    return words[:1] in (["parse_story"], ["extract_quotes"]) or bool({"--help", "-h"} & set(words[1:]))


def read_secret(path: Path, *, testing: bool) -> str:
    """SECRET_KEY from the environment, else from the file that `manage.py demo` makes; never a fixed one.

    Commands that sign nothing run without: they get a random one that dies with them.
    """
    key = env.str("SECRET_KEY", default="")
    if not key and path.exists():
        key = path.read_text(encoding="utf-8").strip()
    if not key and testing:
        key = "only-for-tests-" + "x" * 50
    if not key and needs_no_secret(sys.argv):
        key = secrets.token_urlsafe(64)
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set it in the environment, or run `manage.py demo` for a try-out."
        )
    if len(key) < 50:
        raise ImproperlyConfigured(f"SECRET_KEY must have at least 50 characters, not {len(key)}.")
    return key


def read_time_zone() -> str:
    """TIME_ZONE: a name of the IANA database."""
    name = env.str("TIME_ZONE", default="America/New_York")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ImproperlyConfigured(f"TIME_ZONE must be an IANA zone such as America/New_York, not {name!r}.") from error
    return name


def read_databases() -> dict:
    """DATABASE_URL; SQLite beside manage.py by default, in WAL and with write locks taken at once (never "locked")."""
    scheme = env.str("DATABASE_URL", default="sqlite:").partition(":")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL must begin with sqlite:// or postgres://, not {scheme[:40]!r}.")
    try:
        database = env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'newsroom.sqlite3'}")
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL must be sqlite:///PATH or postgres://USER:PASSWORD@HOST:PORT/NAME."
        ) from error
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            # SQLite's queue of writers is not a fair one: of ten at work, some wait long for their turn.
            "timeout": 60,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;",
        }
    else:
        # Compiling a query, or calling other processes to it, costs more than any of ours takes to run.
        options = {**database.get("OPTIONS", {}), "options": "-c jit=off -c max_parallel_workers_per_gather=0"}
        # Readers' statements are planned once a connection: planning costs more than most take to run. A pooler that
        # gives each transaction another connection must know of it, or it is to be off.
        if read_flag("PREPARED_STATEMENTS", default=True):
            options["prepare_threshold"] = 0
        database["OPTIONS"] = options
    return {"default": database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}


def read_count(name: str) -> int:
    """A whole number from 0 up, 0 unless set."""
    raw = env.str(name, default="0")
    if not raw.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.")
    return int(raw)


def read_site_url() -> str:
    """SITE_URL without a slash at its end, as addresses in feeds and structured data begin."""
    url = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"SITE_URL must begin with http:// or https://, not {url!r}.")
    return url


def read_brand_of_site(*, demo: bool) -> Brand:
    """The brand of the file BRAND names, its name and tagline overridden by SITE_NAME and SITE_TAGLINE.

    Without a file it is the built-in one; the sample newsroom has its own.
    """
    named = env.str("BRAND", default=str(BASE_DIR / "articles/management/sample/brand/brand.toml") if demo else "")
    brand = read_brand(BASE_DIR / named if named else None)
    name, tagline = env.str("SITE_NAME", default=brand.name), env.str("SITE_TAGLINE", default=brand.tagline)
    return replace(brand, name=name, tagline=tagline)


def read_second_factor() -> bool:
    """SECOND_FACTOR: whether people may add a code to their password; the extra that reads codes must be there."""
    wanted = read_flag("SECOND_FACTOR", default=False)
    missing = [name for name in ("allauth", "fido2", "qrcode") if find_spec(name) is None] if wanted else []
    if missing:
        raise ImproperlyConfigured(
            f"SECOND_FACTOR=1 needs {', '.join(missing)}: pip install 'django-allauth[mfa]>=65.13,<66'."
        )
    return wanted


def read_second_factor_roles(*, switched_on: bool) -> frozenset[str]:
    """SECOND_FACTOR_ROLES, with commas between; that each is a role is asked once the roles are loaded."""
    names = frozenset(name for raw in env.list("SECOND_FACTOR_ROLES", default=[]) if (name := raw.strip()))
    if names and not switched_on:
        raise ImproperlyConfigured("SECOND_FACTOR_ROLES asks for a second factor: set SECOND_FACTOR=1 too.")
    return names


TESTING = "pytest" in sys.modules or "mypy" in sys.modules
DEMO = sys.argv[1:2] == ["demo"]
SECRET_KEY_FILE = BASE_DIR / ".secret-key"
if DEMO and not SECRET_KEY_FILE.exists() and not env.str("SECRET_KEY", default=""):
    from newsroom.secret import write_secret_key

    write_secret_key(SECRET_KEY_FILE)
SECRET_KEY = read_secret(SECRET_KEY_FILE, testing=TESTING)
DEBUG = read_flag("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
if DEBUG and not set(ALLOWED_HOSTS) <= LOCAL_HOSTS:
    raise ImproperlyConfigured("DEBUG=1 shows internals to every visitor: not with public ALLOWED_HOSTS.")
SITE_URL = read_site_url()
BRAND = read_brand_of_site(demo=DEMO)
SITE_NAME, SITE_TAGLINE = BRAND.name, BRAND.tagline
# Mail or web address for reports of a weakness; with it the site answers /.well-known/security.txt.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="").strip()
# Wishes about AI and small text files for machines, each off unless set.
SITE_FILES = read_site_files(lambda name: env.str(name, default=""), BASE_DIR)
TIME_ZONE = read_time_zone()
DATABASES = read_databases()
# A function that tells a shared cache in front of the site which keys to drop ("package.module.name").
PURGE_HOOK = env.str("PURGE_HOOK", default="").strip()
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://newsroom")}
# In-process, each worker keeps so many pages (some 40 KB each): the fronts, the topics and people asked for most.
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    CACHES["default"].setdefault("OPTIONS", {"MAX_ENTRIES": 2_000})

# Nobody approves or releases a story of their own unless the newsroom says so (one-person newsrooms: 0).
TWO_PERSON_RULE = read_flag("TWO_PERSON_RULE", default=True)
# Where 1, who confirmed a quote or wrote its story does not verify it.
VERIFY_SECOND_PERSON = read_flag("VERIFY_SECOND_PERSON", default=False)
# A code of an authenticator app after the password: nothing of it is loaded unless it is wanted.
SECOND_FACTOR = read_second_factor()
# Roles whose people see no desk page before they have one.
SECOND_FACTOR_ROLES = read_second_factor_roles(switched_on=SECOND_FACTOR)

INSTALLED_APPS = [
    "articles",
    "newsroom.second_factor.apps.GuardedAdminConfig" if SECOND_FACTOR else "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_filters",
    "django_prose_editor",
    "js_asset",
    "simple_history",
    "tree_queries",
    "admin_ordering",
    "imagefield",
    "csp",
    "axes",
    *(["allauth", "allauth.account", "allauth.mfa"] if SECOND_FACTOR else []),
]

# Readers' pages need no session, user, message or CSRF check: `newsroom.desk_only` keeps those off them.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.SecurityHeadersMiddleware",
    "newsroom.desk_only.PolicyMiddleware",
    "newsroom.middleware.DeskPolicyMiddleware",
    "newsroom.desk_only.DeskSession",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.desk_only.DeskAuthentication",
    "newsroom.middleware.DeskZoneMiddleware",
    "newsroom.standing.SessionAgeMiddleware",
    "newsroom.desk_only.DeskMessages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.desk_only.desk_history",
    "axes.middleware.AxesMiddleware",
    "newsroom.standing.RefusalLogMiddleware",
]
# Behind nginx the proxy compresses; the sample newsroom has none before it.
if DEMO:
    MIDDLEWARE.insert(0, "django.middleware.gzip.GZipMiddleware")
if SECOND_FACTOR:
    MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware", "newsroom.second_factor.leading.LeadingMiddleware"]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
ASGI_APPLICATION = "newsroom.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "articles.admin.signing_in.DeskBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
# Where a sign-in leads whose own wish was to another site.
LOGIN_REDIRECT_URL = "admin:index"

# Five failures for one name from one address, twenty from one address over all names, for a quarter of an hour that
# further tries do not lengthen: slows a guesser, locks out no victim. Counted in the database, for all workers.
AXES_ENABLED = not TESTING
AXES_HANDLER = "newsroom.throttle.ThrottleHandler"
AXES_FAILURE_LIMIT = 5
SIGN_IN_FAILURES_PER_ADDRESS = 20
AXES_COOLOFF_TIME = 0.25
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = read_count("PROXY_COUNT")
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if AXES_IPWARE_PROXY_COUNT else ["REMOTE_ADDR"]
)
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "admin/locked.html"

# Codes of the app and of the sheet, and passkeys after the password; a clock may be half a minute off.
# Five minutes for it.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "newsroom.second_factor.adapter.DeskAdapter"
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR_MINUTES = 5
CODE_FAILURES_PER_ACCOUNT = 10

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
# Collecting writes the list of names with digests in them; from then on pages ask for those, which are kept for ever.
COLLECTING = sys.argv[1:2] == ["collectstatic"]
COLLECTED = (COLLECTING or (STATIC_ROOT / "staticfiles.json").exists()) and not (TESTING or DEMO)
WHITENOISE_USE_FINDERS = not COLLECTED
# Each test makes its own site: none reads through all files for that.
WHITENOISE_AUTOREFRESH = DEBUG or TESTING
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "media"))()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# A body may hold a megabyte; escaped by the form it can triple. Anything larger is refused by its size.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
# The desk's own parts of the body editor: their script, and the tags each adds to what a body may hold.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("desk/body-editor.js")],
        "extensions": {
            "BlockIds": html_tags([]),
            "QuoteMark": html_tags(["q"], {"q": ["data-quote"]}),
            "ReporterQuestion": html_tags(["p"], {"p": ["data-role"]}),
            "BodyPicture": html_tags(["figure", "figcaption"], {"figure": ["data-image"]}),
            "CleanPaste": html_tags([]),
            "QuoteBar": html_tags([]),
            "NamedEditor": html_tags([]),
        },
    }
]
IMAGEFIELD_BIN_DEPTH = 2
IMAGEFIELD_AUTOGENERATE = not TESTING
IMAGEFIELD_VALIDATE_ON_SAVE = True

# HTTPS is the default of a public site: SITE_URL says which it is.
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if AXES_IPWARE_PROXY_COUNT else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
# A sign-in ends after twelve hours without a request, seven days in any case; that it goes on is written now and then.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_LONGEST = 7 * 24 * 60 * 60
SESSION_WRITTEN_EVERY = 10 * 60
SESSION_SAVE_EVERY_REQUEST = False
# Links to set a password: an hour, once, and none after the account's password or mail address has changed.
PASSWORD_RESET_TIMEOUT = 60 * 60
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []

# Readers' pages: our own files only, no script. The desk's policy adds a nonce for the import map.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
CONTENT_SECURITY_POLICY_ADMIN = {
    "script-src": [SELF, NONCE],
    # Pasted text keeps its bold and italics only where the browser may read style attributes while parsing it.
    "style-src-attr": ["'unsafe-inline'"],
    "frame-src": [SELF],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"forget_tokens": {"()": "newsroom.logs.ForgetTokens"}},
    "formatters": {"timed": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "timed"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "newsroom.security": {"level": "INFO"},
        "django.request": {"filters": ["forget_tokens"]},
    },
}
