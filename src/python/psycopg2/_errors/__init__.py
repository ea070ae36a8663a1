"""The exception classes, and which SQLSTATE is which."""
