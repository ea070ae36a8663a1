"""Any calls, in any order, while a callback waits."""

import calls
from psycopg2 import extensions, extras

extensions.set_wait_callback(extras.wait_select)
calls.run(seed=2, sessions=8, steps=25)
