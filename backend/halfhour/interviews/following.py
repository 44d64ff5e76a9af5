"""How later steps keep up with talks without this step knowing them.

A later step may project what its own data amounts to, such as the evidence of talks. It follows here: its function
hears of a contact after a talk with them was planned, moved, put into the bin or brought back, or they were.
"""

from ..core.following import Followers

_talks = Followers()
follow, tell = _talks.follow, _talks.tell
