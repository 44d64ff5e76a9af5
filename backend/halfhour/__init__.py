"""Halfhour carries a career changer through informational interviews."""

__version__ = "0.1.0"
