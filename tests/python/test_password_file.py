"""A file of passwords that others can read, or that is none, is not believed, and the user is told on stderr."""

from __future__ import annotations

import io
import os
import tempfile
import unittest
from unittest import mock

from psycopg2._libpq.password_file import password


class PasswordFileTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(folder.name, "pass")
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("*:*:*:*:secret\n")

    def look_up(self, path: str) -> tuple[str | None, str]:
        with mock.patch("sys.__stderr__", io.StringIO()) as stderr:
            return password(path, "localhost", "5432", "lab", "reader"), stderr.getvalue()

    def test_others_can_read_it(self) -> None:
        complaint = f'WARNING: password file "{self.path}" has group or world access; permissions should be u=rw (0600) or less\n'
        for mode, expected in ((0o600, ("secret", "")), (0o400, ("secret", "")), (0o640, (None, complaint)), (0o604, (None, complaint))):
            with self.subTest(oct(mode)):
                os.chmod(self.path, mode)
                self.assertEqual(self.look_up(self.path), expected)

    def test_a_folder(self) -> None:
        self.assertEqual(self.look_up(self.folder), (None, f'WARNING: password file "{self.folder}" is not a plain file\n'))

    def test_none(self) -> None:
        self.assertEqual(self.look_up(self.path + ".nosuch"), (None, ""))
