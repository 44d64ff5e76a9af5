"""Accounts: who signs in, by what, and what guessing gets."""
