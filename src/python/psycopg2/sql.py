"""SQL composed of parts, each quoted as what it is; for names, which parameters cannot stand for."""

from __future__ import annotations

from ._composed import SQL as SQL
from ._composed import Composable as Composable
from ._composed import Composed as Composed
from ._quotedparts import Identifier as Identifier
from ._quotedparts import Literal as Literal
from ._quotedparts import Placeholder as Placeholder

for _class in (Composable, Composed, SQL, Identifier, Literal, Placeholder):
    _class.__module__ = __name__
del _class

NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")
