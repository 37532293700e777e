"""Bytes of an export -> rows of text: one reader a format, each bounded."""
