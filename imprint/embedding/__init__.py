"""Fetches pages of other people, and refuses every address and every answer that could do harm."""

from imprint.embedding.fetching import Fetched, Fetcher, Limits

__all__ = ["Fetched", "Fetcher", "Limits"]
