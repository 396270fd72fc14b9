"""From YAML text to the typed, frozen catalogue."""
