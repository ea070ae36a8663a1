"""The functions of ``hashlib`` that derive keys from passwords, which CPython has from OpenSSL.

The host does the work, piece by piece, so that other threads run meanwhile.
"""

from __future__ import annotations

from operator import index
from typing import Any

import _hashing
from pyodide.ffi import to_js

from .. import import_hook
from ..scheduling import pending_signals, waits

_MOST = 2**31 - 1
#: Between two yields: so many HMACs take some milliseconds.
_PIECE = 5_000
#: How many bytes OpenSSL lets scrypt use by default.
_MEMORY = 32 * 1024 * 1024


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."""
    if not isinstance(hash_name, str):
        raise TypeError(f"pbkdf2_hmac() argument 'hash_name' must be str, not {type(hash_name).__name__}")
    import hashlib

    name = hash_name.lower()

    def hash_of(data: bytes) -> Any:
        return hashlib.new(name, data)

    probe = hash_of(b"")
    if not probe.digest_size:
        raise ValueError(f"unsupported hash type {hash_name}")
    password, salt, iterations = _bytes(password), _bytes(salt), index(iterations)
    _check_range("iteration value", iterations)
    if dklen is None:
        dklen = probe.digest_size
    _check_range("key length", index(dklen))
    key = password if len(password) <= probe.block_size else hash_of(password).digest()
    key = key.ljust(probe.block_size, b"\0")
    inner, outer = (hash_of(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))
    derived = bytearray()
    number = 0
    while len(derived) < dklen:
        number += 1
        first = _authenticate(inner, outer, salt + number.to_bytes(4, "big"))
        derived += _repeat(name, key, inner, outer, first, iterations - 1)
    return bytes(derived[:dklen])


def _bytes(data: Any) -> bytes:
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None


def _check_range(what: str, value: int) -> None:
    if value < 1:
        raise ValueError(f"{what} must be greater than 0.")
    if value > _MOST:
        raise OverflowError(f"{what} is too great.")


def _authenticate(inner, outer, message: bytes) -> bytes:
    """HMAC, of the hashes of a padded key."""
    inner, outer = inner.copy(), outer.copy()
    inner.update(message)
    outer.update(inner.digest())
    return outer.digest()


def _repeat(name: str, key: bytes, inner, outer, first: bytes, times: int) -> bytes:
    """HMAC of HMAC … of ``first``, so many ``times``; the exclusive or of them all."""
    chain = _hashing.chain(name, to_js(key), to_js(first))
    if chain is None:  # a hash that the host does not have
        last, combined = first, int.from_bytes(first, "big")
        for _ in range(times):
            last = _authenticate(inner, outer, last)
            combined ^= int.from_bytes(last, "big")
        return combined.to_bytes(len(first), "big")
    while times:
        steps = min(times, _PIECE)
        chain.advance(steps)
        times -= steps
        _pause()
    return chain.result().to_bytes()


def _pause() -> None:
    """Let other threads run, as OpenSSL works without the GIL."""
    waits.yield_now()
    pending_signals.deliver()


def scrypt(password, *, salt=None, n: Any = None, r: Any = None, p: Any = None, maxmem=0, dklen=64):
    """scrypt password-based key derivation function."""
    password = _bytes(password)
    if salt is None:
        raise TypeError("salt is required")
    salt = _bytes(salt)
    for letter, value in (("n", n), ("r", r), ("p", p)):
        if value is None:
            raise TypeError(f"{letter} is required and must be an unsigned int")
        if not isinstance(value, int):
            raise TypeError(f"scrypt() argument '{letter}' must be int, not {type(value).__name__}")
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of 2.")
    if not 0 <= maxmem <= _MOST:
        raise ValueError(f"maxmem must be positive and smaller than {_MOST}")
    if not 0 < dklen <= _MOST:
        raise ValueError(f"dklen must be greater than 0 and smaller than {_MOST}")
    if r < 1 or p < 1:
        raise ValueError("Invalid parameter combination for n, r, p, maxmem.")
    size = 128 * r
    # RFC 7914 also bounds n by r; OpenSSL has one message for both
    if n.bit_length() > 16 * r or p * size + size * (n + 2) > (maxmem or _MEMORY):
        raise ValueError("[digital envelope routines] memory limit exceeded")
    blocks = pbkdf2_hmac("sha256", password, salt, 1, p * size)
    mixed = b"".join(_mix(blocks[at : at + size], n, r) for at in range(0, p * size, size))
    return pbkdf2_hmac("sha256", password, mixed, 1, dklen)


def _mix(block: bytes, n: int, r: int) -> bytes:
    work = _hashing.ro_mix(to_js(block), n, r)
    while work.advance(max(1, _PIECE // r)):
        _pause()
    return work.result().to_bytes()


def _complete(hashlib: Any) -> None:
    hashlib.pbkdf2_hmac, hashlib.scrypt = pbkdf2_hmac, scrypt
    hashlib.__all__ += ("pbkdf2_hmac",)


pbkdf2_hmac.__module__ = scrypt.__module__ = "_hashlib"


def install() -> None:
    """Add them to ``hashlib`` when it is imported."""
    import_hook.alter("hashlib", _complete)
