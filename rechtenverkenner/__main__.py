"""`python -m rechtenverkenner` is the command line."""

from rechtenverkenner.toepassing.cli import main

if __name__ == "__main__":
    main()
