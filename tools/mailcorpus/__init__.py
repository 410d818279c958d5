"""What the messages of tests/inbox/mail are made from."""
