"""The site as it is set up with an https address, and what it answers there."""

from urllib.parse import urljoin, urlsplit

from django.test import Client

from tests.architecture.observatory import Answer

HOST = "guide.example.org"
YEAR = 365 * 24 * 3600


def as_for_the_public(settings) -> None:
    """What settings.py makes of CLINIC_ADDRESS=https://guide.example.org, which test_headers holds it to."""
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = f"https://{HOST}", [HOST]
    settings.CSRF_TRUSTED_ORIGINS = [f"https://{HOST}"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = YEAR
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


def visitor() -> Client:
    return Client(raise_request_exception=False, headers={"host": HOST})


def answer_of(response) -> Answer:
    headers = {name.lower(): value for name, value in response.items()}
    body = b"" if response.streaming else response.content
    return Answer(headers, body, tuple(cookie.OutputString() for cookie in response.cookies.values()))


def followed(client: Client, address: str):
    """The answer at the end of every redirect within the site."""
    for _step in range(5):
        response = client.get(address, secure=True)
        if response.status_code not in {301, 302}:
            return response
        where = urlsplit(urljoin(f"https://{HOST}{address}", response["Location"]))
        assert where.netloc == HOST, where
        address = where.path + (f"?{where.query}" if where.query else "")
    raise AssertionError(address)
