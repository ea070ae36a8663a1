"""Values from the server as Python objects."""
