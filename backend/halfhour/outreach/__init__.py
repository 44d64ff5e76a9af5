"""Reaching out: letters that are drafted here and sent by the person, and warming up to somebody before asking."""
