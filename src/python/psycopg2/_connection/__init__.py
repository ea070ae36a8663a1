"""``connection``, and what belongs to one."""
