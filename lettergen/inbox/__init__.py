"""What came back: messages fetched, read, told apart and matched to letters."""
