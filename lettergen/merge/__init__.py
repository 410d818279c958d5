"""What: recipient and `templates/letter.docx` to the merged document."""
