"""What ends a program or a thread and is not to be caught by it: no ``except Exception`` does."""


class WaitsForEver(BaseException):
    """A wait that cannot end: nobody can run who would end it. With a real server the program would hang."""


class Frozen(BaseException):
    """A thread goes no further, as when a process ends: its stack is taken down, and nothing of it is executed any more.

    See ``freezing``.
    """


WaitsForEver.__module__ = "lab"
