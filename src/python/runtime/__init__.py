"""CPython in the page: what the browser or WebAssembly lacks, or does otherwise, put right before a program runs.

``runner`` runs a program. Below it, each importing only from those after it: ``stdlib`` (modules that Pyodide lacks or that cannot work
here), ``io`` (select, sockets, output, the driver's transport), ``signals``, ``threads``, ``scheduling`` (who runs when).
config/python-layers.json has the rule. The JavaScript side is src/python/host/interpreter.ts.
"""
