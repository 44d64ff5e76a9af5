"""What answers show of the profile and the criteria, and how criteria are listed."""

from sqlalchemy import bindparam

from ..core.db import table_of
from ..core.views import Listing, View
from .models import Criterion, Profile
from .schemas import CriterionRead, ProfileRead

CRITERION = table_of(Criterion)

PROFILES = View(Profile, ProfileRead)
CRITERIA = View(Criterion, CriterionRead, extra={"kind": CRITERION.c.what})
CRITERION_LIST = Listing(
    CRITERIA,
    sorts={
        "weight": CRITERION.c.weight,
        "name": CRITERION.c.name_key,
        "created_at": CRITERION.c.created_at,
        "updated_at": CRITERION.c.updated_at,
    },
    default="-weight",
    filters={"kind": CRITERION.c.what == bindparam("kind", type_=CRITERION.c.what.type)},
)
