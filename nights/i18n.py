"""Words, dates, numbers and plurals of one language. Every word of the interface comes through here."""

import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from string import Formatter
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal

DATE_FORMS = {
    "full": "EEEE, d MMMM y",
    "long": "d MMMM y",
    "short": "d MMM y",
    "day": "d MMMM",
    "month": "MMMM y",
    "month_name": "LLLL",
}
BRITISH = "en_GB"


def is_language(code: str) -> bool:
    """Whether the rules of the language are known."""
    return code in locale_identifiers()


def region(code: str) -> str:
    """A language with the country that is likeliest for it, as Open Graph wants it: `it_IT`."""
    if code == "en":
        return BRITISH
    return f"{code}_{get_global('likely_subtags').get(code, code).rpartition('_')[2].upper()}"


def values_in(words: str | Mapping[str, str]) -> set[str]:
    """The `{names}` to fill in, in any plural form of a text of the catalogue; raises ValueError for a lone brace."""
    texts = [words] if isinstance(words, str) else words.values()
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


class WordError(Exception):
    """A catalogue lacks a word that a page needs, or has it in a form that no page can use; `message` says which."""

    def __init__(self, language: str, message: str):
        self.language, self.message = language, message
        super().__init__(language, message)


class Words:
    """One language's catalogue. `Words(code, catalogue)("key", name=value)` is the text."""

    def __init__(self, code: str, catalogue: Mapping[str, Any]):
        self.code = code
        self.catalogue = catalogue
        self.date = lru_cache(maxsize=None)(self._date)
        self.number = lru_cache(maxsize=None)(self._number)

    def __call__(self, key: str, **values: Any) -> str:
        """The text of a key with its `{names}` filled in; `count` picks the plural form; raises WordError."""
        text = self._entry(key)
        if not isinstance(text, str):
            if "count" not in values:
                raise WordError(self.code, f"`{key}` has plural forms where nothing is counted; write one text")
            form = self.locale.plural_form(values["count"])
            text = text.get(form, text["other"])
            values["count"] = self.number(values["count"])
        try:
            return text.format_map(values) if values else text
        except KeyError as error:
            raise self.unfilled(key, error.args[0], values) from None

    def forms(self, key: str) -> Mapping[str, str]:
        """The plural forms of a text, for a script that counts; raises WordError."""
        return self._entry(key)

    def _entry(self, key: str) -> Any:
        try:
            return self.catalogue[key]
        except KeyError:
            raise WordError(self.code, f"`{key}` is missing; a page needs it, so add it") from None

    def unfilled(self, key: str, name: str, values: Iterable[str]) -> WordError:
        """The error of a text that asks for a value which pages do not give."""
        known = ", ".join(f"`{{{each}}}`" for each in sorted(values))
        return WordError(self.code, f"`{key}` asks for `{{{name}}}`, which no page fills in; known here: {known}")

    @cached_property
    def locale(self) -> Locale:
        """Babel's rules for the language (from the Unicode CLDR)."""
        return Locale.parse(BRITISH if self.code == "en" else self.code)

    def _date(self, date: datetime.date, form: str = "long") -> str:
        return format_date(date, DATE_FORMS[form], locale=self.locale)

    def _number(self, number: float) -> str:
        return format_decimal(number, locale=self.locale)

    def language(self, code: str) -> str:
        """A language's name, such as `Danish`."""
        return self.locale.languages.get(code, code)

    def all_of(self, items: Iterable[str]) -> str:
        """`a, b and c`."""
        return format_list(list(items), locale=self.locale)

    def text(self, text: Mapping[str, str] | None) -> str:
        """A content text in this language, or else in the default one."""
        if not text:
            return ""
        return text.get(self.code) or text.get("") or next(iter(text.values()))

    def has(self, text: Mapping[str, str] | None) -> bool:
        """Whether a content text exists in this language itself."""
        return bool(text) and self.code in text


def season_name(season: str) -> str:
    """`2019-20` as it is written on the page: `2019/20`."""
    return season.replace("-", "/")
