"""One SMTP session; one outcome per recipient. The only place that imports smtplib."""

from lettergen.emails.smtp.sender import SmtpSender

__all__ = ["SmtpSender"]
