"""Any calls of a connection and its cursors, in any order."""

import calls

calls.run(seed=1, sessions=12, steps=25)
