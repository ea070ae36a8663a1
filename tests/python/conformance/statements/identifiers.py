"""Names of tables and columns, whatever is in them, by way of sql.Identifier."""

import psycopg2
from observe import attempt, show
from psycopg2 import sql

conn = psycopg2.connect("")
cur = conn.cursor()
for name in (
    *("plain", "Upper", "with space", 'quo"te', "sem;icolon", "per%cent", "ünï €", "select", "1st", "a.b"),
    *("tab\there", "back\\slash", "'"),
):
    table, column = sql.Identifier(name), sql.Identifier(name + " c")
    cur.execute(sql.SQL("CREATE TABLE {} ({} int)").format(table, column))
    if "%" in name:  # a percent sign is one wherever there are parameters
        attempt(repr(name), cur.execute, sql.SQL("INSERT INTO {} VALUES (%s)").format(table), (1,))
        table, column = sql.Identifier(name.replace("%", "%%")), sql.Identifier(name.replace("%", "%%") + " c")
    cur.execute(sql.SQL("INSERT INTO {} ({}) VALUES (%s)").format(table, column), (1,))
    cur.execute(sql.SQL("SELECT {0} FROM {1} WHERE {0} = {2}").format(column, table, sql.Placeholder("n")), {"n": 1})
    show(repr(name), (cur.query, cur.description[0].name, cur.fetchall()))
    cur.execute(sql.SQL("SELECT {} FROM {}").format(sql.Identifier(name, name + " c"), sql.Identifier(name)))
    show("  qualified", cur.fetchone())
    cur.execute("SELECT to_regclass(%s) IS NOT NULL", (psycopg2.extensions.quote_ident(name, conn),))
    show("  quoted", cur.fetchone())
attempt("a percent sign without parameters", cur.execute, sql.SQL("SELECT * FROM {}").format(sql.Identifier("per%cent")))
attempt("and with none", cur.execute, sql.SQL("SELECT * FROM {}").format(sql.Identifier("per%cent")), ())
conn.rollback()
attempt("and with some", cur.execute, sql.SQL("SELECT * FROM {} WHERE %s").format(sql.Identifier("per%cent")), (True,))
