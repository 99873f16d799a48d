"""Messages of the index and the assistant in German, by their text in English.

Owns their texts. A message is recognised as ``messages.py`` says: ``{file}`` stands for a name that
Python quotes, ``{what}`` for a message of its own, ``{build}`` and ``{update}`` are the controls of
these names.
"""

from __future__ import annotations

QUESTIONS = {
    "the question is empty": "die Frage ist leer",
    "the question {text} holds no word": "die Frage {text} enthält kein Wort",
    "a question in plain language": "eine Frage in einfachen Worten",
    'ask one: qa ask "When ...?"': "stellen Sie eine",
    "the question has {number} characters": "die Frage hat {number} Zeichen",
    "at most {number}": "höchstens {number}",
    "ask a shorter one": "fragen Sie kürzer",
    "{text} is no date": "{text} ist kein Datum",
    "a day, a month or a year": "ein Tag, ein Monat oder ein Jahr",
    "write it as 2023-10-05, 2023-10 or 2023": (
        "schreiben Sie es wie 2023-10-05, 2023-10 oder 2023"
    ),
    "after {day} is later than before {last}": "„ab {day}“ ist später als „bis {last}“",
    "after {day} is later than as of {last}": "„ab {day}“ ist später als „Stand {last}“",
    "an earlier day, or the same": "ein früherer Tag oder derselbe",
    "exchange the two": "vertauschen Sie die beiden",
    "no article states the source {name}": "kein Artikel nennt die Quelle {name}",
    "no article states the author {name}": "kein Artikel nennt den Autor {name}",
    "nothing is in {place}": "in {place} liegt nichts",
    "one of {number}, such as {names}": "eine Angabe von {number}, etwa {names}",
    "no such condition, as no article states one": (
        "keine solche Bedingung, denn kein Artikel macht diese Angabe"
    ),
    "name one that is there": "wählen Sie eine, die es gibt",
    "leave it out": "lassen Sie sie weg",
    "no article is left by the filter ({filter})": "der Filter lässt keinen Artikel übrig",
    "at least one of {number}": "mindestens einer von {number}",
    "at least one of {number}, none of them dated": (
        "mindestens einer von {number}, alle ohne Datum"
    ),
    "at least one of {number}, dated {first} to {last}": (
        "mindestens einer von {number}, datiert von {first} bis {last}"
    ),
    "at least one of {number}, none of them dated; {undated} that it would admit state no date": (
        "mindestens einer von {number}, alle ohne Datum"
    ),
    "at least one of {number}, dated {first} to {last}; {undated} that it would admit state no"
    " date": (
        "mindestens einer von {number}, datiert von {first} bis {last}; {undated} passende sind"
        " ohne Datum"
    ),
    "widen the filter, or ask without it": "erweitern Sie den Filter, oder fragen Sie ohne ihn",
    "nothing in the articles is like {text}": "nichts in den Artikeln ähnelt {text}",
    "an article's id or title, or a sentence of one": (
        "der Dateiname oder Titel eines Artikels oder ein Satz daraus"
    ),
    "paste a whole sentence": "fügen Sie einen ganzen Satz ein",
    "{article} is left out by the filter": "der Filter lässt {article} aus",
    "an article that it leaves: {filter}": "ein Artikel, den er zulässt",
    "ask without the filter": "fragen Sie ohne den Filter",
    "a question that is not saved, or was never asked again": (
        "eine Frage, die nicht gespeichert ist oder nie wieder gestellt wurde"
    ),
    "a saved one with an answer": "eine gespeicherte mit einer Antwort",
    "run all tests": "führen Sie alle Tests aus",
}
TEXTS = {
    "the text is empty": "der Text ist leer",
    "the text states nothing": "der Text sagt nichts aus",
    "sentences to hold against the articles": "Sätze, die mit den Artikeln verglichen werden",
    "give a text: qa check-text FILE": "fügen Sie einen ein",
    "the text has {number} characters": "der Text hat {number} Zeichen",
    "the text has {number} sentences and quotes": "der Text hat {number} Sätze und Zitate",
    "check it in parts": "prüfen Sie ihn in Teilen",
    "the sentence at character {first} of the text has {number} characters": (
        "der Satz bei Zeichen {first} des Textes hat {number} Zeichen"
    ),
    "end it earlier with a full stop": "beenden Sie ihn früher mit einem Punkt",
    # What does not agree with the articles.
    "{what} {quote}: the article has {other}": "{what} {quote}: Im Artikel steht {other}",
    "{what} {quote}: not in the supporting sentences": "{what} {quote}: nicht in den Belegsätzen",
    "number": "Zahl",
    "money": "Betrag",
    "percentage": "Prozentzahl",
    "rank": "Rang",
    "date": "Datum",
    "name": "Name",
    "{quote}: only one of the two sentences says so": (
        "{quote}: Das sagt nur einer der beiden Sätze"
    ),
    "quotation {quote}: not in the articles": "Zitat {quote}: nicht in den Artikeln",
    "quotation {quote} is altered, see [{number}]: {changes}": (
        "Zitat {quote} ist verändert, siehe [{number}]: {changes}"
    ),
    "{quote} put in": "{quote} eingefügt",
    "{quote} in place of {other}": "{quote} statt {other}",
    "{quote} left out": "{quote} weggelassen",
    "{quote} left out by an ellipsis": "{quote} durch Auslassungspunkte ersetzt",
    "[{number}]: the text names no article for it": (
        "[{number}]: Der Text nennt dazu keinen Artikel"
    ),
    "[{number}]: {article} has no such sentence": "[{number}]: {article} hat keinen solchen Satz",
}
# Whether a file still says what is quoted from it.
VERDICTS = {
    "{place} names no file inside the seeds folder": (
        "{place} ist keine Datei im Ordner der Artikel"
    ),
    "{file} is gone": "{file} ist nicht mehr da",
    "{file} cannot be the name of a file": "{file} kann kein Dateiname sein",
    "{file} holds no such article": "{file} enthält keinen solchen Artikel",
    "the file is the one that was indexed, and says so there": (
        "die Datei ist die, die in den Index aufgenommen wurde, und sagt es an dieser Stelle"
    ),
    "the file is the one that was indexed, and {what}": (
        "die Datei ist die, die in den Index aufgenommen wurde, aber {what}"
    ),
    "its characters {first}-{last} are not the quote": (
        "ihre Zeichen {first}–{last} sind nicht das Zitat"
    ),
    "its characters {first}-{last} are not the sentence": (
        "ihre Zeichen {first}–{last} sind nicht der Satz"
    ),
    "its characters {first}-{last} are not the passage": (
        "ihre Zeichen {first}–{last} sind nicht die Textstelle"
    ),
    "the quote cuts a word or a number": "das Zitat schneidet ein Wort oder eine Zahl ab",
    "the sentence is not the whole one around the quote": (
        "der Satz ist nicht der ganze Satz um das Zitat"
    ),
    "the passage is not the one around the sentence": ("die Textstelle ist nicht die um den Satz"),
    "the file has changed since it was indexed; {what}": (
        "die Datei hat sich geändert, seit sie in den Index kam; {what}"
    ),
    "the quote stands at {first}-{last} now": "das Zitat steht jetzt bei Zeichen {first}–{last}",
    "the quote is not in it now": "das Zitat steht nicht mehr darin",
    "the sentence stands at {first}-{last} as it was": (
        "der Satz steht unverändert bei Zeichen {first}–{last}"
    ),
}
# Files that cannot be used; each text goes on "die Datei „a.pdf“".
FILES = {
    "record {number} of seed {file} {what}": "Eintrag {number} der Datei {file} {what}",
    "seed {file} {what}": "die Datei {file} {what}",
    "holds no text": "enthält keinen Text",
    "at least one sentence": "mindestens ein Satz",
    "write it or remove the file": "schreiben Sie ihn, oder entfernen Sie die Datei",
    "is larger than {number} MB": "ist größer als {number} MB",
    "one article a file": "ein Artikel je Datei",
    "split it into smaller files": "teilen Sie sie in kleinere Dateien",
    "has the ending {name}": "hat die Endung {name}",
    "one of {names}": "eine von {names}",
    "convert or remove it": "wandeln Sie sie um, oder entfernen Sie sie",
    "has '#' after '.json' in its name": "hat „#“ nach „.json“ in ihrem Namen",
    "a name without '#'": "ein Name ohne „#“",
    "rename it": "benennen Sie sie um",
    "has a name that is not UTF-8": "hat einen Namen, der nicht UTF-8 ist",
    "one that is": "einer, der es ist",
    "cannot be listed ({error})": "kann nicht aufgelistet werden ({error})",
    "a folder that can be read": "ein lesbarer Ordner",
    "check its permissions": "prüfen Sie die Zugriffsrechte",
    "is a link out of the seeds folder": "ist ein Verweis aus dem Ordner der Artikel hinaus",
    "a file inside it": "eine Datei darin",
    "copy the file in": "kopieren Sie die Datei hinein",
    "is a link into an index": "ist ein Verweis in einen Index",
    "an article": "ein Artikel",
    "remove it": "entfernen Sie sie",
    "is a link to a folder": "ist ein Verweis auf einen Ordner",
    "the folder itself": "der Ordner selbst",
    "move or copy it there": "verschieben oder kopieren Sie ihn dorthin",
    "is not a regular file": "ist keine gewöhnliche Datei",
    "a file": "eine Datei",
    "cannot be read ({error})": "kann nicht gelesen werden ({error})",
    "a readable file": "eine lesbare Datei",
    "holds the control character {character}: it looks binary": (
        "enthält das Steuerzeichen {character} und ist wohl kein Text"
    ),
    "UTF-8 text": "Text in UTF-8",
    "save it as text or remove it": "speichern Sie sie als Text, oder entfernen Sie sie",
    "is not valid {encoding} (byte {byte}, on line {line})": (
        "ist kein gültiges {encoding} (Byte {byte}, Zeile {line})"
    ),
    "save it as UTF-8": "speichern Sie sie als UTF-8",
    "save it as UTF-8, or set QA_ENCODING to what it is in": (
        "speichern Sie sie als UTF-8, oder setzen Sie QA_ENCODING auf ihre Kodierung"
    ),
    "cannot be read as a Word document ({error})": (
        "kann nicht als Word-Dokument gelesen werden ({error})"
    ),
    "a whole Word document": "ein ganzes Word-Dokument",
    "cannot be read as a web page ({error})": "kann nicht als Webseite gelesen werden ({error})",
    "a whole web page": "eine ganze Webseite",
    "cannot be read as a PDF ({error})": "kann nicht als PDF gelesen werden ({error})",
    "a whole PDF": "ein ganzes PDF",
    "open it to see whether it is damaged, and save it again or remove it": (
        "öffnen Sie sie, um zu sehen, ob sie beschädigt ist; speichern Sie sie noch einmal, oder"
        " entfernen Sie sie"
    ),
    "breaks off in the middle": "bricht in der Mitte ab",
    "download or copy it again": "laden oder kopieren Sie sie noch einmal",
    "is not a PDF": "ist kein PDF",
    "a file that starts with %PDF-": "eine Datei, die mit %PDF- beginnt",
    "export it again": "exportieren Sie sie noch einmal",
    "has {number} pages": "hat {number} Seiten",
    "split it": "teilen Sie sie",
    "shows no text: its letters are hidden, clipped, tiny, or in the colour behind them": (
        "zeigt keinen Text: Ihre Buchstaben sind verborgen, abgeschnitten, winzig oder in der Farbe"
        " dahinter"
    ),
    "text that can be seen": "sichtbarer Text",
    "run text recognition (OCR) over it": "wenden Sie Texterkennung (OCR) darauf an",
    "has no text: its pages are empty or pictures (scanned)": (
        "hat keinen Text: Ihre Seiten sind leer oder Bilder (gescannt)"
    ),
    "text that can be selected": "Text, der sich markieren lässt",
    "has text whose words cannot be recognized: every letter stands alone": (
        "hat Text, dessen Wörter nicht zu erkennen sind: Jeder Buchstabe steht allein"
    ),
    "has text whose words cannot be recognized: its fonts do not name their letters": (
        "hat Text, dessen Wörter nicht zu erkennen sind: Die Schriften benennen ihre Buchstaben"
        " nicht"
    ),
    "text that can be copied out of it as words": "Text, der sich als Wörter kopieren lässt",
    "takes longer to read than {number} seconds": "braucht zum Lesen länger als {number} Sekunden",
    "takes longer to draw than {number} seconds": (
        "braucht zum Zeichnen länger als {number} Sekunden"
    ),
    "has no page {number}": "hat keine Seite {number}",
    "update the index": "klicken Sie auf „{update}“",
    "the file {file} has changed since it was indexed": (
        "die Datei {file} hat sich geändert, seit sie in den Index kam"
    ),
    "the file that the text was read from": "die Datei, aus der der Text gelesen wurde",
    "run qa index, then open the article again": (
        "klicken Sie auf „{update}“, und öffnen Sie den Artikel dann noch einmal"
    ),
    "other pages are being drawn": "andere Seiten werden gerade gezeichnet",
    "try again in a moment": "versuchen Sie es gleich noch einmal",
    "a PDF of text": "ein PDF mit Text",
    "save it without its drawings, or as text": (
        "speichern Sie sie ohne ihre Zeichnungen oder als Text"
    ),
    "holds a stream of more than {number} bytes": (
        "enthält einen Datenstrom von mehr als {number} Bytes"
    ),
    "pages of text": "Seiten mit Text",
    "is encrypted": "ist verschlüsselt",
    "a PDF without a password": "ein PDF ohne Passwort",
    "save a copy without one": "speichern Sie eine Kopie ohne Passwort",
    "a file made to be read": "eine Datei, die zum Lesen gemacht ist",
    "needs more than 1 GB of memory": "braucht mehr als 1 GB Arbeitsspeicher",
    "a file of articles": "eine Datei mit Artikeln",
    "crashes its reader": "bringt das Leseprogramm zum Absturz",
    "a whole file": "eine ganze Datei",
    "save its text again in smaller files, or remove it": (
        "speichern Sie den Text in kleineren Dateien, oder entfernen Sie sie"
    ),
    "has {number} tags": "hat {number} Elemente (Tags)",
    "save the article itself": "speichern Sie nur den Artikel",
    "has no main text": "hat keinen Haupttext",
    "a page with an article": "eine Seite mit einem Artikel",
    "save the article itself, or remove it": (
        "speichern Sie nur den Artikel, oder entfernen Sie die Datei"
    ),
    "holds {number} XML tags": "enthält {number} XML-Elemente",
    "holds over {number} bytes of text and styles, unpacked": (
        "enthält ausgepackt über {number} Bytes Text und Formate"
    ),
    "split it into several": "teilen Sie sie in mehrere",
    "is encrypted, or an old .doc": "ist verschlüsselt oder eine alte .doc-Datei",
    "a .docx without a password": "eine .docx-Datei ohne Passwort",
    "save it as one": "speichern Sie sie so",
    "is a package without a Word document": "ist ein Paket ohne Word-Dokument",
    "one with {part}": "eines mit {part}",
    "save it as .docx": "speichern Sie sie als .docx",
    "is nested too deep": "ist zu tief verschachtelt",
    "a document in a document": "ein Dokument in einem Dokument",
    "save it again": "speichern Sie sie noch einmal",
    "has a part in RTF": "hat einen Teil in RTF",
    "HTML, text or .docx": "HTML, Text oder .docx",
    "is not JSON ({error})": "ist kein JSON ({error})",
    "an array of articles, or one": "eine Liste von Artikeln oder einer",
    "correct or remove it": "berichtigen oder entfernen Sie sie",
    "is of the type {type}": "ist vom Typ {type}",
    "an array of objects with the key text, or one such object": (
        "eine Liste von Objekten mit dem Schlüssel text oder ein solches Objekt"
    ),
    "holds no article": "enthält keinen Artikel",
    "at least one": "mindestens einer",
    "write one or remove the file": "schreiben Sie einen, oder entfernen Sie die Datei",
    "holds {number} records": "enthält {number} Einträge",
    "an object": "ein Objekt",
    "correct or remove the line": "berichtigen oder entfernen Sie die Zeile",
    "an object with the key text": "ein Objekt mit dem Schlüssel text",
    "an article under the key text": "ein Artikel unter dem Schlüssel text",
    "write it or remove the record": "schreiben Sie ihn, oder entfernen Sie den Eintrag",
    "states its text twice": "enthält seinen Text zweimal",
    "one text": "ein Text",
    "make two records of it": "machen Sie zwei Einträge daraus",
    "has a text that is a list with more than text in it": (
        "hat als Text eine Liste, die nicht nur Text enthält"
    ),
    "has a text that is of the type {type}": "hat als Text einen Wert vom Typ {type}",
    "one text, or a list of paragraphs": "ein Text oder eine Liste von Absätzen",
    "write it as one text": "schreiben Sie ihn als einen Text",
    "holds {number} more records that cannot be used": (
        "enthält {number} weitere unbrauchbare Einträge"
    ),
    "articles": "Artikel",
    "correct them like the others": "berichtigen Sie sie wie die anderen",
    # Files that a visitor adds or removes.
    "the file {file} cannot be written or removed ({error})": (
        "die Datei {file} kann nicht geschrieben oder entfernt werden ({error})"
    ),
    "a seeds folder with free space and write permission": (
        "ein Ordner mit freiem Platz und Schreibrecht"
    ),
    "correct that, and try again": "beheben Sie das, und versuchen Sie es noch einmal",
    "the file {file} is of the type {name}": "die Datei {file} ist vom Typ {name}",
    "convert the file": "wandeln Sie die Datei um",
    "the file is called {name}": "die Datei heißt {name}",
    "a name with letters or digits": "ein Name mit Buchstaben oder Ziffern",
    "rename the file": "benennen Sie die Datei um",
    "no article file {file} in the folder": "keine Artikeldatei {file} im Ordner",
    "one from the list": "eine aus der Liste",
    "reload the page": "laden Sie die Seite neu",
    "the file {file} has {number} bytes": "die Datei {file} hat {number} Bytes",
    "{number} or less": "{number} oder weniger",
}
INDEX = {
    "seeds folder {folder} does not exist": "den Ordner der Artikel, {folder}, gibt es nicht",
    "seeds folder {folder} is not a folder": "der Ordner der Artikel, {folder}, ist keiner",
    "seeds folder {folder} {what}": "der Ordner der Artikel, {folder}, {what}",
    "a folder of articles": "ein Ordner mit Artikeln",
    "name it: qa index FOLDER": "geben Sie ihn in einem Terminal an: qa index ORDNER",
    "holds no article that can be used ({number} rejected, the first: {what})": (
        "enthält keinen brauchbaren Artikel ({number} ausgelassen, zuerst: {what})"
    ),
    "at least one file with text ({names})": "mindestens eine Datei mit Text ({names})",
    "put an article there and run qa index": "fügen Sie einen Artikel hinzu",
    "no index in {folder}; expected one built before; run qa index": (
        "noch kein Index in {folder}; klicken Sie auf „{build}“"
    ),
    "no index in {folder}": "kein Index in {folder}",
    "one built before": "einer, der schon aufgebaut ist",
    "run qa index": "klicken Sie auf „{update}“",
    "run qa index --rebuild": "geben Sie in einem Terminal ein: qa index --rebuild",
    "no generation before {number} is kept in {folder}": (
        "vor Generation {number} ist in {folder} keine aufbewahrt"
    ),
    "one to go back to": "eine, zu der man zurück kann",
    "undo the change in the seeds and run qa index": (
        "machen Sie die Änderung an den Artikeln rückgängig, und klicken Sie auf „{update}“"
    ),
    "another process is writing {folder}": "ein anderer Prozess schreibt {folder}",
    "another process (process {number}, since {time}) is writing {folder}": (
        "ein anderer Prozess (Nummer {number}, seit {time}) schreibt {folder}"
    ),
    "one writer at a time": "einer zurzeit",
    "wait for it, then run qa index": "warten Sie auf ihn, und klicken Sie dann auf „{update}“",
    "{path} differs from what was written": "{path} ist nicht mehr, was geschrieben wurde",
    "{path} names no generation": "{path} nennt keine Generation",
    "{path} is being removed": "{path} wird gerade entfernt",
    "{path} cannot be read ({error})": "{path} kann nicht gelesen werden ({error})",
    "{path} is not a manifest ({error})": "{path} ist kein Manifest ({error})",
    "the file that was written": "die Datei, die geschrieben wurde",
    "index folder {folder} cannot be written ({error})": (
        "der Ordner des Index, {folder}, kann nicht geschrieben werden ({error})"
    ),
    "index folder {folder} cannot be read ({error})": (
        "der Ordner des Index, {folder}, kann nicht gelesen werden ({error})"
    ),
    "a folder with room and permission": "ein Ordner mit Platz und Zugriffsrecht",
    "make room or change the permissions, or name another: --index DIR": (
        "schaffen Sie Platz, ändern Sie die Rechte, oder geben Sie einen anderen an: --index ORDNER"
    ),
    "the index in {folder} was built with {built}": (
        "der Index in {folder} wurde mit {built} gebaut"
    ),
    "run qa index, or set QA_EMBEDDER to the model it was built with": (
        "klicken Sie auf „{update}“, oder setzen Sie QA_EMBEDDER auf das Modell, mit dem er gebaut"
        " wurde"
    ),
    "the index in {path} has schema {schema}": "der Index in {path} hat das Schema {schema}",
    "schema {schema}": "das Schema {schema}",
    "generation {number} is not kept in {folder}": (
        "Generation {number} ist in {folder} nicht aufbewahrt"
    ),
    "{path} cannot be written ({error})": "{path} kann nicht geschrieben werden ({error})",
    "a folder with free space and write permission": (
        "ein Ordner mit freiem Platz und Schreibrecht"
    ),
    "name another file: QA_CHECKS": "geben Sie eine andere Datei an: QA_CHECKS",
}
# Why a part of a file is not used.
OMISSIONS = {
    "control characters, which are no text": "Steuerzeichen, die kein Text sind",
    "its front matter has fields that no article has ({names})": (
        "der Kopf der Datei hat Felder, die kein Artikel hat ({names})"
    ),
    "the field {field} has {number} characters, more than {most}": (
        "das Feld {field} hat {number} Zeichen, mehr als {most}"
    ),
    "the field {field} is {value}, no line of text": (
        "das Feld {field} ist {value}, keine Zeile Text"
    ),
    "the field {field} is {value}, which has no name": (
        "das Feld {field} ist {value}, was keinen Namen hat"
    ),
    "the field {field} is {value}, no day that is certain": (
        "das Feld {field} ist {value}, kein sicherer Tag"
    ),
    "marks of footnotes": "Zeichen von Fußnoten",
    "marks of notes": "Zeichen von Anmerkungen",
    "text that is struck out": "durchgestrichener Text",
    "hidden text": "verborgener Text",
    "comments": "Kommentare",
    "headers and footers": "Kopf- und Fußzeilen",
    "embedded documents": "eingebettete Dokumente",
    "nobody sees them on the page (hidden, clipped, tiny, or in the colour behind them)": (
        "auf der Seite nicht zu sehen (verborgen, abgeschnitten, winzig oder in der Farbe dahinter)"
    ),
    "running heads and page numbers": "Kolumnentitel und Seitenzahlen",
    "text outside the article": "Text außerhalb des Artikels",
    "navigation": "Navigation",
    "a box before the page": "ein Fenster vor der Seite",
    "a notice of consent": "ein Hinweis zur Einwilligung",
    "comments of readers": "Kommentare von Lesern",
    "advertising or an offer": "Werbung oder ein Angebot",
    "links to other pages": "Verweise auf andere Seiten",
    "head, foot or side of the page": "Kopf, Fuß oder Rand der Seite",
    "side of the page": "Rand der Seite",
    "buttons and fields": "Schaltflächen und Felder",
    "text that the page does not show": "Text, den die Seite nicht zeigt",
    "readings above the words": "Lesehilfen über den Wörtern",
}
MESSAGES = QUESTIONS | TEXTS | VERDICTS | FILES | INDEX | OMISSIONS
