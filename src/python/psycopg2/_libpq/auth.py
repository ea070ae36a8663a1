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
        from base64 import b64encode
        from hashlib import sha256

        fields = Attributes(server_first)
        nonce = fields.take("r")
        if not nonce.startswith(self._nonce.encode()):
            raise AuthError("invalid SCRAM response (nonce mismatch)\n")
        salt = _decoded(fields.take("s"), "salt")
        rounds = _c_int(fields.take("i"))
        if rounds is None or rounds < 1:
            raise AuthError(_malformed("invalid iteration count"))
        if fields.rest:
            raise AuthError(_malformed("garbage at end of server-first-message"))
        salted = _salted(self._password, salt, rounds)
        client_key = hmac.digest(salted, b"Client Key", "sha256")
        without_proof = b"c=biws,r=" + nonce
        signed = self.first()[3:] + b"," + server_first + b"," + without_proof
        signature = hmac.digest(sha256(client_key).digest(), signed, "sha256")
        proof = bytes(key ^ sign for key, sign in zip(client_key, signature))
        server_key = hmac.digest(salted, b"Server Key", "sha256")
        self._signature = hmac.digest(server_key, signed, "sha256")
        return without_proof + b",p=" + b64encode(proof)

    def verify(self, server_final: bytes) -> None:
        """Check that the server knows the password too."""
        fields = Attributes(server_final)
        if fields.rest.startswith(b"e"):
            reason = fields.take("e").decode("utf-8", "replace")
            raise AuthError(f"error received from server in SCRAM exchange: {reason}\n")
        given = fields.take("v")
        garbage = _malformed("garbage at end of server-final-message") if fields.rest else ""
        try:
            signature = _decoded(given, "server signature")
        except AuthError as error:
            raise AuthError(garbage + str(error)) from None
        if len(signature) != len(self._signature):
            raise AuthError(garbage + _malformed("invalid server signature"))
        if garbage or signature != self._signature:
            raise AuthError(garbage or "incorrect server signature\n")


class Attributes:
    """The attributes of a SCRAM message, ``a=value`` each, taken one by one in the order in which they must come."""

    def __init__(self, message: bytes) -> None:
        """AuthError for what is no C string, or an empty one."""
        if not message:
            raise AuthError(_malformed("empty message"))
        if b"\0" in message:
            raise AuthError(_malformed("length mismatch"))
        self.rest = message

    def take(self, name: str) -> bytes:
        """The value of the next attribute, which must have this name; AuthError."""
        if not self.rest.startswith(name.encode()):
            raise AuthError(_malformed(f'attribute "{name}" expected'))
        if self.rest[1:2] != b"=":
            raise AuthError(_malformed(f'expected character "=" for attribute "{name}"'))
        value, _, self.rest = self.rest[2:].partition(b",")
        return value


def _malformed(problem: str) -> str:
    return f"malformed SCRAM message ({problem})\n"


def _decoded(value: bytes, what: str) -> bytes:
    """Base64; AuthError."""
    from base64 import b64decode

    try:
        return b64decode(value, validate=True)
    except ValueError:
        raise AuthError(_malformed(f"invalid {what}")) from None


def _c_int(text: bytes) -> int | None:
    """A number as strtol() reads it into an int of 32 bits; None if there is anything else in the text."""
    import re

    if not re.fullmatch(rb"[ \t\n\v\f\r]*[+-]?[0-9]+", text):
        return None
    value = min(max(int(text[:40]), -(2**63)), 2**63 - 1)  # no server counts in more digits
    return (value + 2**31) % 2**32 - 2**31


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
