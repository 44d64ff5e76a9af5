"""A sample account to look around in: a nurse, three careers, sixty people, ten weeks."""

from .account import make_demo
from .telling import fill

__all__ = ["fill", "make_demo"]
