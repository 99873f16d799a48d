"""The texts of one language, and how numbers and days are written in it. Pure.

Owns how a text is filled in, and which form of it fits a number. Knows nothing of what is said, nor
of who is spoken to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Text = str | tuple[str, ...]  # several are the forms of a text that states a number


def one_or_more(number: int) -> int:
    """The form for a number in English, German and many other languages: the first is for one."""
    return 0 if number == 1 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The texts of the language ``tag`` by their names, with places such as ``{file}`` to fill in.

    ``form`` chooses among the forms of a text by its ``{number}``. ``messages`` are those of the
    index and the assistant, by their text in English.
    """

    tag: str
    texts: Mapping[str, Text]
    months: Sequence[str]
    short_months: Sequence[str]
    thousands: str = ","
    decimal: str = "."
    form: Callable[[int], int] = one_or_more
    messages: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, name: str, /, **values: str | int) -> str:
        """The text of that name, filled in."""
        text = self.texts[name]
        if not isinstance(text, str):
            number = values["number"]
            text = text[self.form(int(number))]
        shown = {
            place: self.number(value) if isinstance(value, int) else value
            for place, value in values.items()
        }
        return text.format(**shown)

    def number(self, value: int) -> str:
        """As ``1,234``."""
        return f"{value:,}".replace(",", self.thousands)

    def fraction(self, value: float) -> str:
        """As ``0.35``."""
        return f"{value:.2f}".replace(".", self.decimal)

    def percent(self, share: float, digits: int | None = None) -> str:
        """As ``63%``, rounded to a whole number or to so many significant ``digits``."""
        value = f"{share:.0%}"[:-1] if digits is None else f"{100 * share:.{digits}g}"
        return self("format.percent", value=value.replace(".", self.decimal))

    def day(self, day: date) -> str:
        """As ``7 November 2023``."""
        return self._day(day, self.months, year=True)

    def short_day(self, day: date, *, year: bool = True) -> str:
        """As ``7 Nov 2023``, or without the year."""
        return self._day(day, self.short_months, year=year)

    def quoted(self, words: str) -> str:
        """The words in quotation marks."""
        return self("format.quoted", words=words)

    def _day(self, day: date, months: Sequence[str], *, year: bool) -> str:
        return self(
            "format.day" if year else "format.day.no_year",
            day=str(day.day),
            month=months[day.month - 1],
            year=str(day.year),
        )
