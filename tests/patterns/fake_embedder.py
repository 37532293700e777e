"""A tiny embedder whose meanings are written down: words of one concept, in any language, share a vector."""

import hashlib

import numpy as np

DIMENSIONS = 64
CONCEPTS = (
    {"senha", "password", "passwort", "пароль", "पासवर्ड"},
    {"expirada", "expired", "abgelaufen", "истёк", "समाप्त"},
    {"impressora", "printer", "drucker", "принтер", "प्रिंटर"},
    {"papel", "paper", "papier", "бумаги", "कागज"},
    {"servidor", "server", "сервер", "सर्वर"},
    {"lento", "slow", "langsam", "медленно", "धीमा"},
)


class FakeEmbedder:
    """Mean of the vectors of a text's words: a concept's, or one drawn from the word's own hash. Counts its calls."""

    def __init__(self, name="fake 1"):
        self.name = name
        self.asked = []

    def embed(self, texts):
        self.asked += list(texts)
        rows = np.stack([np.sum([_word(w) for w in text.split()] or [np.ones(DIMENSIONS)], axis=0) for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _word(word):
    concept = next((f"concept {place}" for place, words in enumerate(CONCEPTS) if word in words), word)
    seed = int.from_bytes(hashlib.sha256(concept.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).standard_normal(DIMENSIONS) * (3 if concept is not word else 1)
