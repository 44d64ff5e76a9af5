"""What answers show of the mail account, of sendings and of replies."""

from sqlalchemy import bindparam, literal, null

from ...core.db import Query, table_of
from ...core.views import View
from .models import MailAccount, Reply, Sending
from .schemas import MailAccountRead, ReplyRead, SendingRead

ACCOUNT = table_of(MailAccount)
SENDING = table_of(Sending)
REPLY = table_of(Reply)
MOST = 50

ACCOUNTS = View(MailAccount, MailAccountRead, extra={"signs_in": ACCOUNT.c.password.is_not(None), "words": literal("")})
SENDINGS = View(Sending, SendingRead)
REPLIES = View(Reply, ReplyRead, extra={"words": literal(""), "advice": null()})

SENT_FOR = Query(
    SENDINGS.all.where(SENDING.c.interview_id == bindparam("interview_id"))
    .order_by(SENDING.c.created_at.desc(), SENDING.c.id.desc())
    .limit(MOST)
)
REPLIED_TO = Query(
    REPLIES.all.where(REPLY.c.interview_id == bindparam("interview_id"))
    .order_by(REPLY.c.created_at.desc(), REPLY.c.id.desc())
    .limit(MOST)
)
