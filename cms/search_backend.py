"""Searches Burmese: indexes syllables as tokens and asks for runs of them as phrases.

Stock search finds nothing in text without spaces and drops vowel signs. Every indexed text and
every query, strings and query trees alike, goes through ``people.text``. A query that finds
nothing as phrases is asked again word by word. Reindex after any change of ``fold``.
Do not pass ``fields=[…]``: PostgreSQL then reads the rows themselves, past the index.
"""

from functools import cached_property
from typing import Any

from django.db import connection
from modelsearch.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery

from people.text.syllables import index_text, query_phrases, query_words

# The SQLite index has no model on PostgreSQL, so only one of the two can be imported.
if connection.vendor == "postgresql":
    from modelsearch.backends.database.postgres import postgres as stock

    StockBackend: Any = stock.PostgresSearchBackend

    class StockCompiler(stock.PostgresSearchQueryCompiler):
        """Negates phrases too, which the stock compiler forgets."""

        def build_tsquery_content(
            self, query: SearchQuery, config: Any = None, invert: bool = False
        ) -> Any:
            built = super().build_tsquery_content(query, config=config, invert=invert)
            return ~built if invert and isinstance(query, Phrase) else built
else:
    from modelsearch.backends.database.sqlite import sqlite as stock

    StockBackend = stock.SQLiteSearchBackend
    # The other branch names another class, of the same methods.
    StockCompiler = stock.SQLiteSearchQueryCompiler  # type: ignore[misc]

# A word that no text holds: a query with nothing to search for must not find everything.
_NO_MATCH = PlainText("zzznomatch")
_BAG_OPERATOR = "bag"
_WORDS_OPERATOR = "words"


class ObjectIndexer(stock.ObjectIndexer):
    """Encodes every text on its way into the index."""

    def prepare_value(self, value: Any) -> str:
        text = super().prepare_value(value)
        return index_text(text) if isinstance(value, str) else text


# No official hook exists: the stock index takes its indexer from its own module.
stock.ObjectIndexer = ObjectIndexer


def _build_query(text: str, operator: str) -> SearchQuery:
    """Return the query for a text: its phrases, words or tokens, joined by the operator."""
    phrases = query_words(text) if operator == _WORDS_OPERATOR else query_phrases(text)
    if not phrases:
        return _NO_MATCH
    if operator == _BAG_OPERATOR:
        return PlainText(" ".join(phrases), operator="and")
    queries = [Phrase(phrase) if " " in phrase else PlainText(phrase) for phrase in phrases]
    if len(queries) == 1:
        return queries[0]
    return Or(queries) if operator == "or" else And(queries)


def _rewrite_query(query: SearchQuery | str, operator: str) -> SearchQuery:
    """Return the same query over encoded tokens; the admin sends trees, pages send strings."""
    if isinstance(query, str):
        return _build_query(query, operator)
    if isinstance(query, PlainText):
        is_ours = operator in (_BAG_OPERATOR, _WORDS_OPERATOR)
        return _build_query(query.query_string, operator if is_ours else query.operator)
    # Fuzzy search compares spelled words, and tokens have no spelling: ask for all of them.
    if isinstance(query, Fuzzy):
        return _build_query(query.query_string, _BAG_OPERATOR)
    if isinstance(query, Phrase):
        # As it is indexed: what the reader quoted may have spaces.
        return Phrase(index_text(query.query_string) or _NO_MATCH.query_string)
    if isinstance(query, And | Or):
        return type(query)([_rewrite_query(subquery, operator) for subquery in query.subqueries])
    if isinstance(query, Not):
        return Not(_rewrite_query(query.subquery, operator))
    if isinstance(query, Boost):
        return _rewrite_query(query.subquery, operator)
    return query


class TwoPassCompiler(StockCompiler):
    """Answers with the phrases, or, where these find nothing, with their words."""

    second_pass: "TwoPassCompiler | None" = None

    @cached_property
    def finds_nothing(self) -> bool:
        return not super().search(self.search_config, None, None).exists()

    def search(self, config: Any, *args: Any, **kwargs: Any) -> Any:
        self.search_config = config
        if self.second_pass and self.finds_nothing:
            return self.second_pass.search(config, *args, **kwargs)
        return super().search(config, *args, **kwargs)


class SearchBackend(StockBackend):
    """The back end. Wagtail's settings name the module, in which it expects this class."""

    query_compiler_class = TwoPassCompiler

    def _search(
        self, compiler: type, query: SearchQuery | str, model_or_queryset: Any, **kwargs: Any
    ) -> Any:
        operator = (kwargs.pop("operator", None) or "and").lower()
        if query == "":
            return super()._search(compiler, query, model_or_queryset, **kwargs)
        # A reader who is still typing has no whole phrase yet.
        if compiler is self.autocomplete_query_compiler_class:
            return super()._search(
                compiler, _rewrite_query(query, _BAG_OPERATOR), model_or_queryset, **kwargs
            )
        phrases, words = _rewrite_query(query, operator), _rewrite_query(query, _WORDS_OPERATOR)
        results = super()._search(compiler, phrases, model_or_queryset, **kwargs)
        if results.query_compiler and repr(phrases) != repr(words):
            queryset = results.query_compiler.queryset
            results.query_compiler.second_pass = compiler(queryset, words, **kwargs)
        return results
