"""A wait that cannot end: nobody can run who would end it."""


class WaitsForEver(BaseException):
    """Ends the program. With a real server it would hang; no ``except Exception`` catches this."""


WaitsForEver.__module__ = "lab"
