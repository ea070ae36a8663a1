"""``cursor``, its rows, and the cursors of ``extras``."""
