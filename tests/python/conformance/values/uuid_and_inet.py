"""register_uuid, register_inet, register_ipaddress, and network types as they come."""

import ipaddress
import uuid
import warnings

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
cur = conn.cursor()
ONE = uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
attempt("a UUID unregistered", cur.mogrify, "%s", (ONE,))
QUERY = """SELECT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, NULL::uuid, ARRAY['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, NULL]"""
cur.execute(QUERY)
show("read", cur.fetchone())
caster = extras.register_uuid(conn_or_curs=conn)
show("caster", (caster.name, caster.values))
cur.execute(QUERY)
show("read", cur.fetchone())
show("written", (cur.mogrify("%s", (ONE,)), cur.mogrify("%s", ([ONE],))))
adapter = extras.UUID_adapter(ONE)
show("adapter", (adapter.getquoted(), str(adapter)))
cur.execute("SELECT %s, %s", (ONE, [ONE]))
show("back", cur.fetchone())
show("other oids", [extras.register_uuid(oids, conn).values for oids in (5, [5, 6])])
NETWORKS = """SELECT '192.168.0.1/24'::inet, '192.168.0.1'::inet, '192.168.0.0/24'::cidr, '::1'::inet, 'fe80::/64'::cidr, NULL::inet,
    ARRAY['10.0.0.1'::inet, NULL], ARRAY['10.0.0.0/8'::cidr], '08:00:2b:01:02:03'::macaddr"""
cur.execute(NETWORKS)
show("networks as texts", cur.fetchone())
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    extras.register_inet(conn_or_curs=conn)
cur.execute(NETWORKS)
row = cur.fetchone()
show("Inet", (row, type(row[0]).__name__, str(row[0]), row[0].addr))
inet = extras.Inet("10.0.0.1/8")
attempt("not prepared", inet.getquoted)
show("written", (cur.mogrify("%s", (inet,)), inet.getquoted(), repr(inet), str(inet), cur.mogrify("%s", (inet,))))
cur.execute("SELECT %s, host(%s)", (inet, inet))
show("back", cur.fetchone()[1])
attempt("conform", lambda: inet.__conform__(None))
extras.register_ipaddress(conn)
cur.execute(NETWORKS)
show("ipaddress", cur.fetchone())
for value in (
    *(ipaddress.ip_interface("10.0.0.1/8"), ipaddress.ip_interface("10.0.0.1"), ipaddress.ip_network("10.0.0.0/8")),
    *(ipaddress.ip_interface("::1/64"), ipaddress.ip_network("fe80::/64"), ipaddress.ip_address("10.0.0.1"), ipaddress.ip_address("::1")),
):
    attempt(repr(value), cur.mogrify, "%s", (value,))
cur.execute("SELECT %s::inet, %s::cidr", (ipaddress.ip_interface("10.0.0.1/8"), ipaddress.ip_network("10.0.0.0/8")))
show("back", cur.fetchone())
