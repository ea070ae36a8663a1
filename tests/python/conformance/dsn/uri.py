"""parse_dsn on URIs: every part may be missing, several hosts, percent escapes, parameters."""

from observe import attempt
from psycopg2.extensions import parse_dsn

for uri in (
    "postgresql://",
    "postgres://localhost",
    "postgresql://localhost:5433",
    "postgresql://localhost/mydb",
    "postgresql://user@localhost",
    "postgresql://user:secret@localhost:1/db",
    "postgresql://user:@localhost",
    "postgresql://:secret@localhost",
    "postgresql:///mydb",
    "postgresql:///mydb?host=localhost&port=5433",
    "postgresql://other@localhost/otherdb?connect_timeout=10&application_name=myapp",
    "postgresql://host1:123,host2:456/somedb?target_session_attrs=any",
    "postgresql://host1,host2",
    "postgresql://[2001:db8::1234]/database",
    "postgresql://[::1]:5433",
    "postgresql://%2Fvar%2Flib%2Fpostgresql/dbname",
    "postgresql://a%40b:c%3Ad@h/x%20y?options=-c%20geqo%3Doff",
    "postgresql://h/d?user=u&password=p&dbname=e",
    "postgresql://h?ssl=true",
    "postgresql://h?sslmode=disable",
    "postgresql://h:5432/",
    "postgresql://:5433",
    "postgresql://u@",
    "postgresql://h/d?user=",
    "postgresql://ünï@h",
):
    attempt(uri, parse_dsn, uri)
