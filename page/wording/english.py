"""The texts of the page in English: the ones that all other languages translate.

Owns every text that the page itself says. A text of several forms is for one and for more.
"""

from __future__ import annotations

from page.wording.wording import Text, Wording

TEXTS: dict[str, Text] = {
    "format.percent": "{value}%",
    "format.day": "{day} {month} {year}",
    "format.day.no_year": "{day} {month}",
    "format.quoted": "“{words}”",
    "format.error": "{found}; expected {expected}; {cure}",
    "format.or": " or ",
    "format.and": " and ",
    # The labels of controls.
    "control.tab.ask": "Ask",
    "control.tab.check_text": "Check a text",
    "control.tab.articles": "Articles",
    "control.tab.checkup": "Check-up",
    "control.tab.evidence": "Evidence",
    "control.tab.compare": "Compare",
    "control.tab.why": "Why",
    "control.tab.save": "Save",
    "control.question": "Your question",
    "control.question.hint": "Who, when, where, why, how many?",
    "control.ask": "Ask",
    "control.locate": "Why not this sentence?",
    "control.locate.hint": "Paste a sentence, or name an article",
    "control.find": "Find",
    "control.draft": "The text to check",
    "control.draft.hint": "Paste a text",
    "control.check": "Check it",
    "control.run_all": "Run all",
    "control.some_articles": "Only some articles",
    "control.source": "Source",
    "control.author": "Author",
    "control.folder": "Folder",
    "control.after": "Published from",
    "control.before": "Published until",
    "control.date.hint": "2023-10-05 or 2023-10",
    "control.add": "Add articles",
    "control.library": "Find articles",
    "control.library.hint": "A title, source, date or file; or words to search the texts for",
    "control.library.search": "Search the texts",
    "control.ask_all": "Ask all articles",
    "control.check_all": "Check against all articles",
    "control.format.Markdown": "Markdown",
    "control.format.JSON": "JSON",
    "control.format.HTML page": "HTML page",
    "control.format.BibTeX": "BibTeX",
    "control.format.RIS": "RIS",
    "control.format.CSL": "CSL",
    # The head of the page.
    "theme": "Colours",
    "theme.system": "As the system",
    "theme.light": "Light",
    "theme.dark": "Dark",
    "away": "Server not reachable.",
    "away.shown": "What is shown is from before and cannot be checked now.",
    "away.kept": "Your question is kept, and asked when the server is back.",
    "index.fresh": "Up to date",
    "index.size": (
        "{number} article, generation {generation}",
        "{number} articles, generation {generation}",
    ),
    "index.changed": "{changes} since the last build",
    "index.changes": "What changed",
    "index.count.changed": "{number} changed",
    "index.count.deleted": "{number} deleted",
    "index.count.new": "{number} new",
    "index.count.renamed": "{number} renamed",
    "index.kind.changed": "changed",
    "index.kind.deleted": "deleted",
    "index.kind.new": "new",
    "index.kind.renamed": "renamed",
    "index.more": "and {number} more",
    "index.update": "Update the index",
    "index.build": "Build the index",
    "index.undo": "Undo last update",
    "index.none": "No index yet",
    "index.none.no_files": "no articles in the folder",
    "index.none.files": ("{number} file in the folder", "{number} files in the folder"),
    "index.updating": "Updating",
    "index.updating.label": "Update of the index",
    "index.updating.reading": "reading the articles",
    "index.updating.texts": "{done} of {total} texts",
    "index.updating.left": "about {time} left",
    "index.updating.meanwhile": "Until then, answers come from the last build.",
    "index.seconds": ("{number} second", "{number} seconds"),
    "index.minutes": ("{number} minute", "{number} minutes"),
    "index.undone": "The last update is undone: generation {generation} is in use again.",
    "index.ready": ("{number} article ready", "{number} articles ready"),
    "index.skipped": (
        "{number} file skipped, see Articles",
        "{number} files skipped, see Articles",
    ),
    "index.embedded": ("{number} passage embedded", "{number} passages embedded"),
    "index.kept": "{number} kept",
    "index.unused": (
        "{number} character of {files} was not used",
        "{number} characters of {files} were not used",
    ),
    "index.unused.files": ("{number} file", "{number} files"),
    # The start.
    "start.title": ("Ask {number} article", "Ask {number} articles"),
    "start.promise": "Every answer is quoted from an article. Open one to read it.",
    "start.came": (
        "{number} article new since your last visit, marked.",
        "{number} articles new since your last visit, marked.",
    ),
    "start.more": "and {number} more",
    "start.examples": "For example",
    "start.empty": "No articles yet",
    "start.empty.how": (
        "Add files on the Articles tab, or copy them into the folder {folder}. Then build the"
        " index, and ask your questions."
    ),
    "start.empty.add": "Add articles",
    "recent": "Recent questions",
    # The topic and the question.
    "topic": "This topic",
    "topic.hint": "You can ask on: “why?”, “who is he?”",
    "topic.new": "New topic",
    "topic.no_answer": "no answer",
    "topic.earlier": ("{number} earlier question", "{number} earlier questions"),
    "question.searched": "Searched: {question}",
    "question.edit": "Edit",
    "question.as_typed": "Search as typed",
    # The answer.
    "answer": "Answer",
    "answer.none": "No clear answer in these articles.",
    "answer.none.filtered": "No clear answer in the articles that the filter leaves.",
    "answer.save_none": "Save “no answer” as test",
    "answer.ask_only": "Ask only: {filter}",
    "answer.degraded": (
        "A part of the index did not answer: there may be a better answer. Ask again."
    ),
    "answer.outdated": (
        "The index has changed since this answer, which quotes the articles as they were then."
    ),
    "answer.ask_again": "Ask again",
    "answer.yes": "Yes: {sentence}",
    "answer.no": "No: {sentence}",
    "answer.confidence": "{percent} confidence",
    "answer.confidence_in_words": "confidence {percent}: {words}",
    "confidence.very likely": "very likely",
    "confidence.likely": "likely",
    "confidence.possible": "possible",
    "confidence.uncertain": "uncertain",
    "answer.scope": (
        "Asked of {articles} of {number} article: {filter}",
        "Asked of {articles} of {number} articles: {filter}",
    ),
    "answer.scope.undated": (
        "{number} that states no date is left out",
        "{number} that state no date are left out",
    ),
    "answer.as_of": "As of {day}",
    "answer.as_of.older": "an older article of {day} says {quote}",
    "answer.as_of.newer": "a newer article of {day} says {quote}",
    "answer.items": ("At least this one: {items}", "At least these {number}: {items}"),
    "answer.disagree": "The articles disagree. Other answers:",
    "answer.disagree.within": "The article gives other answers too:",
    "copy": "Copy with source",
    "copy.done": "Copied",
    "place.page": "page {number}",
    "place.paragraph": "paragraph {number}",
    # A page of the file, as it looks.
    "picture.show": "Show page {number}",
    "picture.hide": "Hide the page",
    "picture.drawing": "Drawing page {number}…",
    "picture.alt": "Page {number} of {file}, as it looks",
    "picture.boxed": "Page {number} of {file}. The sentence is boxed.",
    "picture.unboxed": (
        "Page {number} of {file}. The sentence is not boxed: its letters were not found on the"
        " page."
    ),
    "picture.plain": "Page {number} of {file}.",
    # The evidence.
    "evidence.nearest": "Nearest passages",
    "evidence.open": "Open the page ↗",
    "evidence.other": "Another answer: {answer}",
    "evidence.copies": "Also in: {articles}",
    "evidence.no_article": (
        "no article {name} in the index; expected one from the list; reload the page"
    ),
    # An article, and whether its file still says what is quoted.
    "article.cited": "Cited article {number}",
    "article.text": "Text of the article",
    "article.evidence": "Evidence",
    "article.previous": "Previous",
    "article.next": "Next",
    "article.step": "{number} of {total}",
    "article.save": "Save as test",
    "article.now": "It now says:",
    "article.earlier": (
        "{number} earlier paragraph is not shown",
        "{number} earlier paragraphs are not shown",
    ),
    "article.later": (
        "{number} more paragraph is not shown",
        "{number} more paragraphs are not shown",
    ),
    "badge.checking": "Checking the file…",
    "badge.verified": "Quote matches file",
    "badge.verified.at_length": "Quote matches file: word for word, as it is now",
    "badge.compared": "Compared with {file} at {time}; SHA-256 of the file:",
    "badge.changed": "Source changed since indexing",
    "badge.missing": "Source deleted since indexing",
    "badge.forged": "Not what the file says",
    "badge.outdated.changed": "Quoted from an earlier version of the source",
    "badge.outdated.missing": "Quoted from a source that was deleted",
    # Files that are added, replaced and deleted.
    "files.formats": "{formats}; at most {number} MB each",
    "files.added": "Added {file}.",
    "files.identical": "{file} is already there, with the same content.",
    "files.conflict": "{file} is already there, with different content. Replace it?",
    "files.replace": "Replace",
    "files.keep": "Keep the old one",
    "files.replaced": "Replaced {file}.",
    "files.unchanged": "{file} is unchanged.",
    "files.deleted": "Deleted {file}. Answers may use it until you update the index.",
    "files.unusable": "{file} is in the folder, but cannot be used:",
    "files.gone": "the upload is gone; expected one just made; add the file again",
    # The library.
    "library": "Articles",
    "library.count": ("{number} article", "{number} articles"),
    "library.found": ("{found} of {number} article", "{found} of {number} articles"),
    "library.cut": (
        "{number} more article is not listed; search the texts to find it",
        "{number} more articles are not listed; search the texts to find them",
    ),
    "library.files": ("{number} file not in the index", "{number} files not in the index"),
    "library.all_files": ("{number} file", "{number} files"),
    "library.more_files": "and {number} more: find them by name",
    "library.first_line": "first line",
    "library.none": "No articles yet: add some above.",
    "library.no_match": "No title, source, date or file name has that.",
    "library.unknown": "The articles are listed again when the index can be read.",
    "library.no_article": (
        "no article {name} in the index; expected one from the list; go back to it"
    ),
    "library.search": "Search the texts for it",
    "library.order": "Order",
    "library.order.title": "Title",
    "library.order.source": "Source",
    "library.order.date": "Date",
    "library.order.length": "Length",
    "library.sort.title": "Sort by title",
    "library.sort.source": "Sort by source",
    "library.sort.date": "Sort by date",
    "library.sort.length": "Sort by length",
    "library.words": ("{number} word", "{number} words"),
    "library.kind.new": "new",
    "library.kind.changed": "changed",
    "library.kind.deleted": "deleted",
    "library.kind.left_out": "left out",
    "library.unused": ("{number} character not used:", "{number} characters not used:"),
    "library.delete": "Delete",
    "library.delete.ask": "Delete…",
    "library.delete.of": "Delete {file}",
    "library.delete.sure": "Delete this file?",
    "library.delete.sure_of_many": (
        "Delete this file with its {number} article?",
        "Delete this file with its {number} articles?",
    ),
    "library.cancel": "Cancel",
    "library.cancel.of": "Cancel deleting {file}",
    "library.pages": "Pages of the list",
    "library.span": "{first} to {last} of {number}",
    "reading": "Article",
    "reading.all": "← All articles",
    "reading.results": "← Results",
    "reading.back": "← The article",
    "reading.original": "Save original",
    "named": "Named here:",
    "named.dates": "Dates:",
    "named.label": "Names and dates",
    "named.more": "{number} more",
    "named.times": ("{number} time", "{number} times"),
    "named.rules": "Found by rules; some may be missing. A click shows where else it stands.",
    "named.year": "{date}, if it is in the year of the article",
    "named.decade": "{first} to {last}",
    "results": ("{number} passage in {articles} for", "{number} passages in {articles} for"),
    "results.best": (
        "the best {number} passage in {articles} for",
        "the best {number} passages in {articles} for",
    ),
    "results.articles": ("{number} article", "{number} articles"),
    "results.label": "Search results",
    "results.more": (
        "and {number} passage more in this article",
        "and {number} passages more in this article",
    ),
    "results.incomplete": "A part of the index did not answer: there may be more.",
    "results.none.named": "No passage states this.",
    "results.none": "No article has any of these words. Try others, or fewer letters of one.",
    # The comparison.
    "compare.nothing": "Nothing to compare: no passage contains an answer.",
    "compare.different": "{number} different answers were found. Copies of one story count once.",
    "compare.same": "{number} independent articles give the same answer.",
    "compare.one": "One article answers this.",
    "compare.no_date": "no date",
    "compare.newest": "newest",
    "compare.given": "the answer",
    "compare.support": (
        "{number} article · strength {percent}",
        "{number} articles · strength {percent}",
    ),
    # Why a passage is cited or not.
    "why.stage.cited": "cited",
    "why.stage.copy": "copy of a cited one",
    "why.stage.agrees": "same answer",
    "why.stage.doubted": "low confidence",
    "why.stage.outdone": "weaker answer",
    "why.stage.silent": "no answer",
    "why.stage.unread": "not read",
    "why.stage.unfound": "not found",
    "why.none": "No passage was found.",
    "why.no_question": "no question yet; expected one; ask a question first",
    "why.no_words": "nothing to find; expected a sentence or an article; paste one",
    "why.rank": "Rank {rank} of {number}",
    "why.far": "Far down the list of {number}",
    "why.passage": "passage",
    "why.sentence": "best sentence",
    "why.words": "shared words",
    "why.reader": "reader",
    "why.show": "Show the passage",
    # Reasons, word for word as the assistant gives them, by which they are recognised.
    "reason.nothing_near": "nothing near the question was found",
    "reason.no_shared_word": "no article shares a word with the question",
    "reason.several": (
        "several different answers were found, none of them clear: {first} or {second}"
    ),
    "reason.unsure": (
        "passages were found, but the best of them answers with a confidence of only {score}; an"
        " answer needs {needed}"
    ),
    "reason.unsure_without": (
        "passages were found, but none of them has {words}, and the best of them answers with a"
        " confidence of only {score}; an answer needs {needed}"
    ),
    "reason.unclear.one": ("it is not known who or what “{word}” is; ask with a name in its place"),
    "reason.unclear.several": (
        "it is not known who or what “{word}” are; ask with a name in its place"
    ),
    "reason.unclear.script": (
        "the question is in {script} letters and none of the passages found is; ask in the language"
        " of the articles"
    ),
    "reason.unclear.words": "the question does not say what it is about; ask with a name or a noun",
    "reason.unclear.goes_on": (
        "“{word} about” goes on from a question that is not known; ask the whole question"
    ),
    "reason.unclear.summary": "nothing is summed up; ask for one thing that an article may state",
    "reason.english_only": "questions are read in English: ask it in English",
    "reason.not_computed": "what no sentence states is neither counted nor compared",
    "reason.incomplete": "a part of the index did not answer",
    "reason.cited": "it is the evidence [{citation}]",
    "reason.cited_other": "it is evidence of another answer, [{citation}]",
    "reason.silent": "it was read, and no answer was found in it",
    "reason.doubted": (
        "it was read, and nothing was sure enough: its best answer is {answer} at {score}"
    ),
    "reason.outdone": (
        "it was read, and [1] answers with {confidence}, this with {score}: {answer}"
    ),
    "reason.copy": "it says the same, and is a copy of {article}: [{citation}]",
    "reason.agrees": "it says the same, and other evidence is shown",
    "reason.unread": "it was found and not read: it ranks {rank}, and the first {read} are read",
    "reason.unfound": "no search found it near the question: of all passages it ranks {rank}",
    "reason.unfound.far": (
        "no search found it near the question: of all passages it is far behind"
    ),
    # Saving.
    "save.answer": (
        "Save the answer with its evidence as a file. Anyone who has the articles can verify it"
        " later: {command}"
    ),
    "save.text": (
        "Save the text with its marks and evidence as a file. Anyone who has the articles can"
        " verify it later: {command}"
    ),
    "save.bibliography": (
        "For a reference manager: the cited articles, with the sentences as notes."
    ),
    # The filter.
    "filter.heading": (
        "Only {articles} of {number} article",
        "Only {articles} of {number} articles",
    ),
    "filter.undated": (
        "{number} that states no date is left out.",
        "{number} that state no date are left out.",
    ),
    "filter.no_dates": "No article states a date.",
    "filter.dates": "The articles are dated {first} to {last}.",
    "filter.dates.undated": (
        "The articles are dated {first} to {last}; {number} of {total} states none.",
        "The articles are dated {first} to {last}; {number} of {total} state none.",
    ),
    "filter.from": "from {day}",
    "filter.until": "until {day}",
    "filter.as_of": "as of {day}",
    "filter.source": "source {names}",
    "filter.author": "author {names}",
    "filter.in": "in {names}",
    # The text that is checked.
    "text.invitation": (
        "Paste a draft, a press release or the answer of another program. Each sentence is checked"
        " against the articles: its quotations, dates, amounts and names."
    ),
    "text.sentences": ("{number} sentence", "{number} sentences"),
    "text.count.supported": "{number} supported",
    "text.count.partly": "{number} partly supported",
    "text.count.contradicted": "{number} contradicted?",
    "text.count.not_found": "{number} not found",
    "text.verdict.supported": "supported",
    "text.verdict.partly": "partly supported",
    "text.verdict.contradicted": "contradicted?",
    "text.verdict.not_found": "not found",
    "text.scope": "Held only against: {filter}.",
    "text.note": (
        "“Supported” says that the articles have sentences about the same matter, with the same"
        " values and quotations: read them before you rely on it."
    ),
    "text.evidence": "Evidence for sentence {number}",
    "text.no_evidence": "No sentence of the articles is near to it.",
    # The check-up.
    "tests.tab": "Check-up ({number})",
    "tests.none": (
        "No tests yet. Ask a question, open the sentence that answers it, and choose “Save as"
        " test”. After every update the saved questions are asked again, and this tab shows which"
        " of them are answered otherwise."
    ),
    "tests.saved": "Saved. It is asked again after every update, see Check-up.",
    "tests.older": "The index is at generation {generation}.",
    "tests.running": "Asking the saved questions",
    "tests.running.of": "Asking the saved questions: {done} of {total}",
    "tests.changed": (
        "{number} of {questions} is answered otherwise than in generation {generation}.",
        "{number} of {questions} are answered otherwise than in generation {generation}.",
    ),
    "tests.changed.questions": ("{number} saved question", "{number} saved questions"),
    "tests.show": "Show them",
    "tests.passed": "{passed} of {asked} pass in generation {generation}",
    "tests.differing": "{number} answered otherwise than saved",
    "tests.no_change": "no change",
    "tests.title": ("{number} test", "{number} tests"),
    "tests.accept": "Accept the new answer",
    "tests.accept.to": "Accept the new answer to: {question}",
    "tests.remove": "Remove",
    "tests.remove.of": "Remove the test: {question}",
    "tests.scope": "Asked only: {filter}",
    "tests.state.new": "not asked again yet",
    "tests.state.differs": "differs",
    "tests.state.as_saved": "as saved",
    "tests.state.other": "other {what}",
    "tests.what.answer": "answer",
    "tests.what.date": "date",
    "tests.what.evidence": "evidence",
    "tests.side.saved": "Saved",
    "tests.side.now": "Now",
    "tests.no_answer": "No answer",
    # The promise.
    "promise": (
        "At most {share} of the answers given here are wrong, with {confidence} confidence, for"
        " questions like the {number} saved one.",
        "At most {share} of the answers given here are wrong, with {confidence} confidence, for"
        " questions like the {number} saved ones.",
    ),
    "promise.figures": (
        "{given} of them were answered with a confidence of {threshold} or more, {wrong} wrongly."
    ),
    "promise.lost": (
        "That at most {share} of the answers are wrong is not confirmed for this generation of the"
        " index. Answers still need a confidence of {threshold}."
    ),
    # Questions without an answer.
    "gaps": "Questions without an answer",
    "gaps.none": "None so far.",
    "gaps.kept": (
        "{number} question, kept on this machine. What do the articles lack?",
        "{number} questions, kept on this machine. What do the articles lack?",
    ),
    "gaps.times": ("{number} time", "{number} times"),
    "gaps.last": "last on {day}",
    "gaps.nearest": "nearest article: {article}",
}

ENGLISH = Wording(
    tag="en",
    texts=TEXTS,
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    short_months=(
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ),
)  # fmt: skip
