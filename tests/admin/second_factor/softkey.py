"""A passkey without a device: it answers challenges as a browser does, from any page, with a key of its own."""

from __future__ import annotations

import json
import secrets
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

_FLAG = AuthenticatorData.FLAG


class SoftKey:
    """One key pair, and the page it is asked on."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.secret = generate_private_key(SECP256R1())
        self.key = secrets.token_bytes(16)

    def create(self, asked: dict[str, Any]) -> str:
        """What the browser posts after making the passkey."""
        asked = asked["publicKey"]
        public = AttestedCredentialData.create(
            bytes(16), self.key, ES256.from_cryptography_key(self.secret.public_key())
        )
        data = self._data(asked["rp"]["id"], _FLAG.UP | _FLAG.UV | _FLAG.AT, public)
        return self._answer(
            clientDataJSON=self._client("webauthn.create", asked["challenge"]),
            attestationObject=AttestationObject.create("none", data, {}),
        )

    def get(self, asked: dict[str, Any]) -> str:
        """What the browser posts after using it."""
        asked = asked["publicKey"]
        data = self._data(asked["rpId"], _FLAG.UP | _FLAG.UV)
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.secret.sign(bytes(data) + client.hash, ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _client(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, self.page)

    def _data(self, host: str, flags: AuthenticatorData.FLAG, public: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(sha256(host.encode()).digest(), flags, 1, public)

    def _answer(self, **response: bytes) -> str:
        key = websafe_encode(self.key)
        parts = {name: websafe_encode(part) for name, part in response.items()}
        return json.dumps({"id": key, "rawId": key, "type": "public-key", "response": parts})
