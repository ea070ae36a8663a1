"""What the page adds to Python: connections to its server, its clock, and watching a program run. ``_lab`` is the host's, in JavaScript."""
