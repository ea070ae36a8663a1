"""What ends a program or a thread from outside: ``except Exception`` does not catch it."""


class WaitsForEver(BaseException):
    """Nobody can run who would end the wait. With CPython and a real server the program would hang."""


class ProcessExit(BaseException):
    """The process exits. Raised in each thread to take down its stack, of which nothing is executed any more (``threads.termination``)."""


WaitsForEver.__module__ = "lab"
