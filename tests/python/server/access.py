"""Ways into a server that the test sets up itself (pg_hba.conf, roles): passwords, Unix sockets, IPv6, several hosts, the environment.

Needs a server on this machine, its superuser in the PG* environment, and leave to write to its pg_hba.conf. The same under real psycopg2.
"""

from __future__ import annotations

import contextlib
import os
import socket
import unittest
from unittest import mock

import psycopg2
from psycopg2 import extensions

RULES = """
local all all trust
host all scram 127.0.0.1/32 scram-sha-256
host all of_md5 127.0.0.1/32 md5
host all of_scram 127.0.0.1/32 md5
host all clear 127.0.0.1/32 password
host all trusted 127.0.0.1/32 trust
host all refused 127.0.0.1/32 reject
host all trusted ::1/128 trust
host all scram ::1/128 scram-sha-256
host all postgres all scram-sha-256
"""
#: Passwords that are hard to send: spaces, quotes, more than ASCII, as SASLprep changes them and as it refuses to.
PASSWORDS = ("secret", ' it\'s \\ "odd" ', "pässwörd€", "ﬁ\u00a0Ⅸ\u00ad", "\u0627\u0031a", "x" * 300, "a\u200b\u0007", "🐘" * 20)


def superuser() -> extensions.connection:
    conn = psycopg2.connect("dbname=postgres")
    conn.autocommit = True
    return conn


def failure(*args: object, **kwargs: object) -> str:
    """What connecting raises."""
    try:
        psycopg2.connect(*args, **kwargs).close()
    except psycopg2.OperationalError as error:
        assert (error.pgcode, error.pgerror, error.cursor) == (None, None, None)
        return str(error)
    raise AssertionError("connected")


class AccessCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        conn = superuser()
        cls.addClassCleanup(conn.close)
        cls.admin = conn.cursor()
        cls.admin.execute("select current_setting('hba_file'), current_setting('unix_socket_directories'), current_setting('ssl')")
        file, cls.directory, cls.ssl = cls.admin.fetchone()
        cls.port = os.environ["PGPORT"]
        with open(file) as rules:
            before = rules.read()
        cls.addClassCleanup(cls.rewrite, file, before)
        cls.rewrite(file, RULES)
        cls.admin.execute("set client_min_messages = error")  # md5 is deprecated
        for role in ("scram", "of_scram", "of_md5", "clear", "trusted", "refused"):
            cls.admin.execute(f"create role {role} login")
            cls.set_password(role, "secret")
            cls.addClassCleanup(cls.admin.execute, f"drop role {role}")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        patch = mock.patch.dict(os.environ, {**environment, "PGPORT": cls.port, "PGPASSFILE": "/dev/null/none"}, clear=True)
        patch.start()
        cls.addClassCleanup(patch.stop)

    @classmethod
    def rewrite(cls, file: str, rules: str) -> None:
        """Another pg_hba.conf, which new sessions heed once the postmaster has read it."""
        with open(file, "w") as out:
            out.write(rules)
        loaded = "select pg_conf_load_time()"
        cls.admin.execute(loaded)
        before = cls.admin.fetchone()
        cls.admin.execute("select pg_reload_conf()")
        while cls.admin.execute(loaded) or cls.admin.fetchone() == before:
            pass

    @classmethod
    def set_password(cls, role: str, password: str) -> None:
        """As the role's name says that it is kept."""
        cls.admin.execute(f"set password_encryption = '{'md5' if role == 'of_md5' else 'scram-sha-256'}'")
        cls.admin.execute(f"alter role {role} password %s", (password,))

    def user(self, **kwargs: object) -> tuple[str, bool]:
        """(who one is, whether a password was asked for)."""
        conn = psycopg2.connect(**{"dbname": "postgres", "host": "127.0.0.1", **kwargs})
        with contextlib.closing(conn), conn.cursor() as cursor:
            cursor.execute("select current_user")
            return cursor.fetchone()[0], conn.info.used_password


