"""SQLAlchemy: the ORM, pools, savepoints, bulk inserts, types of PostgreSQL and errors, on its dialect for psycopg2."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime, ForeignKey, create_engine, event, func, inspect, insert, select, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, JSONB, insert as pg_insert
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("postgresql+psycopg2://", pool_size=2, max_overflow=0, pool_timeout=0.1, pool_pre_ping=True)


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    born: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    facts: Mapped[dict] = mapped_column(JSONB, default=dict)
    numbers: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), default=list)
    books: Mapped[list["Book"]] = relationship(back_populates="author", order_by="Book.title")


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship(back_populates="books")


Base.metadata.create_all(engine)
print(sorted(inspect(engine).get_table_names()), [column["name"] for column in inspect(engine).get_columns("author")])
with Session(engine) as session:
    ada = Author(name="Ada", born=datetime(1815, 12, 10, 9, tzinfo=ZoneInfo("Europe/London")), facts={"a": [1, None]}, numbers=[1, 2])
    ada.books = [Book(title="Notes"), Book(title="Letters")]
    session.add(ada)
    session.flush()
    try:
        with session.begin_nested():
            session.add(Author(name="Ada"))
            session.flush()
    except IntegrityError as error:
        print("integrity", error.orig.pgcode, error.orig.diag.constraint_name)
    session.commit()
with Session(engine) as session:
    found = session.scalars(select(Author).join(Book).where(Book.title == "Notes")).one()
    print(found.name, [book.title for book in found.books], found.facts, found.numbers, found.born.timestamp())
    print(session.execute(select(Author.facts["a"][0].as_integer(), func.array_length(Author.numbers, 1))).all())
with engine.begin() as connection:
    rows = [{"name": f"author {number}", "facts": {}, "numbers": []} for number in range(1500)]
    print(len(connection.execute(insert(Author).returning(Author.id), rows).all()))
    new = pg_insert(Author).values(name="Ada", facts={"b": 1}, numbers=[])
    upsert = new.on_conflict_do_update(index_elements=["name"], set_={"facts": {"b": 1}})
    print(connection.execute(upsert.returning(Author.facts)).scalar())
with engine.connect().execution_options(stream_results=True, max_row_buffer=100) as connection:
    print(sum(1 for _ in connection.execute(select(Author.id))))
with engine.connect() as one, engine.connect() as other:
    one.execute(text("SELECT 1"))
    try:
        engine.connect()
    except Exception as error:
        print("pool", type(error).__name__)
    other.execute(text("SET LOCAL statement_timeout = 50"))
    try:
        other.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": 10})
    except DBAPIError as error:
        print("timeout", type(error).__name__, error.orig.pgcode, error.connection_invalidated)
    other.rollback()
    pid = other.scalar(text("SELECT pg_backend_pid()"))
    other.commit()
    one.execute(text("SELECT pg_terminate_backend(:pid, 1000)"), {"pid": pid})
    try:
        other.execute(text("SELECT 1"))
    except OperationalError as error:
        print("terminated", error.connection_invalidated)
print(engine.pool.status().split(" Current Overflow")[0])
with engine.connect().execution_options(isolation_level="SERIALIZABLE") as connection:
    print(connection.scalar(text("SHOW transaction_isolation")))
seen = []
event.listen(engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2].splitlines()[0]))
Base.metadata.drop_all(engine)
print(seen[-2:])
engine.dispose()
