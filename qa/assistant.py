"""The assistant: one index, its models, and the generation that answers now.

Owns opening, refreshing and updating. Prints nothing. An opened generation is kept until the
assistant is refreshed or updated. The steps of an answer are pipeline.py's.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Lock

from index import backend
from index.backend import update_index
from index.embedding.open import open_embedder
from index.embedding.protocol import Embedder, Progress, Vectors, no_progress
from index.errors import IndexFolderError, SettingsError
from index.filtering.filter import Filter
from index.interface import Opened
from index.location import Location, location_of
from index.options import BuildOptions
from index.report import BuildReport
from qa.answer import Answer, Hit
from qa.opened_index import OpenedIndex
from qa.promise import Promise, promise_for
from qa.question import clean_question
from qa.questions.aliases import Aliases
from qa.questions.suggestion import suggested_filter
from qa.readers.protocol import Reader, open_reader
from qa.retrieval.retriever import Retriever
from qa.retrieval.search_result import LIMIT, SearchResult, check_limit
from qa.settings import Settings


class Assistant:
    """Answers questions from one index; safe to ask from several threads."""

    def __init__(
        self,
        index: Location,
        *,
        embedder: Embedder,
        reader: Reader,
        settings: Settings,
        generation: int | None = None,
    ) -> None:
        """Open an index with loaded models; with a ``generation`` that one, for as long as it is
        used, instead of the current one.
        """
        self._index, self._embedder, self._reader = index, embedder, reader
        self._settings, self._changing, self._fixed = settings, Lock(), generation
        self._aliases = Aliases.read(Path(settings.aliases))
        self._opened = self._open()

    @classmethod
    def open(
        cls, index: str | Location | None = None, *, settings: Settings | None = None
    ) -> Assistant:
        """Open an index (default: the settings') with the models that the settings name (default:
        the environment's).

        Raises SettingsError, ModelError or IndexFolderError.
        """
        if isinstance(index, Settings):
            raise SettingsError(
                found="Settings in the place of an index",
                expected="a folder or an address",
                cure="call Assistant.open(settings=Settings(...))",
            )
        settings = settings or Settings.from_environment()
        reader = open_reader(settings.reader)
        embedder = open_embedder(settings.embedder)
        location = settings.location if index is None else index
        if isinstance(location, str):
            location = location_of(location, token=settings.milvus_token)
        assistant = cls(location, embedder=embedder, reader=reader, settings=settings)
        # Last, so that an error of the index is raised before this wait.
        with ThreadPoolExecutor() as workers:
            list(workers.map(lambda model: model.load(), (embedder, reader)))
        return assistant

    @property
    def generation(self) -> Opened:
        """The generation that answers now."""
        return self._opened.generation

    @property
    def retriever(self) -> Retriever:
        """The retriever of that generation."""
        return self._opened.retriever

    @property
    def index(self) -> Location:
        """The index that answers."""
        return self._index

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def threshold(self) -> float:
        """The confidence below which no answer is given: the settings', else that of a promise,
        else the reader's.
        """
        if self._settings.threshold is not None:
            return self._settings.threshold
        promise = self.promise
        return self._reader.threshold if promise is None else promise.threshold

    @property
    def promise(self) -> Promise | None:
        """The promise that ``qa check --promise`` kept for this index, these models and settings.

        Raises QuestionError for a damaged record of it.
        """
        recipe = self.generation.manifest.recipe
        return promise_for(self._settings, index=self._index, recipe=recipe)

    def at(self, generation: int) -> Assistant:
        """An assistant with the same models over a generation that is still kept; it stays there.

        Raises IndexMissingError, which names those that are kept, where it is not.
        """
        return Assistant(
            self._index,
            embedder=self._embedder,
            reader=self._reader,
            settings=self._settings,
            generation=generation,
        )

    def refresh(self) -> bool:
        """Switch to the index's current generation; False where it is the one in use already.

        Raises IndexFolderError where it cannot be opened; the old one stays in use then.
        """
        if self._is_current():
            return False
        with self._changing:
            if self._is_current():  # another thread was here before
                return False
            self._opened = self._open()
            return True

    def update(self, *, progress: Progress = no_progress) -> BuildReport:
        """Bring the index up to date with its seeds folder, and switch to it.

        Questions are answered from the generation in use meanwhile. Raises as ``build`` does.
        """
        seeds = Path(self.generation.manifest.seeds)
        options = BuildOptions(embedder=self._embedder, keep=self._settings.keep, progress=progress)
        report = update_index(seeds, self._index, options, workers=self._settings.workers)
        self.refresh()
        return report

    def retrieve(
        self, question: str, k: int | None = None, *, where: Filter | None = None
    ) -> tuple[Hit, ...]:
        """The k best passages for a question (default: as many as are read), best first, of the
        articles that a filter leaves.

        Raises QuestionError and FilterError as ``ask`` does.
        """
        question = clean_question(question, self._settings.question_length)
        retriever = self._opened.retriever
        left = retriever.select(where)
        return retriever.retrieve(question, k or self._settings.top_k, left).hits

    def search(
        self, question: str, *, limit: int = LIMIT, where: Filter | None = None
    ) -> SearchResult:
        """The ``limit`` best passages for a question, best first, without an answer, of the
        articles that a filter leaves: fewer where there are fewer.

        Raises QuestionError and FilterError as ``ask`` does, and SettingsError for a limit that is
        not from 1 to the setting ``candidates``.
        """
        started = time.perf_counter()
        question = clean_question(question, self._settings.question_length)
        check_limit(limit, self._settings.candidates)
        opened = self._opened
        left = opened.retriever.select(where)
        found = opened.retriever.retrieve(question, limit, left)
        return SearchResult(
            question=question,
            hits=found.hits,
            generation=opened.generation.manifest.generation,
            elapsed_ms=1000 * (time.perf_counter() - started),
            complete=found.complete,
        )

    def suggested_filter(self, answer: Answer) -> Filter | None:
        """The filter that the words of an answer's question name, as "in November 2023" or
        "according to Donga"; None where it was asked under one, or where they name none.
        """
        if answer.where:
            return None
        try:
            return suggested_filter(answer.question, self.generation.content)
        except IndexFolderError:  # what the articles state cannot be read: the answer stands
            return None

    def encode_question(self, question: str) -> Vectors:
        """The unit vector of a question, shape (dim,)."""
        return self._embedder.encode_question(question)

    def ask(
        self, question: str, *, threshold: float | None = None, where: Filter | None = None
    ) -> Answer:
        """Answer one question, or abstain with the reason.

        ``threshold`` in [0, 1] replaces the assistant's for this question; at 0 the best proposal
        is always given. Under a filter, ``where``, it is answered as by an index of only the
        articles that are left. Raises QuestionError for a question that is empty or too long, and
        FilterError for a filter that leaves no article or names what no article has.
        """
        started = time.perf_counter()
        question = clean_question(question, self._settings.question_length)
        least = self.threshold if threshold is None else threshold
        opened, where = self._opened, where or None
        answer = opened.memo.get(question, threshold=least, where=where)
        if answer is None:
            left = opened.retriever.select(where)
            answer = opened.pipeline.answer(question, threshold=least, where=where, left=left)
            opened.memo.keep(answer, threshold=least)
        return replace(answer, elapsed_ms=1000 * (time.perf_counter() - started))

    def _is_current(self) -> bool:
        if self._fixed is not None:
            return True
        return backend.current_generation(self._index) == self.generation.manifest.generation

    def _open(self) -> OpenedIndex:
        return OpenedIndex.open(
            self._index,
            self._embedder,
            self._reader,
            self._aliases,
            self._settings,
            generation=self._fixed,
        )
