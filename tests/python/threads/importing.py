"""Threads that import the same module while it is being imported, and modules that import each other."""

import os
import sys
import tempfile
import threading

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name, source in (
        ("slow", "import time\ntime.sleep(0.2)\nvalue = 7\nprint('imported once')\n"),
        ("one", "import time\ntime.sleep(0.1)\nimport other\nvalue = 1\n"),
        ("other", "import time\ntime.sleep(0.1)\nimport one\nvalue = 2\n"),
    ):
        with open(os.path.join(folder, f"{name}.py"), "w") as file:
            file.write(source)

    def use(name):
        values.append(__import__(name).value)

    for names in ("slow", "slow", "slow"), ("one", "other"):
        values = []
        threads = [threading.Thread(target=use, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(*names, sorted(values))
