"""SQL composed of parts, each quoted as what it is; for names, which parameters cannot stand for."""

import string as string

from . import extensions as ext  # noqa: F401 - as in psycopg2
from ._composed import SQL as SQL
from ._composed import Composable as Composable
from ._composed import Composed as Composed
from ._quotedparts import Identifier as Identifier
from ._quotedparts import Literal as Literal
from ._quotedparts import Placeholder as Placeholder

NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")
