"""Exception classes, their table, and the texts of the server's errors."""

from __future__ import annotations

import pickle
import unittest

import psycopg2
from psycopg2 import errorcodes, errors, extensions
from psycopg2._libpq.error_text import error_line, error_text


class ClassesTest(unittest.TestCase):
    def test_bases(self) -> None:
        mro = [cls.__name__ for cls in errors.QueryCanceled.__mro__[:5]]
        self.assertEqual(mro, ["QueryCanceled", "QueryCanceledError", "OperationalError", "DatabaseError", "Error"])
        self.assertTrue(issubclass(errors.DeadlockDetected, extensions.TransactionRollbackError))
        self.assertTrue(issubclass(errors.IdleInTransactionSessionTimeout, psycopg2.InternalError))
        self.assertTrue(issubclass(errors.IdleSessionTimeout, psycopg2.OperationalError))
        self.assertFalse(issubclass(psycopg2.InterfaceError, psycopg2.DatabaseError))

    def test_lookup(self) -> None:
        self.assertIs(errors.lookup("57014"), errors.QueryCanceled)
        self.assertEqual(errorcodes.lookup("57014"), "QUERY_CANCELED")
        self.assertTrue(issubclass(errors.lookup("25P04"), psycopg2.InternalError))
        self.assertIs(errors.TransactionTimeout, errors.lookup(errorcodes.TRANSACTION_TIMEOUT))
        for unknown in ("25P99", "99999"):
            with self.assertRaises(KeyError):
                errors.lookup(unknown)

    def test_unknown_states_go_by_their_class(self) -> None:
        self.assertIs(errors._by_sqlstate("XX123"), psycopg2.InternalError)
        self.assertIs(errors._by_sqlstate("23999"), psycopg2.IntegrityError)
        self.assertIs(errors._by_sqlstate("25P99"), psycopg2.InternalError)
        self.assertIs(errors._by_sqlstate("ZZ001"), psycopg2.DatabaseError)

    def test_names_as_tracebacks_print_them(self) -> None:
        names = {f"{cls.__module__}.{cls.__qualname__}" for cls in (psycopg2.Error, errors.QueryCanceled)}
        self.assertEqual(names, {"psycopg2.Error", "psycopg2.errors.QueryCanceled"})
        self.assertEqual(extensions.QueryCanceledError.__module__, "psycopg2.extensions")

    def test_every_class_can_be_made_and_is_listed(self) -> None:
        names = [name for name in dir(errors) if name[0].isupper() and not hasattr(psycopg2, name)]
        self.assertGreater(len(names), 240)
        for name in names:
            self.assertTrue(issubclass(getattr(errors, name), psycopg2.DatabaseError), name)

    def test_pickling_keeps_code_and_text(self) -> None:
        error = errors.DivisionByZero("division by zero\n")
        error._pgcode, error._pgerror = "22012", "ERROR:  division by zero\n"
        again = pickle.loads(pickle.dumps(error))
        self.assertIs(type(again), errors.DivisionByZero)
        self.assertEqual((str(again), again.pgcode), ("division by zero\n", "22012"))
        self.assertEqual(again.pgerror, "ERROR:  division by zero\n")
        self.assertIsNone(again.diag.sqlstate)


class TextTest(unittest.TestCase):
    def test_the_parts_in_their_order(self) -> None:
        fields = {"S": "ERROR", "M": "boom", "D": "the detail", "H": "the hint", "W": "the context", "F": "x.c"}
        self.assertEqual(error_text(fields), "ERROR:  boom\nDETAIL:  the detail\nHINT:  the hint\nCONTEXT:  the context\n")
        self.assertEqual(error_text({**fields, "S": "NOTICE"}, context=False).count("CONTEXT"), 0)

    def test_the_line_at_fault(self) -> None:
        text = error_text({"S": "ERROR", "M": "no", "P": "15"}, "select * from nosuch")
        self.assertEqual(text, "ERROR:  no\nLINE 1: select * from nosuch\n                      ^\n")

    def test_a_later_line_with_tabs_and_returns(self) -> None:
        self.assertEqual(error_line("select\r\n\t1,\n\tx", 14), "LINE 3:  x\n         ^\n")

    def test_a_long_line_is_cut_around_the_place(self) -> None:
        query = "select " + "1+" * 40 + "nosuch" + "+1" * 40
        line, caret = error_line(query, 88).splitlines()
        self.assertEqual(line, "LINE 1: ..." + query[37:97] + "...")
        self.assertEqual(line[caret.index("^") :][:6], "nosuch")

    def test_wide_characters_take_two_columns(self) -> None:
        line, caret = error_line("select '漢字', x", 14).splitlines()
        self.assertEqual(caret.index("^"), line.index("x") + 2)


if __name__ == "__main__":
    unittest.main()
