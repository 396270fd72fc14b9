"""From catalogue and household to verdicts: no I/O, no clock."""
