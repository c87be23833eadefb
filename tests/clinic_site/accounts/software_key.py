"""A passkey without a browser, which may be touched by somebody whose finger it does not know."""

import json
import os
import re
import struct
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

ADDRESS, HOST = "https://guide.example.org", "guide.example.org"
TOUCHED, KNOWN, MADE = 0x01, 0x04, 0x40
OPTIONS = re.compile(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


def asked_in(page) -> dict:
    """What a page asks of the browser's passkeys."""
    return json.loads(OPTIONS.search(page.content.decode())[1])["publicKey"]


def asked_of_anybody(client: Client) -> dict:
    return client.get("/admin/login/passkey/options.json").json()["publicKey"]


class Key:
    def __init__(self):
        self.lock, self.id, self.owner = ec.generate_private_key(ec.SECP256R1()), os.urandom(32), ""

    def answer(self, kind: str, options: dict, seen: bytes, **more) -> tuple[dict, bytes]:
        said = {"type": f"webauthn.{kind}", "challenge": options["challenge"], "origin": ADDRESS, "crossOrigin": False}
        client_data = json.dumps(said).encode()
        answer = {"clientDataJSON": websafe_encode(client_data)} | more
        name = websafe_encode(self.id)
        extensions = {"credProps": {"rk": True}}
        whole = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": extensions}
        return whole | {"response": answer}, seen + sha256(client_data).digest()

    def made(self, options: dict) -> str:
        self.owner = options["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.lock.public_key())))
        seen = self.seen(TOUCHED | KNOWN | MADE) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": seen})
        return json.dumps(self.answer("create", options, seen, attestationObject=websafe_encode(attested))[0])

    def signed(self, options: dict, *, finger: bool) -> str:
        seen = self.seen(TOUCHED | KNOWN if finger else TOUCHED)
        more = {"authenticatorData": websafe_encode(seen), "userHandle": self.owner}
        answer, to_sign = self.answer("get", options, seen, **more)
        answer["response"]["signature"] = websafe_encode(self.lock.sign(to_sign, ec.ECDSA(hashes.SHA256())))
        return json.dumps(answer)

    @staticmethod
    def seen(flags: int) -> bytes:
        return sha256(HOST.encode()).digest() + bytes([flags]) + struct.pack(">I", 1)


def with_key(person) -> Key:
    """Of a passkey that this person has added to their account."""
    client, key = Client(), Key()
    client.force_login(person)
    assert (
        client.post("/admin/set-up/", {"passkey": key.made(asked_in(client.get("/admin/set-up/")))}).status_code == 302
    )
    return key
