"""The protocol: messages cut out of any stream, and those the driver sends."""

from __future__ import annotations

import random
import struct
import unittest

from backend import message
from psycopg2._libpq import frontend_messages as _encode
from psycopg2._libpq import backend_messages as _wire


def decode(decoder: _wire.Decoder) -> list[tuple[int, bytes]]:
    found = []
    while (item := decoder.next()) is not None:
        found.append(item)
    return found


class DecoderTest(unittest.TestCase):
    def test_messages_come_out_however_the_stream_is_cut(self) -> None:
        sent = [(b"Z", b"I"), (b"D", b"\0\1\0\0\0\1x"), (b"N", b"SERROR\0\0"), (b"C", b""), (b"D", b"y" * 70000)]
        stream = b"".join(message(kind, payload) for kind, payload in sent)
        generator = random.Random(1)
        for _ in range(50):
            decoder = _wire.Decoder()
            found = []
            position = 0
            while position < len(stream):
                size = generator.choice((1, 2, 7, 1000, 50000))
                decoder.feed(stream[position : position + size])
                position += size
                found += decode(decoder)
            self.assertEqual(found, [(kind[0], payload) for kind, payload in sent])
            self.assertEqual(decoder.pending(), 0)

    def test_any_bytes_give_messages_or_a_protocol_error(self) -> None:
        generator = random.Random(2)
        refused = 0
        for _ in range(3000):
            decoder = _wire.Decoder()
            decoder.feed(generator.randbytes(generator.randrange(40)))
            try:
                for kind, payload in decode(decoder):
                    if kind == ord("T"):
                        _wire.row_description(payload)
                    elif kind in b"EN":
                        _wire.error_fields(payload)
            except _wire.ProtocolError:
                refused += 1
        self.assertGreater(refused, 1000)

    def test_lost_synchronization_is_told_as_libpq_tells_it(self) -> None:
        decoder = _wire.Decoder()
        decoder.feed(b"HTTP/1.1 400")
        with self.assertRaisesRegex(_wire.ProtocolError, 'got message type "H", length 1414811695'):
            decoder.next()

    def test_rows_are_taken_up_to_the_last_whole_one(self) -> None:
        decoder = _wire.Decoder()
        decoder.feed(message(b"D", b"a") + message(b"D", b"b") + message(b"D", b"ccc")[:-1])
        rows: list[bytes] = []
        decoder.take_rows(rows)
        self.assertEqual(rows, [b"a", b"b"])
        self.assertIsNone(decoder.next())
        decoder.feed(b"c" + message(b"C", b""))
        self.assertEqual(decode(decoder), [(ord("D"), b"ccc"), (ord("C"), b"")])


class EncodeTest(unittest.TestCase):
    def test_startup(self) -> None:
        data = _encode.startup({"user": "reader", "database": "lab"})
        self.assertEqual(data[:8], struct.pack("!ii", len(data), 196608))
        self.assertEqual(data[8:], b"user\0reader\0database\0lab\0\0")

    def test_a_query_ends_at_its_first_nul(self) -> None:
        self.assertEqual(_encode.query(b"select 1\0; drop"), b"Q\0\0\0\x0dselect 1\0")

    def test_requests_before_any_session(self) -> None:
        self.assertEqual(_encode.ssl_request(), struct.pack("!ii", 8, 80877103))
        self.assertEqual(_encode.cancel_request(5, b"\0\0\0\7"), struct.pack("!iiii", 16, 80877102, 5, 7))

    def test_row_description(self) -> None:
        payload = struct.pack("!h", 1) + b"n\0" + struct.pack("!IhIhih", 1, 2, 23, 4, -1, 0)
        self.assertEqual(_wire.row_description(payload), [(b"n", 1, 2, 23, 4, -1, 0)])
        with self.assertRaises(_wire.ProtocolError):
            _wire.row_description(payload[:-1])


if __name__ == "__main__":
    unittest.main()
