"""Dates as people and systems write them -> UTC, each column in the one order that was decided for it."""
