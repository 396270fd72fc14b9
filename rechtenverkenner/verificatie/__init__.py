"""Proof that the catalogue says what it should: reference cases, rule coverage, rule mutation, boundary households."""
