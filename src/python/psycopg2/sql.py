"""SQL composed of parts, each quoted as what it is; for names, which parameters cannot stand for."""

import string as string

from . import extensions as ext  # noqa: F401 - as in psycopg2
from ._adapters.composable import SQL as SQL
from ._adapters.composable import Composable as Composable
from ._adapters.composable import Composed as Composed
from ._extras.quoted import Identifier as Identifier
from ._extras.quoted import Literal as Literal
from ._extras.quoted import Placeholder as Placeholder

NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")
