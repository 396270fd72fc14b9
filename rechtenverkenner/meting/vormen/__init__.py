"""The report of a round in its forms: page, workbook, lines and data."""
