"""Python values as SQL literals."""
