"""Thin wrappers for people at a screen; nothing else in the package imports them."""
