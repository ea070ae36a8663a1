"""Replication connections and cursors."""
