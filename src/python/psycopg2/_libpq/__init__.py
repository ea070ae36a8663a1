"""libpq: connections to a server as PGconn has them, the protocol, and where the bytes go."""
