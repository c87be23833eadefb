"""What `wagtail start` leaves to whoever deploys."""

from .base import INSTALLED_APPS

SECRET_KEY = "for benchmarks only"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
INSTALLED_APPS = [*INSTALLED_APPS, "guide"]
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
