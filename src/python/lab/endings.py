"""What ends a program and is not to be caught by it: no ``except Exception`` does."""


class WaitsForEver(BaseException):
    """A wait that cannot end: nobody can run who would end it. With a real server the program would hang."""


class Exit(BaseException):
    """``os._exit``: there is no process to end, so the program is left as by an exception."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _exit(status):
    """As ``os._exit``, but that ``finally`` clauses are run."""
    raise Exit(status)


WaitsForEver.__module__ = "lab"
