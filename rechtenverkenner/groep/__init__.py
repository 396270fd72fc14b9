"""Many households at once: a workbook, CSV files or JSON Lines in, a workbook with the whole group out."""
