"""Documents: .docx, what LibreOffice makes one of, and the fields of .odt."""
