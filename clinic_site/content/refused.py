class Refused(Exception):
    """A verb was refused. Nothing has changed; the message says why and what to do next."""

    def __init__(self, message: str, findings: tuple = ()):
        super().__init__(str(message))
        self.findings = tuple(findings)


class StaleDesk(Refused):
    """Somebody saved the desk since this text was opened. Both texts are kept: theirs on the desk, ours here."""

    def __init__(self, message: str, page, typed: dict):
        super().__init__(message)
        self.page, self.typed = page, typed


class NotAllowed(Refused):
    """This person's roles don't include the verb."""
