"""Alembic: revisions up and down, within transactions, and what it finds by comparing."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, inspect

engine = create_engine("postgresql+psycopg2://")
wanted = MetaData()
Table("account", wanted, Column("id", Integer, primary_key=True), Column("name", String(40), nullable=False, index=True))

with engine.begin() as connection:
    context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
    operations = Operations(context)
    operations.create_table("account", Column("id", Integer, primary_key=True), Column("name", String(20)))
    operations.bulk_insert(Table("account", MetaData(), Column("name", String)), [{"name": "ada"}, {"name": "bob"}])
    for difference in compare_metadata(context, wanted):
        entries = difference if isinstance(difference, list) else [difference]
        print([(entry[0], *[str(part) for part in entry[2:4]]) for entry in entries])

with engine.begin() as connection:
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("account") as batch:
        batch.alter_column("name", type_=String(40), nullable=False)
        batch.create_index("ix_account_name", ["name"])
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    print(compare_metadata(context, wanted))

context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": False})
try:
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        operations.add_column("account", Column("age", Integer))
        operations.execute("SELECT 1 / 0")
except Exception as error:
    print(type(error).__name__, error.orig.pgcode)
print([column["name"] for column in inspect(engine).get_columns("account")])
engine.dispose()
