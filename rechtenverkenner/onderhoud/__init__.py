"""Keeping a catalogue true from year to year: what expires, what differs, new values, sheets, the graph of rights."""
