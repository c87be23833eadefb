"""What allauth.mfa asks of the site: names, the address that passkeys belong to, and how secrets are kept."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext as _

from clinic_site.late import late

# Takes 6 MB, which a server that only readers ask does without.
fernet = late("cryptography.fernet")


def locks():
    """Made from the secret key, and from former ones where they are named."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(f"second factors {key}".encode()).digest() for key in keys]
    return fernet.MultiFernet([fernet.Fernet(urlsafe_b64encode(digest)) for digest in digests])


class FactorAdapter(DefaultMFAAdapter):
    """A copy of the database alone makes nobody's codes: what they are made from is encrypted."""

    def encrypt(self, text: str) -> str:
        return locks().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken when the secret key is another one now."""
        return locks().decrypt(encrypted_text.encode("ascii")).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site's own address, whatever a request says its host is."""
        return {"id": urlsplit(settings.SITE_ADDRESS).hostname or "", "name": self._get_site_name()}

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return _("Patient guide at %(host)s") % {"host": urlsplit(settings.SITE_ADDRESS).hostname}