class PasswordTest(AccessCase):
    def test_channel_binding_needs_tls(self) -> None:
        for role, reason in (
            ("scram", "channel binding required, but SSL not in use"),
            ("of_md5", "channel binding required but not supported by server's authentication request"),
            ("clear", "channel binding required but not supported by server's authentication request"),
            ("trusted", "channel binding required, but server authenticated client without channel binding"),
        ):
            with self.subTest(role):
                options = {"dbname": "postgres", "user": role, "password": "secret", "sslmode": "disable"}
                self.assertIn(reason, failure(host="127.0.0.1", channel_binding="require", **options))

    def test_a_method_that_is_required(self) -> None:
        asks = {
            "scram": "server requested SASL authentication",
            "of_md5": "server requested a hashed password",
            "clear": "server requested a cleartext password",
            "trusted": "server did not complete authentication",
        }
        method = {"scram": "scram-sha-256", "of_md5": "md5", "clear": "password", "trusted": "none"}
        for role, reason in asks.items():
            self.set_password(role, "secret")
            for required in ("scram-sha-256", "md5", "password", "none", "gss", "sspi", "", "password,md5,none", "md5,gss"):
                self.required(role, required, reason, method[role] in required.split(",") or role == "trusted" and required == "")
                refused = ",".join(f"!{part}" for part in required.split(",") if part)
                if refused:
                    self.required(role, refused, reason, method[role] not in required.split(","))
        # Who lets in without asking has not asked for what is required, and what is required comes before what binds it
        for option in ({"sslcertmode": "require"}, {"channel_binding": "require"}):
            self.required("clear", "md5", "server requested a cleartext password", False, **option)

    def required(self, role: str, methods: str, reason: str, accepted: bool, **options: str) -> None:
        given = {"host": "127.0.0.1", "dbname": "postgres", "user": role, "password": "secret", "require_auth": methods, **options}
        with self.subTest(role=role, require_auth=methods):
            if accepted:
                psycopg2.connect(**given).close()
            else:
                self.assertIn(f'authentication method requirement "{methods}" failed: {reason}\n', failure(**given))

    def test_each_way(self) -> None:
        for role in ("scram", "of_scram", "of_md5", "clear"):
            with self.subTest(role):
                self.assertEqual(self.user(user=role, password="secret"), (role, True))
                prefix = f'connection to server at "127.0.0.1", port {self.port} failed: '
                wrong = f'{prefix}FATAL:  password authentication failed for user "{role}"\n'
                none = f"{prefix}fe_sendauth: no password supplied\n"
                given = {"host": "127.0.0.1", "user": role, "dbname": "postgres"}
                self.assertEqual(failure(**given, password="other"), wrong)
                self.assertEqual(failure(**given), none)
                self.assertEqual(failure(**given, password=""), none)

    def test_trust_asks_for_none(self) -> None:
        self.assertEqual(self.user(user="trusted"), ("trusted", False))
        self.assertEqual(self.user(user="trusted", password="wrong"), ("trusted", False))

    def test_refused(self) -> None:
        text = failure(host="127.0.0.1", user="refused", dbname="postgres")
        self.assertRegex(text, r'FATAL:  pg_hba.conf rejects connection for host "127\.0\.0\.1", user "refused", .*, no encryption\n$')

    def test_any_password(self) -> None:
        for role in ("scram", "of_md5", "clear"):
            for password in PASSWORDS:
                with self.subTest(role=role, password=password):
                    self.set_password(role, password)
                    self.assertEqual(self.user(user=role, password=password), (role, True))
            self.set_password(role, "secret")

    def test_a_password_that_only_its_hash_was_told_of(self) -> None:
        for algorithm in ("scram-sha-256", "md5"):
            role = "scram" if algorithm == "scram-sha-256" else "of_md5"
            hashed = extensions.encrypt_password("pässwörd", role, self.admin, algorithm)
            self.admin.execute(f"alter role {role} password %s", (hashed,))
            self.assertEqual(self.user(user=role, password="pässwörd"), (role, True))

    def test_asynchronously(self) -> None:
        from psycopg2.extras import wait_select

        for role in ("scram", "of_md5", "clear", "trusted"):
            self.set_password(role, "secret")
            conn = psycopg2.connect(host="127.0.0.1", user=role, password="secret", dbname="postgres", async_=1)
            self.addCleanup(conn.close)
            wait_select(conn)
            self.assertEqual(conn.info.user, role)


