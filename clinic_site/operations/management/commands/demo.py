import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.servers import basehttp
from django.utils.translation import gettext as _

from clinic_site.operations import ticking
from clinic_site.operations.demonstration import NotADemonstration, prepare
from clinic_site.operations.ports import not_served, refuse_port_in_use

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - told apart, not bound # nosec B104


class Command(BaseCommand):
    help = _("Shows the site with example content and one account for each role, on this machine, until Ctrl-C.")

    def add_arguments(self, parser):
        here = urlsplit(settings.SITE_ADDRESS)
        parser.add_argument("--host", default=here.hostname)
        parser.add_argument("--port", type=int, default=here.port or 8000)

    def handle(self, *, host: str, port: int, **options):
        if settings.SECURE_SSL_REDIRECT:
            raise CommandError(_("The demonstration has no TLS. Unset CLINIC_ADDRESS, then run it again."))
        refuse_port_in_use(host, port, "demo")
        settings.SECOND_FACTOR = False
        settings.SITE_ADDRESS = f"http://{shown_host(host)}:{port}"
        keep_letters()
        try:
            passwords = prepare()
        except NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        application = basehttp.get_internal_wsgi_application()
        # The server's own log holds what people searched for. Making the application sets the levels anew.
        logging.getLogger("django.server").setLevel(logging.CRITICAL)
        try:
            basehttp.run(host, port, application, ":" in host, threading=True, on_bind=lambda _port: self.go(passwords))
        except OSError as error:
            raise CommandError(not_served(host, port, error, "demo")) from error
        except KeyboardInterrupt:
            self.stdout.write(_("\nStopped. The data is kept in %(folder)s.") % {"folder": settings.DATA_DIR})

    def go(self, passwords: dict[str, str]) -> None:
        self.say(passwords)
        ticking.start()

    def say(self, passwords: dict[str, str]) -> None:
        width = max(map(len, passwords))
        lines = [
            _("Everything here is an example: the clinic, its phone number, and content no clinician has checked."),
            "",
            _("Site:  %(address)s/") % {"address": settings.SITE_ADDRESS},
            _("Staff: %(address)s/admin/") % {"address": settings.SITE_ADDRESS},
            "",
            *(f"  {address:{width}}  {word}" for address, word in passwords.items()),
            "",
            _("Letters to staff are not sent, but kept in %(folder)s.") % {"folder": settings.EMAIL_FILE_PATH},
            _("The data is in %(folder)s. Stop with Ctrl-C.") % {"folder": settings.DATA_DIR},
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def keep_letters() -> None:
    """People who don't exist are sent nothing, whatever the settings say."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(settings.DATA_DIR / "letters")


def shown_host(host: str) -> str:
    host = ANYWHERE.get(host, host)
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
