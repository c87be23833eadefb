"""The only settings file. The environment decides; without any, it is one machine with SQLite on loopback."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from clinic_site import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("CLINIC_DATA", str(BASE_DIR / "data"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

# The address printed on paper. Its scheme decides whether cookies and redirects insist on TLS.
SITE_ADDRESS = env.address("CLINIC_ADDRESS", "http://127.0.0.1:8000")
_host = urlsplit(SITE_ADDRESS).hostname
_tls = SITE_ADDRESS.startswith("https:")
LOOPBACK = ["127.0.0.1", "localhost", "::1"]

DEBUG = False
SECRET_KEY = env.secret("CLINIC_SECRET_KEY", DATA_DIR, "DATABASE_URL")
ALLOWED_HOSTS = [_host, *env.words("CLINIC_EXTRA_HOSTS", [] if _tls else ["127.0.0.1", "localhost", "[::1]"])]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if _tls else []

INSTALLED_APPS = [
    "clinic_site.content.admin_site.ClinicAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # Only for what makes and checks second factors: none of its addresses is served.
    "allauth.account",
    "allauth.mfa",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "markdownx",
    "clinic_site.generation",
    "clinic_site.counts",
    "clinic_site.accounts",
    "clinic_site.letters",
    "clinic_site.numbers",
    "clinic_site.redirects",
    "clinic_site.profile",
    "clinic_site.references",
    "clinic_site.images",
    "clinic_site.glossary",
    "clinic_site.claims",
    "clinic_site.search",
    "clinic_site.readiness",
    "clinic_site.content",
    "clinic_site.disclaimers",
    "clinic_site.handouts",
    "articles",
    "faq",
    "clinic_site.review",
    "clinic_site.feedback",
    "clinic_site.desk",
    "clinic_site.operations",
]

MIDDLEWARE = [
    "clinic_site.request_id.RequestId",
    "clinic_site.middleware.ClosedDoors",
    "django.middleware.security.SecurityMiddleware",
    "clinic_site.middleware.NoNul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "clinic_site.accounts.middleware.StaffAuthentication",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clinic_site.accounts.asking_again.AskAgain",
]

ROOT_URLCONF = "clinic_site.urls"
WSGI_APPLICATION = "clinic_site.wsgi.application"
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
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR, env.whole_number("CLINIC_POOL", 0))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Whether staff need a passkey or a code besides the password. Without the variable: unless it is this machine's own.
SECOND_FACTOR = env.boolean("CLINIC_SECOND_FACTOR", _tls or _host not in LOOPBACK)
# Before somebody approves, publishes or changes who may do what, in seconds since they last showed who they are.
ASK_AGAIN_AFTER = 30 * 60
MFA_ADAPTER = "clinic_site.accounts.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT, MFA_RECOVERY_CODE_DIGITS = 10, 10
ACCOUNT_USER_MODEL_USERNAME_FIELD, ACCOUNT_LOGIN_METHODS = None, {"email"}
ACCOUNT_SIGNUP_FIELDS, ACCOUNT_EMAIL_VERIFICATION = ["email*"], "none"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = env.time_zone("CLINIC_TIME_ZONE", "Europe/London")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# Under names that change with what is in them, as `collectstatic` wrote them: browsers keep such files for good.
HASHED_FILES = env.boolean("CLINIC_HASHED_FILES", False)
WHITENOISE_USE_FINDERS = not HASHED_FILES
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Where several machines share their pictures; each keeps a copy of what it was asked for.
MEDIA_BUCKET = env.text("CLINIC_MEDIA_BUCKET", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_FILES
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
    "pictures": {
        "BACKEND": "clinic_site.images.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": env.hook("CLINIC_MEDIA_ENDPOINT") or None,
            "region_name": env.text("CLINIC_MEDIA_REGION", "") or None,
            "access_key": env.text("CLINIC_MEDIA_KEY", "") or None,
            "secret_key": env.text("CLINIC_MEDIA_SECRET", "") or None,
        },
    },
}

# A body may be 100 kB; a pasted 2 MB must still reach the form, which refuses it and keeps the text.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

MARKDOWNX_MARKDOWNIFY_FUNCTION = "clinic_site.content.drafting.preview_html"
MARKDOWNX_URLS_PATH = "/admin/markdown/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdown/upload/"
MARKDOWNX_UPLOAD_CONTENT_TYPES = ["image/jpeg", "image/png", "image/webp"]
MARKDOWNX_SVG_JAVASCRIPT_PROTECTION = True

# Letters to staff. Without a server they are printed, so that nothing is ever sent by mistake.
EMAIL_HOST = env.text("CLINIC_EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
# Printed where somebody tries the guide out. The log of a real site is no place for addresses and one person's links.
LETTERS_WAIT = _tls and not EMAIL_HOST
EMAIL_PORT = env.whole_number("CLINIC_EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("CLINIC_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("CLINIC_EMAIL_PASSWORD", "")
_security = env.one_of("CLINIC_EMAIL_SECURITY", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = _security == "starttls", _security == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("CLINIC_EMAIL_FROM", f"patient-guide@{_host}")

# Where backups are kept that take themselves after each change; nowhere on a machine that is only tried out. See
# docs/backup.md.
BACKUPS = env.given("CLINIC_BACKUPS", str(DATA_DIR / "backups") if _tls else "")
# 32 random bytes in base64 (openssl rand -base64 32), kept where the site isn't. With it every backup is encrypted.
BACKUP_KEY = env.text("CLINIC_BACKUP_KEY", "")
# A second place: a folder, s3://bucket/prefix, or ssh://user@host/folder.
BACKUP_COPY = env.place("CLINIC_BACKUP_COPY")

# What `tick` does, in this order: readers first, then staff, then the post that all of these may have written.
TICK_JOBS = [
    "clinic_site.content.scheduling.run_due",
    "clinic_site.review.reminders_late.withdraw_late",
    "clinic_site.operations.ticking_day.move_generation",
    "clinic_site.review.reminders.write_due",
    "clinic_site.review.reminders_asked.write_due",
    "clinic_site.review.reminders_second.write_due",
    "clinic_site.review.reminders_retracted.write_due",
    "clinic_site.review.reminders_recall.write_due",
    "clinic_site.desk.digest.write_due",
    "clinic_site.desk.digest.write_report_due",
    "clinic_site.counts.batch.flush",
    "clinic_site.search.term_log.prune",
    "clinic_site.operations.ticking_pruning.prune",
    "clinic_site.feedback.giving.prune",
    "clinic_site.letters.sending.send_waiting",
    "clinic_site.operations.emptying.empty_due",
    "clinic_site.desk.figures.measure",
    "clinic_site.desk.verification.verify_due",
    "clinic_site.operations.backup_watching.keep_in_tick",
    "clinic_site.operations.backup_watching.copy_in_tick",
]
# "thread": the serving process ticks by itself. Otherwise something outside has to call `manage.py tick`.
TICK = env.one_of("CLINIC_TICK", ("", "thread"))

# For how many seconds caches between the site and its readers may show a page without asking. Above 0, a withdrawn page
# is seen that long unless something empties them: a request to this address does, whenever the public side has moved.
SHARED_SECONDS = env.whole_number("CLINIC_SHARED_SECONDS", 0)
PURGE_ADDRESS = env.hook("CLINIC_PURGE_ADDRESS")
PURGE_HEADER = env.header("CLINIC_PURGE_HEADER")
PURGE_BODY = env.given("CLINIC_PURGE_BODY", '{"purge_everything": true}')

# "files": every public answer is kept in CLINIC_DATA/published/ too, written anew after each change.
EDITION = env.one_of("CLINIC_EDITION", ("", "files"))

SESSION_ENGINE = "clinic_site.accounts.sessions"
# Ends an hour after the last request, and when the browser is closed; for how long at most, see there.
SESSION_COOKIE_AGE = 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE, CSRF_COOKIE_AGE = True, None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _tls
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Not "Strict": who follows a link in one of our letters would be asked to sign in again.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# No other host of the same domain can plant a cookie whose name begins so; browsers then want the path "/". Readers
# have neither of them, as both are given under /admin/ only.
SESSION_COOKIE_NAME = "__Host-sessionid" if _tls else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _tls else "csrftoken"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/" if _tls else "/admin/"
DEVICE_COOKIE_NAME = "__Secure-device" if _tls else "device"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _tls
# Other hosts learn nothing; "no-referrer" would make browsers send "Origin: null" with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("CLINIC_BEHIND_PROXY", False) else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "clinic_site.views.errors.stale_form"

LOG_LEVELS = ("WARNING", "DEBUG", "INFO", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "without_query": {"()": "clinic_site.access_log.WithoutQuery"},
        "json": {"()": "clinic_site.access_log.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.one_of("CLINIC_LOG_FORMAT", ("", "json")) or "without_query",
        }
    },
    # The development server's own lines: method, path and status.
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console"], "level": env.one_of("CLINIC_LOG_LEVEL", LOG_LEVELS)},
}