class PlacesTest(AccessCase):
    def test_unix_sockets(self) -> None:
        self.assertEqual(self.user(user="trusted", host=self.directory), ("trusted", False))
        conn = psycopg2.connect(host=self.directory, user="trusted", dbname="postgres")
        self.addCleanup(conn.close)
        self.assertEqual((conn.info.host, conn.info.port), (self.directory, int(self.port)))
        text = failure(host="/nosuch", user="trusted")
        self.assertEqual(
            text,
            f'connection to server on socket "/nosuch/.s.PGSQL.{self.port}" failed: No such file or directory\n'
            "\tIs the server running locally and accepting connections on that socket?\n",
        )

    def test_ipv6(self) -> None:
        self.assertEqual(self.user(user="trusted", host="::1"), ("trusted", False))
        self.assertEqual(self.user(user="scram", hostaddr="::1", password="secret"), ("scram", True))
        conn = psycopg2.connect(f"postgresql://trusted@[::1]:{self.port}/postgres")
        self.addCleanup(conn.close)
        self.assertEqual(conn.info.host, "::1")
        self.assertIn('connection to server at "::1", port 1 failed: ', failure(host="::1", port=1))

    def test_several_hosts(self) -> None:
        hosts = f"/nosuch,127.0.0.1,{self.directory}"
        conn = psycopg2.connect(host=hosts, user="trusted", dbname="postgres")
        self.addCleanup(conn.close)
        self.assertEqual(conn.info.host, "127.0.0.1")
        self.assertEqual(conn.info.dsn_parameters["host"], hosts)
        text = failure(host=f"/nosuch,127.0.0.1,{self.directory}", port=f"{self.port},1,2", user="trusted")
        self.assertEqual(text.count("connection to server "), 3)
        # A password that is refused ends it: the next host is not tried
        text = failure(host=f"127.0.0.1,{self.directory}", user="scram", password="wrong", dbname="postgres")
        self.assertEqual(text.count("connection to server "), 1)

    def test_what_the_session_can_do(self) -> None:
        for wanted in ("any", "read-write", "primary", "prefer-standby"):
            self.assertEqual(self.user(user="trusted", target_session_attrs=wanted), ("trusted", False))
        prefix = f'connection to server at "127.0.0.1", port {self.port} failed: '
        for wanted, text in (
            ("read-only", "session is not read-only\n"),
            ("standby", "server is not in hot standby mode\n"),
        ):
            self.assertEqual(failure(user="trusted", host="127.0.0.1", dbname="postgres", target_session_attrs=wanted), prefix + text)
        self.admin.execute("alter role trusted set default_transaction_read_only = on")
        self.addCleanup(self.admin.execute, "alter role trusted reset all")
        self.assertEqual(self.user(user="trusted", target_session_attrs="read-only"), ("trusted", False))
        text = failure(user="trusted", host="127.0.0.1", dbname="postgres", target_session_attrs="read-write")
        self.assertEqual(text, prefix + "session is read-only\n")
        self.assertEqual(failure(target_session_attrs="other"), 'invalid target_session_attrs value: "other"\n')

    def test_a_server_that_never_answers_is_left_for_the_next(self) -> None:
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen(1)
            port = silent.getsockname()[1]
            given = {"user": "trusted", "dbname": "postgres", "connect_timeout": 1}
            conn = psycopg2.connect(host="127.0.0.1,127.0.0.1", port=f"{port},{self.port}", **given)
            self.addCleanup(conn.close)
            self.assertEqual(conn.info.port, int(self.port))
            text = failure(host="127.0.0.1", port=port, **given)
            self.assertEqual(text, f'connection to server at "127.0.0.1", port {port} failed: timeout expired\n')

    def test_no_tls_where_it_is_required(self) -> None:
        self.assertEqual(self.ssl, "off")
        for mode in ("require", "verify-ca", "verify-full"):
            text = failure(host="127.0.0.1", user="trusted", sslmode=mode, sslrootcert="system" if mode == "verify-full" else "/dev/null")
            self.assertIn("SSL", text)
        text = failure(host="127.0.0.1", user="trusted", sslmode="require", dbname="postgres")
        prefix = f'connection to server at "127.0.0.1", port {self.port} failed: '
        self.assertEqual(text, prefix + "server does not support SSL, but SSL was required\n")
        for mode in ("disable", "allow", "prefer"):
            self.assertEqual(self.user(user="trusted", sslmode=mode), ("trusted", False))
        # Nothing is encrypted on a Unix socket, whatever is asked for
        self.assertEqual(self.user(user="trusted", host=self.directory, sslmode="require"), ("trusted", False))


class EnvironmentTest(AccessCase):
    def test_where_to_and_who(self) -> None:
        settings = {
            "PGHOST": "127.0.0.1",
            "PGUSER": "scram",
            "PGPASSWORD": "secret",
            "PGDATABASE": "postgres",
            "PGAPPNAME": "by name",
            "PGOPTIONS": "-c work_mem=1234kB",
            "PGCLIENTENCODING": "LATIN1",
            "PGTZ": "Asia/Tokyo",
            "PGDATESTYLE": "German",
        }
        self.admin.execute("alter role scram password 'secret'")
        with mock.patch.dict(os.environ, settings):
            conn = psycopg2.connect("")
        self.addCleanup(conn.close)
        cursor = conn.cursor()
        names = ("application_name", "work_mem", "client_encoding", "TimeZone", "DateStyle")
        cursor.execute(f"select current_user::text, {', '.join(f'current_setting({name!r})' for name in names)}")
        self.assertEqual(cursor.fetchone(), ("scram", "by name", "1234kB", "LATIN1", "Asia/Tokyo", "ISO, DMY"))

    def test_what_is_given_wins(self) -> None:
        with mock.patch.dict(os.environ, {"PGHOST": "/nosuch", "PGUSER": "nobody", "PGDATABASE": "nosuch", "PGPORT": "1"}):
            self.assertEqual(self.user(user="trusted", port=self.port), ("trusted", False))

    def test_what_is_wrong_in_it(self) -> None:
        for name, value, text in (
            ("PGSSLMODE", "never", 'invalid sslmode value: "never"\n'),
            ("PGPORT", "none", 'invalid integer value "none" for connection option "port"\n'),
            ("PGTARGETSESSIONATTRS", "all", 'invalid target_session_attrs value: "all"\n'),
            ("PGSERVICE", "nosuch", 'definition of service "nosuch" not found\n'),
        ):
            with self.subTest(name), mock.patch.dict(os.environ, {name: value, "PGHOST": "127.0.0.1"}):
                self.assertEqual(failure(user="trusted", dbname="postgres"), text)
        with mock.patch.dict(os.environ, {"PGCONNECT_TIMEOUT": "soon"}):
            text = failure(user="trusted", host="127.0.0.1")
            self.assertRegex(text, 'failed: invalid integer value "soon" for connection option "connect_timeout"\n$')


if __name__ == "__main__":
    unittest.main()
