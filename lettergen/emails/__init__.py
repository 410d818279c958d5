"""Out by wire: letter and PDF to the exact bytes, and to a mail server."""
