"""What can be wrong with a backup. The message is for whoever runs the site: what is wrong, and what to do."""


class BackupFault(Exception):
    """No backup was made, or none could be read; nothing was changed."""
