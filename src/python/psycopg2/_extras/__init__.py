"""What ``extras`` and ``sql`` offer: rows by name, types that programs register, parts of statements."""
