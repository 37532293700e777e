"""Sentences by position, of the classes that blind rounds missed: data for ``tests/privacy/test_blind_cases.py``.

Each module holds MISSED, (text, redacted), and KEPT, texts that look like it and stay. The texts are made for the
tests: they stand in no corpus of a round.
"""
