"""How later steps keep up with people without this step knowing them.

A later step may copy what a contact is called, and projects on the contact what its own data amounts to. It follows
here: its function hears of each contact after it was renamed, merged, put into the bin or brought back.
"""

from ..core.following import Followers

_people = Followers()
follow, tell = _people.follow, _people.tell
