"""What the page adds to Python: connections to its server, its clock, and watching a program run. ``_lab`` is the host's, in JavaScript."""

from __future__ import annotations

import os

#: What the names of this package's files begin with.
OURS = os.path.dirname(__file__) + os.sep
