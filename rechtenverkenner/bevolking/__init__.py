"""Made-up households for tests, measurements and demonstrations: plausible for Flanders, not representative."""
