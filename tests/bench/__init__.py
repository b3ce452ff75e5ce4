"""Measurements, as commands and as functions of `make bench`."""
