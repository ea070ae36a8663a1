"""peewee: models, transactions, server-side cursors and its extension for PostgreSQL."""

import datetime
import os

from peewee import CharField, DateTimeField, ForeignKeyField, IntegrityError, Model, fn
from playhouse.pool import PooledPostgresqlDatabase
from playhouse.postgres_ext import ArrayField, BinaryJSONField, IntegerField
from psycopg2.errors import QueryCanceled

database = PooledPostgresqlDatabase(
    os.environ["PGDATABASE"],
    host=os.environ["PGHOST"],
    port=int(os.environ["PGPORT"]),
    user=os.environ["PGUSER"],
    password=os.environ["PGPASSWORD"],
    max_connections=2,
)


class Base(Model):
    class Meta:
        database = database


class Person(Base):
    name = CharField(unique=True)
    joined = DateTimeField(default=datetime.datetime(2024, 7, 1, 12))
    facts = BinaryJSONField(default=dict)
    numbers = ArrayField(IntegerField, default=list)


class Pet(Base):
    owner = ForeignKeyField(Person, backref="pets")
    name = CharField()


with database:
    database.create_tables([Person, Pet])
    ada = Person.create(name="Ada", facts={"a": [1, {"b": None}]}, numbers=[3, 4])
    Pet.insert_many([{"owner": ada, "name": f"pet {number}"} for number in range(3)]).execute()
    try:
        with database.atomic():
            Person.create(name="Bob")
            with database.atomic():
                Person.create(name="Ada")
    except IntegrityError as error:
        print("integrity", str(error).splitlines()[0])
    print(Person.select().count(), Person.get(Person.name == "Ada").facts, ada.numbers, Person.get().joined)
    query = Person.select(Person.name, fn.COUNT(Pet.id).alias("pets")).join(Pet).group_by(Person.name)
    print([(person.name, person.pets) for person in query], query.sql())
    upsert = Person.insert(name="Ada").on_conflict(conflict_target=[Person.name], update={Person.numbers: [5]})
    print(upsert.returning(Person.numbers).execute()[0].numbers)
    print(Person.get(Person.facts["a"][0].cast("int") == 1).name, Person.get(Person.numbers.contains(5)).numbers)
    database.execute_sql("SET statement_timeout = 50")
    try:
        database.execute_sql("SELECT pg_sleep(10)")
    except QueryCanceled as error:
        print("timeout", error.pgcode, str(error).strip())
    database.rollback()
    print(sorted(database.get_tables()), [column.name for column in database.get_columns("pet")])
    database.drop_tables([Pet, Person])
print(database.is_closed())
