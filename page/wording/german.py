"""The texts of the page in German."""

from __future__ import annotations

from page.wording.german_messages import MESSAGES
from page.wording.wording import Text, Wording

TEXTS: dict[str, Text] = {
    "format.percent": "{value}\N{NO-BREAK SPACE}%",
    "format.day": "{day}. {month} {year}",
    "format.day.no_year": "{day}. {month}",
    "format.quoted": "„{words}“",
    "format.error": "{found}; erwartet: {expected}; {cure}",
    "format.or": " oder ",
    "format.and": " und ",
    # The labels of controls.
    "control.tab.ask": "Fragen",
    "control.tab.check_text": "Text prüfen",
    "control.tab.articles": "Artikel",
    "control.tab.checkup": "Kontrolle",
    "control.tab.evidence": "Belege",
    "control.tab.compare": "Vergleich",
    "control.tab.why": "Gründe",
    "control.tab.save": "Speichern",
    "control.question": "Ihre Frage",
    "control.question.hint": "Wer, wann, wo, warum, wie viele?",
    "control.ask": "Fragen",
    "control.locate": "Warum nicht dieser Satz?",
    "control.locate.hint": "Einen Satz einfügen oder einen Artikel nennen",
    "control.find": "Suchen",
    "control.draft": "Der zu prüfende Text",
    "control.draft.hint": "Einen Text einfügen",
    "control.check": "Prüfen",
    "control.run_all": "Alle ausführen",
    "control.some_articles": "Nur einige Artikel",
    "control.source": "Quelle",
    "control.author": "Autor",
    "control.folder": "Ordner",
    "control.after": "Erschienen ab",
    "control.before": "Erschienen bis",
    "control.date.hint": "2023-10-05 oder 2023-10",
    "control.add": "Artikel hinzufügen",
    "control.library": "Artikel finden",
    "control.library.hint": "Titel, Quelle, Datum oder Datei; oder Wörter aus den Texten",
    "control.library.search": "In den Texten suchen",
    "control.ask_all": "Alle Artikel fragen",
    "control.check_all": "Mit allen Artikeln vergleichen",
    "control.format.Markdown": "Markdown",
    "control.format.JSON": "JSON",
    "control.format.HTML page": "HTML-Seite",
    "control.format.BibTeX": "BibTeX",
    "control.format.RIS": "RIS",
    "control.format.CSL": "CSL",
    # The head of the page.
    "theme": "Farben",
    "theme.system": "Wie das System",
    "theme.light": "Hell",
    "theme.dark": "Dunkel",
    "away": "Server nicht erreichbar.",
    "away.shown": "Was zu sehen ist, ist von vorher und lässt sich jetzt nicht prüfen.",
    "away.kept": "Ihre Frage bleibt erhalten und wird gestellt, sobald der Server wieder da ist.",
    "index.fresh": "Aktuell",
    "index.size": (
        "{number} Artikel, Generation {generation}",
        "{number} Artikel, Generation {generation}",
    ),
    "index.changed": "Seit der letzten Aktualisierung: {changes}",
    "index.changes": "Was sich geändert hat",
    "index.count.changed": "{number} geändert",
    "index.count.deleted": "{number} gelöscht",
    "index.count.new": "{number} neu",
    "index.count.renamed": "{number} umbenannt",
    "index.kind.changed": "geändert",
    "index.kind.deleted": "gelöscht",
    "index.kind.new": "neu",
    "index.kind.renamed": "umbenannt",
    "index.more": "und {number} weitere",
    "index.update": "Index aktualisieren",
    "index.build": "Index erstellen",
    "index.undo": "Letzte Aktualisierung rückgängig machen",
    "index.none": "Noch kein Index",
    "index.none.no_files": "keine Artikel im Ordner",
    "index.none.files": ("{number} Datei im Ordner", "{number} Dateien im Ordner"),
    "index.updating": "Wird aktualisiert",
    "index.updating.label": "Aktualisierung des Index",
    "index.updating.reading": "die Artikel werden gelesen",
    "index.updating.texts": "{done} von {total} Texten",
    "index.updating.left": "noch etwa {time}",
    "index.updating.meanwhile": "Bis dahin kommen die Antworten aus dem bisherigen Stand.",
    "index.seconds": ("{number} Sekunde", "{number} Sekunden"),
    "index.minutes": ("{number} Minute", "{number} Minuten"),
    "index.undone": (
        "Die letzte Aktualisierung ist rückgängig gemacht: Generation {generation} gilt wieder."
    ),
    "index.ready": ("{number} Artikel bereit", "{number} Artikel bereit"),
    "index.skipped": (
        "{number} Datei übersprungen, siehe Artikel",
        "{number} Dateien übersprungen, siehe Artikel",
    ),
    "index.embedded": (
        "{number} Textstelle neu eingelesen",
        "{number} Textstellen neu eingelesen",
    ),
    "index.kept": "{number} übernommen",
    "index.unused": (
        "{number} Zeichen aus {files} nicht verwendet",
        "{number} Zeichen aus {files} nicht verwendet",
    ),
    "index.unused.files": ("{number} Datei", "{number} Dateien"),
    # The start.
    "start.title": ("{number} Artikel befragen", "{number} Artikel befragen"),
    "start.promise": (
        "Jede Antwort ist wörtlich aus einem Artikel zitiert. Zum Lesen einen Artikel öffnen."
    ),
    "start.came": (
        "{number} Artikel neu seit Ihrem letzten Besuch, markiert.",
        "{number} Artikel neu seit Ihrem letzten Besuch, markiert.",
    ),
    "start.more": "und {number} weitere",
    "start.examples": "Zum Beispiel",
    "start.empty": "Noch keine Artikel",
    "start.empty.how": (
        "Fügen Sie unter „Artikel“ Dateien hinzu, oder kopieren Sie sie in den Ordner {folder}."
        " Erstellen Sie dann den Index, und stellen Sie Ihre Fragen."
    ),
    "start.empty.add": "Artikel hinzufügen",
    "recent": "Letzte Fragen",
    # The topic and the question.
    "topic": "Dieses Thema",
    "topic.hint": "Sie können weiterfragen: „why?“, „who is he?“",
    "topic.new": "Neues Thema",
    "topic.no_answer": "keine Antwort",
    "topic.earlier": ("{number} frühere Frage", "{number} frühere Fragen"),
    "question.searched": "Gesucht: {question}",
    "question.edit": "Ändern",
    "question.as_typed": "Wie eingegeben suchen",
    # The answer.
    "answer": "Antwort",
    "answer.none": "Keine klare Antwort in diesen Artikeln.",
    "answer.none.filtered": "Keine klare Antwort in den Artikeln, die der Filter übrig lässt.",
    "answer.save_none": "„Keine Antwort“ als Test speichern",
    "answer.ask_only": "Nur fragen: {filter}",
    "answer.degraded": (
        "Ein Teil des Index hat nicht geantwortet: Vielleicht gibt es eine bessere Antwort. Fragen"
        " Sie noch einmal."
    ),
    "answer.outdated": (
        "Seit dieser Antwort hat sich der Index geändert. Sie zitiert die Artikel, wie sie damals"
        " waren."
    ),
    "answer.ask_again": "Noch einmal fragen",
    "answer.yes": "Ja: {sentence}",
    "answer.no": "Nein: {sentence}",
    "answer.confidence": "zu {percent} sicher",
    "answer.confidence_in_words": "zu {percent} sicher: {words}",
    "confidence.very likely": "sehr wahrscheinlich",
    "confidence.likely": "wahrscheinlich",
    "confidence.possible": "möglich",
    "confidence.uncertain": "unsicher",
    "answer.scope": (
        "Gefragt: {articles} von {number} Artikel: {filter}",
        "Gefragt: {articles} von {number} Artikeln: {filter}",
    ),
    "answer.scope.undated": (
        "{number} ohne Datum bleibt außen vor",
        "{number} ohne Datum bleiben außen vor",
    ),
    "answer.as_of": "Stand: {day}",
    "answer.as_of.older": "ein älterer Artikel vom {day} sagt {quote}",
    "answer.as_of.newer": "ein neuerer Artikel vom {day} sagt {quote}",
    "answer.items": ("Mindestens dies: {items}", "Mindestens diese {number}: {items}"),
    "answer.disagree": "Die Artikel widersprechen sich. Andere Antworten:",
    "answer.disagree.within": "Der Artikel gibt auch andere Antworten:",
    "copy": "Mit Quelle kopieren",
    "copy.done": "Kopiert",
    "place.page": "Seite {number}",
    "place.paragraph": "Absatz {number}",
    # A page of the file, as it looks.
    "picture.show": "Seite {number} zeigen",
    "picture.hide": "Seite ausblenden",
    "picture.drawing": "Seite {number} wird gezeichnet …",
    "picture.alt": "Seite {number} von {file}, wie sie aussieht",
    "picture.boxed": "Seite {number} von {file}. Der Satz ist umrahmt.",
    "picture.unboxed": (
        "Seite {number} von {file}. Der Satz ist nicht umrahmt: Seine Buchstaben wurden auf der"
        " Seite nicht gefunden."
    ),
    "picture.plain": "Seite {number} von {file}.",
    # The evidence.
    "evidence.nearest": "Die nächsten Textstellen",
    "evidence.open": "Seite öffnen ↗",
    "evidence.other": "Eine andere Antwort: {answer}",
    "evidence.copies": "Auch in: {articles}",
    "evidence.no_article": (
        "Kein Artikel {name} im Index; erwartet war einer aus der Liste; laden Sie die Seite neu"
    ),
    # An article, and whether its file still says what is quoted.
    "article.cited": "Zitierter Artikel {number}",
    "article.text": "Text des Artikels",
    "article.evidence": "Belege",
    "article.previous": "Zurück",
    "article.next": "Weiter",
    "article.step": "{number} von {total}",
    "article.save": "Als Test speichern",
    "article.now": "Jetzt steht dort:",
    "article.earlier": (
        "{number} früherer Absatz ist nicht zu sehen",
        "{number} frühere Absätze sind nicht zu sehen",
    ),
    "article.later": (
        "{number} weiterer Absatz ist nicht zu sehen",
        "{number} weitere Absätze sind nicht zu sehen",
    ),
    "badge.checking": "Die Datei wird geprüft …",
    "badge.verified": "Zitat stimmt mit der Datei überein",
    "badge.verified.at_length": (
        "Zitat stimmt mit der Datei überein: Wort für Wort, wie sie jetzt ist"
    ),
    "badge.compared": "Verglichen mit {file} um {time}; SHA-256 der Datei:",
    "badge.changed": "Quelle seit der Aufnahme geändert",
    "badge.missing": "Quelle seit der Aufnahme gelöscht",
    "badge.forged": "Das steht nicht in der Datei",
    "badge.outdated.changed": "Aus einer früheren Fassung der Quelle zitiert",
    "badge.outdated.missing": "Aus einer Quelle zitiert, die gelöscht wurde",
    # Files that are added, replaced and deleted.
    "files.formats": "{formats}; höchstens je {number} MB",
    "files.added": "{file} hinzugefügt.",
    "files.identical": "{file} gibt es schon, mit demselben Inhalt.",
    "files.conflict": "{file} gibt es schon, mit anderem Inhalt. Ersetzen?",
    "files.replace": "Ersetzen",
    "files.keep": "Die alte behalten",
    "files.replaced": "{file} ersetzt.",
    "files.unchanged": "{file} ist unverändert.",
    "files.deleted": (
        "{file} gelöscht. Antworten können daraus kommen, bis Sie den Index aktualisieren."
    ),
    "files.unusable": "{file} ist im Ordner, lässt sich aber nicht verwenden:",
    "files.gone": (
        "Die hochgeladene Datei ist weg; erwartet war eine von eben; fügen Sie sie noch einmal"
        " hinzu"
    ),
    # The library.
    "library": "Artikel",
    "library.count": ("{number} Artikel", "{number} Artikel"),
    "library.found": ("{found} von {number} Artikel", "{found} von {number} Artikeln"),
    "library.cut": (
        "{number} weiterer Artikel steht nicht in der Liste; die Suche in den Texten findet ihn",
        "{number} weitere Artikel stehen nicht in der Liste; die Suche in den Texten findet sie",
    ),
    "library.files": ("{number} Datei nicht im Index", "{number} Dateien nicht im Index"),
    "library.all_files": ("{number} Datei", "{number} Dateien"),
    "library.more_files": "und {number} weitere: über den Namen zu finden",
    "library.first_line": "erste Zeile",
    "library.none": "Noch keine Artikel: Fügen Sie oben welche hinzu.",
    "library.no_match": "Das kommt in keinem Titel, Datum, Dateinamen und keiner Quelle vor.",
    "library.unknown": ("Die Artikel stehen wieder hier, sobald sich der Index lesen lässt."),
    "library.no_article": (
        "Kein Artikel {name} im Index; erwartet war einer aus der Liste; gehen Sie dorthin zurück"
    ),
    "library.search": "In den Texten danach suchen",
    "library.order": "Reihenfolge",
    "library.order.title": "Titel",
    "library.order.source": "Quelle",
    "library.order.date": "Datum",
    "library.order.length": "Länge",
    "library.sort.title": "Nach Titel ordnen",
    "library.sort.source": "Nach Quelle ordnen",
    "library.sort.date": "Nach Datum ordnen",
    "library.sort.length": "Nach Länge ordnen",
    "library.words": ("{number} Wort", "{number} Wörter"),
    "library.kind.new": "neu",
    "library.kind.changed": "geändert",
    "library.kind.deleted": "gelöscht",
    "library.kind.left_out": "ausgelassen",
    "library.unused": ("{number} Zeichen nicht verwendet:", "{number} Zeichen nicht verwendet:"),
    "library.delete": "Löschen",
    "library.delete.ask": "Löschen …",
    "library.delete.of": "{file} löschen",
    "library.delete.sure": "Diese Datei löschen?",
    "library.delete.sure_of_many": (
        "Diese Datei mit ihrem {number} Artikel löschen?",
        "Diese Datei mit ihren {number} Artikeln löschen?",
    ),
    "library.cancel": "Abbrechen",
    "library.cancel.of": "{file} doch nicht löschen",
    "library.pages": "Seiten der Liste",
    "library.span": "{first} bis {last} von {number}",
    "reading": "Artikel",
    "reading.all": "← Alle Artikel",
    "reading.results": "← Ergebnisse",
    "reading.back": "← Der Artikel",
    "reading.original": "Original speichern",
    "named": "Genannt werden:",
    "named.dates": "Daten:",
    "named.label": "Namen und Daten",
    "named.more": "{number} weitere",
    "named.times": ("{number} Mal", "{number} Mal"),
    "named.rules": (
        "Nach Regeln gefunden; manche können fehlen. Ein Klick zeigt, wo es sonst noch steht."
    ),
    "named.year": "{date}, wenn es im Jahr des Artikels liegt",
    "named.decade": "{first} bis {last}",
    "results": (
        "{number} Textstelle in {articles} für",
        "{number} Textstellen in {articles} für",
    ),
    "results.best": (
        "die beste {number} Textstelle in {articles} für",
        "die besten {number} Textstellen in {articles} für",
    ),
    "results.articles": ("{number} Artikel", "{number} Artikeln"),
    "results.label": "Suchergebnisse",
    "results.more": (
        "und {number} weitere Textstelle in diesem Artikel",
        "und {number} weitere Textstellen in diesem Artikel",
    ),
    "results.incomplete": ("Ein Teil des Index hat nicht geantwortet: Vielleicht gibt es mehr."),
    "results.none.named": "Keine Textstelle nennt das.",
    "results.none": (
        "Kein Artikel enthält eines dieser Wörter. Versuchen Sie andere, oder weniger Buchstaben"
        " davon."
    ),
    # The comparison.
    "compare.nothing": "Nichts zu vergleichen: Keine Textstelle enthält eine Antwort.",
    "compare.different": (
        "Es gibt {number} verschiedene Antworten. Kopien desselben Berichts zählen einmal."
    ),
    "compare.same": "{number} unabhängige Artikel geben dieselbe Antwort.",
    "compare.one": "Ein Artikel beantwortet das.",
    "compare.no_date": "ohne Datum",
    "compare.newest": "am neuesten",
    "compare.given": "die Antwort",
    "compare.support": (
        "{number} Artikel · Stärke {percent}",
        "{number} Artikel · Stärke {percent}",
    ),
    # Why a passage is cited or not.
    "why.stage.cited": "zitiert",
    "why.stage.copy": "Kopie einer zitierten",
    "why.stage.agrees": "gleiche Antwort",
    "why.stage.doubted": "zu unsicher",
    "why.stage.outdone": "schwächere Antwort",
    "why.stage.silent": "keine Antwort",
    "why.stage.unread": "nicht gelesen",
    "why.stage.unfound": "nicht gefunden",
    "why.none": "Es wurde keine Textstelle gefunden.",
    "why.no_question": "Noch keine Frage; erwartet war eine; stellen Sie zuerst eine Frage",
    "why.no_words": (
        "Nichts zu suchen; erwartet war ein Satz oder ein Artikel; fügen Sie einen ein"
    ),
    "why.rank": "Rang {rank} von {number}",
    "why.far": "Weit unten in der Liste von {number}",
    "why.passage": "Textstelle",
    "why.sentence": "bester Satz",
    "why.words": "gleiche Wörter",
    "why.reader": "Leser",
    "why.show": "Textstelle zeigen",
    # Reasons, word for word as the assistant gives them, by which they are recognised.
    "reason.nothing_near": "es wurde nichts gefunden, was der Frage nahekommt",
    "reason.no_shared_word": "kein Artikel hat ein Wort mit der Frage gemeinsam",
    "reason.several": (
        "es gibt mehrere verschiedene Antworten, keine davon eindeutig: {first} oder {second}"
    ),
    "reason.unsure": (
        "es wurden Textstellen gefunden, doch die beste antwortet nur mit einer Sicherheit von"
        " {score}; eine Antwort braucht {needed}"
    ),
    "reason.unsure_without": (
        "es wurden Textstellen gefunden, aber keine enthält {words}, und die beste antwortet nur"
        " mit einer Sicherheit von {score}; eine Antwort braucht {needed}"
    ),
    "reason.unclear.one": (
        "es ist nicht klar, wer oder was mit „{word}“ gemeint ist; nennen Sie stattdessen einen"
        " Namen"
    ),
    "reason.unclear.several": (
        "es ist nicht klar, wer oder was mit „{word}“ gemeint ist; nennen Sie stattdessen einen"
        " Namen"
    ),
    "reason.unclear.script": (
        "die Frage steht in einer anderen Schrift ({script}) als alle gefundenen Absätze; fragen"
        " Sie in der Sprache der Artikel"
    ),
    "reason.unclear.words": (
        "die Frage sagt nicht, worum es geht; fragen Sie mit einem Namen oder Hauptwort"
    ),
    "reason.unclear.goes_on": (
        "„{word} about“ setzt eine andere Frage fort, die nicht bekannt ist; stellen Sie die ganze"
        " Frage"
    ),
    "reason.unclear.summary": (
        "Artikel werden nicht zusammengefasst; fragen Sie nach etwas, das in einem Artikel stehen"
        " kann"
    ),
    "reason.english_only": "Fragen werden auf Englisch gelesen: Stellen Sie sie auf Englisch",
    "reason.not_computed": "was in keinem Satz steht, wird weder gezählt noch verglichen",
    "reason.incomplete": "ein Teil des Index hat nicht geantwortet",
    "reason.cited": "dies ist der Beleg [{citation}]",
    "reason.cited_other": "dies ist der Beleg einer anderen Antwort, [{citation}]",
    "reason.silent": "wurde gelesen, enthält aber keine Antwort",
    "reason.doubted": (
        "wurde gelesen, doch nichts war sicher genug: Die beste Antwort darin ist {answer} mit"
        " {score}"
    ),
    "reason.outdone": (
        "wurde gelesen; [1] antwortet mit {confidence}, diese Stelle mit {score}: {answer}"
    ),
    "reason.copy": "sagt dasselbe und ist eine Kopie von {article}: [{citation}]",
    "reason.agrees": "sagt dasselbe; ein anderer Beleg wird gezeigt",
    "reason.unread": (
        "wurde gefunden, aber nicht gelesen: Rang {rank}, und die ersten {read} werden gelesen"
    ),
    "reason.unfound": (
        "keine Suche fand die Stelle in der Nähe der Frage: unter allen Textstellen Rang {rank}"
    ),
    "reason.unfound.far": (
        "keine Suche fand die Stelle in der Nähe der Frage: unter allen Textstellen weit hinten"
    ),
    # Saving.
    "save.answer": (
        "Die Antwort mit ihren Belegen als Datei speichern. Wer die Artikel hat, kann sie später"
        " nachprüfen: {command}"
    ),
    "save.text": (
        "Den Text mit seinen Markierungen und Belegen als Datei speichern. Wer die Artikel hat,"
        " kann sie später nachprüfen: {command}"
    ),
    "save.bibliography": (
        "Für die Literaturverwaltung: die zitierten Artikel, mit den Sätzen als Notizen."
    ),
    # The filter.
    "filter.heading": (
        "Nur {articles} von {number} Artikel",
        "Nur {articles} von {number} Artikeln",
    ),
    "filter.undated": (
        "{number} ohne Datum bleibt außen vor.",
        "{number} ohne Datum bleiben außen vor.",
    ),
    "filter.no_dates": "Kein Artikel nennt ein Datum.",
    "filter.dates": "Die Artikel sind vom {first} bis zum {last} datiert.",
    "filter.dates.undated": (
        "Die Artikel sind vom {first} bis zum {last} datiert; {number} von {total} hat kein Datum.",
        "Die Artikel sind vom {first} bis zum {last} datiert; {number} von {total} haben kein"
        " Datum.",
    ),
    "filter.from": "ab {day}",
    "filter.until": "bis {day}",
    "filter.as_of": "Stand {day}",
    "filter.source": "Quelle {names}",
    "filter.author": "Autor {names}",
    "filter.in": "in {names}",
    # The text that is checked.
    "text.invitation": (
        "Fügen Sie einen Entwurf, eine Pressemitteilung oder die Antwort eines anderen Programms"
        " ein. Jeder Satz wird mit den Artikeln verglichen: seine Zitate, Daten, Mengen und Namen."
    ),
    "text.sentences": ("{number} Satz", "{number} Sätze"),
    "text.count.supported": "{number} belegt",
    "text.count.partly": "{number} teilweise belegt",
    "text.count.contradicted": "{number} widersprochen?",
    "text.count.not_found": "{number} nicht gefunden",
    "text.verdict.supported": "belegt",
    "text.verdict.partly": "teilweise belegt",
    "text.verdict.contradicted": "widersprochen?",
    "text.verdict.not_found": "nicht gefunden",
    "text.scope": "Nur verglichen mit: {filter}.",
    "text.note": (
        "„Belegt“ heißt, dass die Artikel Sätze über dieselbe Sache enthalten, mit denselben Werten"
        " und Zitaten: Lesen Sie sie, bevor Sie sich darauf verlassen."
    ),
    "text.evidence": "Belege für Satz {number}",
    "text.no_evidence": "Kein Satz der Artikel kommt ihm nahe.",
    # The check-up.
    "tests.tab": "Kontrolle ({number})",
    "tests.none": (
        "Noch keine Tests. Stellen Sie eine Frage, öffnen Sie den Satz, der sie beantwortet, und"
        " wählen Sie „Als Test speichern“. Nach jeder Aktualisierung werden die gespeicherten"
        " Fragen noch einmal gestellt, und hier steht, welche anders beantwortet werden."
    ),
    "tests.saved": (
        "Gespeichert. Die Frage wird nach jeder Aktualisierung noch einmal gestellt, siehe"
        " Kontrolle."
    ),
    "tests.older": "Der Index ist bei Generation {generation}.",
    "tests.running": "Die gespeicherten Fragen werden gestellt",
    "tests.running.of": "Die gespeicherten Fragen werden gestellt: {done} von {total}",
    "tests.changed": (
        "{number} von {questions} wird anders beantwortet als in Generation {generation}.",
        "{number} von {questions} werden anders beantwortet als in Generation {generation}.",
    ),
    "tests.changed.questions": ("{number} gespeicherten Frage", "{number} gespeicherten Fragen"),
    "tests.show": "Zeigen",
    "tests.passed": "{passed} von {asked} bestanden in Generation {generation}",
    "tests.differing": "{number} anders beantwortet als gespeichert",
    "tests.no_change": "keine Änderung",
    "tests.title": ("{number} Test", "{number} Tests"),
    "tests.accept": "Neue Antwort annehmen",
    "tests.accept.to": "Neue Antwort annehmen auf: {question}",
    "tests.remove": "Entfernen",
    "tests.remove.of": "Test entfernen: {question}",
    "tests.scope": "Nur gefragt: {filter}",
    "tests.state.new": "noch nicht wieder gefragt",
    "tests.state.differs": "anders",
    "tests.state.as_saved": "wie gespeichert",
    "tests.state.other": "anders: {what}",
    "tests.what.answer": "Antwort",
    "tests.what.date": "Datum",
    "tests.what.evidence": "Belege",
    "tests.side.saved": "Gespeichert",
    "tests.side.now": "Jetzt",
    "tests.no_answer": "Keine Antwort",
    # The promise.
    "promise": (
        "Höchstens {share} der hier gegebenen Antworten sind falsch, mit {confidence} Sicherheit,"
        " bei Fragen wie der {number} gespeicherten.",
        "Höchstens {share} der hier gegebenen Antworten sind falsch, mit {confidence} Sicherheit,"
        " bei Fragen wie den {number} gespeicherten.",
    ),
    "promise.figures": (
        "{given} davon wurden mit einer Sicherheit von {threshold} oder mehr beantwortet, {wrong}"
        " falsch."
    ),
    "promise.lost": (
        "Dass höchstens {share} der Antworten falsch sind, ist für diese Generation des Index nicht"
        " bestätigt. Antworten brauchen weiterhin eine Sicherheit von {threshold}."
    ),
    # Questions without an answer.
    "gaps": "Fragen ohne Antwort",
    "gaps.none": "Bisher keine.",
    "gaps.kept": (
        "{number} Frage, auf diesem Rechner aufbewahrt. Was fehlt in den Artikeln?",
        "{number} Fragen, auf diesem Rechner aufbewahrt. Was fehlt in den Artikeln?",
    ),
    "gaps.times": ("{number}-mal", "{number}-mal"),
    "gaps.last": "zuletzt am {day}",
    "gaps.nearest": "nächster Artikel: {article}",
}

GERMAN = Wording(
    tag="de",
    texts=TEXTS,
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    ),
    short_months=(
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
        "Dez.",
    ),
    thousands=".",
    decimal=",",
    messages=MESSAGES,
)  # fmt: skip
