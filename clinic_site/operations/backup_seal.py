"""Encryption of a backup: AES-256-GCM in numbered chunks, the last of which says that it is the last. A changed, moved
or missing chunk is noticed, and so is an end that was cut off.

A file is MAGIC, 16 bytes of salt, then chunks of SIZE bytes (the last one shorter) with 16 bytes of tag each. The key
of the file is made from the clinic's key and the salt.
"""

import base64
import binascii
import secrets
from typing import BinaryIO

from django.utils.translation import gettext as _

from clinic_site.late import late
from clinic_site.operations.backup_faults import BackupFault

# They take 6 MB, which a server without a key for its backups does without.
tags = late("cryptography.exceptions")
ciphers = late("cryptography.hazmat.primitives.ciphers.aead")
hashes = late("cryptography.hazmat.primitives.hashes")
keys = late("cryptography.hazmat.primitives.kdf.hkdf")
MAGIC = b"clinic-guide backup 1\n"
SALT, TAG, SIZE = 16, 16, 1 << 20


def key_of(text: str) -> bytes | None:
    """The 32 bytes a setting stands for; None without one. Raises BackupFault when it is no key."""
    if not text:
        return None
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise BackupFault(_("CLINIC_BACKUP_KEY is no key. Make one with: openssl rand -base64 32"))
    return key


def name_of(key: bytes) -> str:
    """Tells keys apart without telling anything of them."""
    return _derived(key, b"", b"name").hex()[:8]


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    derivation = keys.HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"clinic-guide " + info)
    return derivation.derive(key)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class Sealing:
    """Takes bytes and writes them encrypted; `close` writes the last chunk, without which the file is refused."""

    def __init__(self, file: BinaryIO, key: bytes):
        salt = secrets.token_bytes(SALT)
        self.file, self.number, self.held = file, 0, bytearray()
        self.cipher = ciphers.AESGCM(_derived(key, salt, b"file"))
        file.write(MAGIC + salt)

    def write(self, content: bytes) -> int:
        self.held += content
        while len(self.held) > SIZE:
            self._put(bytes(self.held[:SIZE]), False)
            del self.held[:SIZE]
        return len(content)

    def close(self) -> None:
        self._put(bytes(self.held), True)

    def _put(self, chunk: bytes, is_last: bool) -> None:
        self.file.write(self.cipher.encrypt(_nonce(self.number, is_last), chunk, MAGIC))
        self.number += 1


class Opening:
    """Gives out what was sealed. Raises BackupFault at the first byte that isn't as it was written."""

    def __init__(self, file: BinaryIO, key: bytes):
        salt = file.read(SALT)
        self.file, self.number, self.held, self.is_over = file, 0, b"", False
        self.cipher = ciphers.AESGCM(_derived(key, salt, b"file"))
        self.next = file.read(SIZE + TAG)

    def read(self, size: int) -> bytes:
        while len(self.held) < size and not self.is_over:
            self.held += self._chunk()
        given, self.held = self.held[:size], self.held[size:]
        return given

    def _chunk(self) -> bytes:
        chunk, self.next = self.next, self.file.read(SIZE + TAG)
        self.is_over = not self.next
        try:
            opened = self.cipher.decrypt(_nonce(self.number, self.is_over), chunk, MAGIC)
        except tags.InvalidTag as fault:
            message = _(
                "The backup can't be opened: CLINIC_BACKUP_KEY is another key than it was made with, or the file is "
                "damaged or not whole. Try the key from your safe place, or an earlier backup."
            )
            raise BackupFault(message) from fault
        self.number += 1
        return opened


def writer(file: BinaryIO, key: bytes | None) -> BinaryIO | Sealing:
    return Sealing(file, key) if key else file


def finish(stream: BinaryIO | Sealing) -> None:
    """Writes the end of what is sealed."""
    if isinstance(stream, Sealing):
        stream.close()


def reader(file: BinaryIO, key: bytes | None) -> BinaryIO | Opening:
    """The content, whether it is sealed or not. Raises BackupFault when it is and there is no key."""
    if file.read(len(MAGIC)) != MAGIC:
        file.seek(0)
        return file
    if key is None:
        message = _("This backup is encrypted. Set CLINIC_BACKUP_KEY to the key it was made with, then try again.")
        raise BackupFault(message)
    return Opening(file, key)
