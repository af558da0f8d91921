"""Invented people, texts and conversations for load tests: plans made from a seed, nothing stored.

The same seed gives the same plan on every machine. All words are our own.
"""
