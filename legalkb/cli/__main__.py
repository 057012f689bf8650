"""Runs the command line with ``python -m legalkb.cli``."""

from legalkb.cli import main

main(prog_name="legalkb")
