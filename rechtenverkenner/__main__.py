"""`python -m rechtenverkenner` is the command line."""

from rechtenverkenner.toepassing.cli import begin

if __name__ == "__main__":
    begin()
