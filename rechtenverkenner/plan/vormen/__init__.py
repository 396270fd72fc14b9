"""The forms of a page: text, Markdown, JSON, HTML, PDF, calendar."""
