"""Six ways to give SQLAlchemy a statement_timeout"""

from sqlalchemy import create_engine, event, exc, text

URL = "postgresql+psycopg2://reader:reader@/lab"


def limits(name, engine, uses=2):
    """What statement_timeout is, each time a connection is taken from the pool."""
    seen = []
    for _ in range(uses):
        with engine.connect() as connection:
            seen.append(connection.execute(text("SHOW statement_timeout")).scalar())
    print(f"{name}: {', then '.join(seen)}")


limits("options", create_engine(URL, connect_args={"options": "-c statement_timeout=5s"}))

try:
    create_engine(URL, connect_args={"statement_timeout": 5000}).connect()
except exc.DBAPIError as error:
    print(f"connect_args, by its name: {type(error).__name__}, {error.orig}", end="")

engine = create_engine(URL)
limits("execution_options", engine.execution_options(statement_timeout=5000))

with engine.connect() as connection:
    connection.execute(text("SET statement_timeout = '5s'"))
limits("SET without commit", engine, 1)

with engine.connect() as connection:
    connection.execute(text("SET statement_timeout = '5s'"))
    connection.commit()
limits("SET and commit, for the next user", engine, 1)

engine = create_engine(URL)


@event.listens_for(engine, "connect")
def set_limit(connection, _record):
    with connection.cursor() as cur:
        cur.execute("SET statement_timeout = '5s'")


limits("SET in a connect event", engine)
