"""Password authentication: MD5 and SCRAM-SHA-256 (RFC 5802, 7677), without channel binding.

What it needs of the standard library it imports when asked, for pages rarely ask.
"""

from __future__ import annotations


class AuthError(Exception):
    """Authentication cannot go on; the text is libpq's, ending in a newline."""


def md5_password(user: str, password: str, salt: bytes) -> bytes:
    """The answer to AuthenticationMD5Password."""
    from hashlib import md5

    inner = md5(password.encode() + user.encode(), usedforsecurity=False).hexdigest()
    return b"md5" + md5(inner.encode() + salt, usedforsecurity=False).hexdigest().encode()


class Scram:
    """One SCRAM exchange: ``first`` is sent, the server's answers go to ``respond`` and ``verify``."""

    mechanism = "SCRAM-SHA-256"

    def __init__(self, password: str, nonce: str | None = None) -> None:
        """``nonce`` is for tests; real exchanges draw 18 random bytes, as libpq does."""
        if nonce is None:
            import os
            from base64 import b64encode

            nonce = b64encode(os.urandom(18)).decode()
        self._password = _saslprep(password).encode()
        self._nonce = nonce
        self._signature = b""

    def first(self) -> bytes:
        """client-first-message. PostgreSQL takes the user's name from the startup message."""
        return b"n,,n=,r=" + self._nonce.encode()

    def respond(self, server_first: bytes) -> bytes:
        """client-final-message."""
        import hmac
        from base64 import b64decode, b64encode
        from hashlib import sha256

        fields = _fields(server_first)
        try:
            nonce, salt, rounds = fields["r"], b64decode(fields["s"]), int(fields["i"])
        except (KeyError, ValueError):
            raise AuthError("malformed SCRAM message\n") from None
        if not nonce.startswith(self._nonce):
            raise AuthError("invalid SCRAM response (nonce mismatch)\n")
        salted = _salted(self._password, salt, rounds)
        client_key = hmac.digest(salted, b"Client Key", "sha256")
        without_proof = b"c=biws,r=" + nonce.encode()
        signed = self.first()[3:] + b"," + server_first + b"," + without_proof
        signature = hmac.digest(sha256(client_key).digest(), signed, "sha256")
        proof = bytes(key ^ sign for key, sign in zip(client_key, signature))
        server_key = hmac.digest(salted, b"Server Key", "sha256")
        self._signature = hmac.digest(server_key, signed, "sha256")
        return without_proof + b",p=" + b64encode(proof)

    def verify(self, server_final: bytes) -> None:
        """Check that the server knows the password too."""
        from base64 import b64decode

        fields = _fields(server_final)
        if "e" in fields:
            raise AuthError(f"error received from server in SCRAM exchange: {fields['e']}\n")
        if not self._signature or b64decode(fields.get("v", "")) != self._signature:
            raise AuthError("incorrect server signature\n")


def scram_verifier(password: str, salt: bytes | None = None, rounds: int = 4096) -> str:
    """What a server stores of a password: ``SCRAM-SHA-256$rounds:salt$StoredKey:ServerKey``."""
    import hmac
    import os
    from base64 import b64encode
    from hashlib import sha256

    salt = os.urandom(16) if salt is None else salt
    salted = _salted(_saslprep(password).encode(), salt, rounds)
    stored = sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    shown = [b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${rounds}:{shown[0]}${shown[1]}:{shown[2]}"


def _salted(password: bytes, salt: bytes, rounds: int) -> bytes:
    """PBKDF2 with SHA-256, one block: RFC 5802's Hi()."""
    try:
        from hashlib import pbkdf2_hmac
    except ImportError:  # Pyodide's hashlib lacks it
        import hmac

        keyed = hmac.new(password, digestmod="sha256")
        total = 0
        text = salt + b"\0\0\0\1"
        for _ in range(rounds):
            turn = keyed.copy()
            turn.update(text)
            text = turn.digest()
            total ^= int.from_bytes(text, "big")
        return total.to_bytes(32, "big")
    return pbkdf2_hmac("sha256", password, salt, rounds)


def _fields(message: bytes) -> dict[str, str]:
    pairs = (part.partition("=") for part in message.decode("utf-8", "replace").split(","))
    return {name: value for name, _, value in pairs}


def _saslprep(password: str) -> str:
    """RFC 4013 as far as passwords need it; a password it forbids is used as it is, as libpq does."""
    if password.isascii():
        return password
    import stringprep
    from unicodedata import normalize

    mapped = "".join(
        " " if stringprep.in_table_c12(character) else character for character in password if not stringprep.in_table_b1(character)
    )
    prepared = normalize("NFKC", mapped)
    forbidden = (
        stringprep.in_table_c12,
        stringprep.in_table_c21_c22,
        stringprep.in_table_c3,
        stringprep.in_table_c4,
        stringprep.in_table_c5,
        stringprep.in_table_c6,
        stringprep.in_table_c7,
        stringprep.in_table_c8,
        stringprep.in_table_c9,
    )
    if not prepared or any(table(character) for character in prepared for table in forbidden):
        return password
    return prepared
