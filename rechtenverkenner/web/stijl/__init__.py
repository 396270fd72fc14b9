"""The style sheet of the pages and their sign."""
