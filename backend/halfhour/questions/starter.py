"""The starter set: questions for the topics that the method names, to begin a bank with.

A key stands for its question for good: who has taken it is not given it again, even if its words are improved here.
"""

from collections.abc import Iterable
from typing import NamedTuple

from .models import Category


class StarterQuestion(NamedTuple):
    """One question of the set."""

    key: str
    category: Category
    text: str
    tags: tuple[str, ...]


FIRST_TALK = "first talk"
CAREER_CHANGE = "career change"
MANAGERS = "for managers"
EXECUTIVES = "for executives"
PEERS = "for peers"
NEWCOMERS = "for people new in the job"
FREELANCE = "for the self-employed"
DEEP = "when there is trust"


def _about(category: Category, *questions: tuple[str, str] | tuple[str, str, str]) -> Iterable[StarterQuestion]:
    for key, text, *tags in questions:
        yield StarterQuestion(f"{category.value}/{key}", category, text, tuple(tags))


STARTER: tuple[StarterQuestion, ...] = (
    *_about(
        Category.PATH,
        ("arrival", "How did you arrive at the work you do today?", FIRST_TALK),
        ("turns", "Which turns in your path look important now, looking back?"),
        ("first-job", "What did your very first job in this field teach you?"),
        ("change", "What made you change direction when you did?", CAREER_CHANGE),
        ("unplanned", "What part did chance play in where you ended up?"),
        ("helpers", "Who opened a door for you along the way?"),
        ("detour", "Which detour turned out to be worth it?", CAREER_CHANGE),
    ),
    *_about(
        Category.MOTIVATION,
        ("drew", "What drew you to this work in the first place?", FIRST_TALK),
        ("certain", "At what point did you know that it was right for you?"),
        ("stay", "What keeps you in it today?"),
        ("alternatives", "What else did you consider, and set aside, before you chose this?", CAREER_CHANGE),
        ("small-thing", "What small thing about your work still delights you?"),
        ("told-yourself", "How has your reason for doing this changed over the years?"),
    ),
    *_about(
        Category.TYPICAL_DAY,
        ("yesterday", "How did you spend your day yesterday, hour by hour?", FIRST_TALK),
        ("week", "What does an ordinary week look like for you?"),
        ("share", "How is your time divided between people, screens and paper?"),
        ("last-hour", "What tends to fill the last hour of your day?"),
        ("seasons", "How does the work differ between quiet times and busy ones?"),
        ("interruptions", "What interrupts you most?"),
        ("decisions", "Which decisions are yours to make in a normal week?"),
    ),
    *_about(
        Category.FULFILMENT,
        ("good-day", "Tell me about a day when you went home happy.", FIRST_TALK),
        ("proud", "What piece of work are you proudest of?"),
        ("energy", "Which tasks give you energy rather than take it?"),
        ("matters", "When do you feel that your work matters to somebody?"),
        ("miss", "What would you miss most if you had to stop tomorrow?"),
        ("fits", "How does this work fit with what you value outside it?", DEEP),
    ),
    *_about(
        Category.WORST_PART,
        ("worst", "What is the worst part of your work?", FIRST_TALK),
        ("hand-over", "Which task would you hand to somebody else for good?"),
        ("leave", "Why do people leave this profession?"),
        ("bad-week", "Describe a week that nearly made you give up.", DEEP),
        ("cost", "What has this career cost you?", DEEP),
        ("switch-off", "How do you leave work behind at the end of the day?"),
    ),
    *_about(
        Category.SKILLS,
        ("daily", "Which skills do you use every single day?", FIRST_TALK),
        ("qualifications", "Which skills and qualifications turned out to matter in practice?"),
        ("hard-to-teach", "What can nobody learn from a course?"),
        ("carry-over", "Which skills from earlier jobs have served you here?", CAREER_CHANGE),
        ("overrated", "What do people train for that hardly ever comes up?"),
        ("sharpening", "What are you still working on, after all this time?"),
        ("tell-apart", "What separates someone good at this from someone excellent?"),
    ),
    *_about(
        Category.EXPECTATIONS,
        ("surprise", "What surprised you most once you were inside?", FIRST_TALK),
        ("myth", "What do outsiders get wrong about your work?"),
        ("advert", "How does the job differ from the way it is advertised?"),
        ("first-year", "What does the first year feel like for a newcomer?", NEWCOMERS),
        ("hours", "What are the hours like when nobody is watching the clock?"),
        ("temperament", "What kind of person is unhappy in this job?"),
        ("change-later", "How hard is it to enter this field later in life?", CAREER_CHANGE),
    ),
    *_about(
        Category.PAY,
        ("beginner", "What could a beginner realistically expect to earn where you are?"),
        ("growth", "How does pay develop over the years, from what you have seen?"),
        ("drivers", "What makes the difference between being paid well and being paid badly here?"),
        ("trade", "What did you gain and give up in pay when you chose this?", CAREER_CHANGE),
        ("negotiate", "How did you learn to negotiate what you are paid?", DEEP),
        ("irregular", "How do you live with an income that goes up and down?", FREELANCE),
    ),
    *_about(
        Category.CULTURE,
        ("colleagues", "What are the people around you like to work with?"),
        ("disagree", "How does your team handle a disagreement?"),
        ("mistake", "What happened the last time something went wrong?"),
        ("thrive", "What kind of person thrives where you work?", FIRST_TALK),
        ("unwritten", "Which unwritten rules did you have to find out for yourself?", NEWCOMERS),
        ("praise", "How do people here learn that they have done well?"),
        ("family", "How does the work leave room for a family?"),
    ),
    *_about(
        Category.HINDSIGHT,
        ("known", "What do you wish you had known before you started?", FIRST_TALK),
        ("differently", "What would you do differently if you began again today?"),
        ("mistakes", "Which mistake taught you the most?"),
        ("advice-ignored", "Which piece of advice were you right to ignore?"),
        ("younger", "What would you tell your younger self on the first day?"),
        ("sooner", "What should you have stopped doing sooner?"),
    ),
    *_about(
        Category.GETTING_IN,
        ("others", "How have career changers you know found their way in?", CAREER_CHANGE),
        ("stand-out", "What makes a newcomer stand out to you?", MANAGERS),
        ("hire", "What do you look for beyond the certificates when you choose somebody?", MANAGERS),
        ("doubt", "What makes you hesitate about an applicant from another field?", MANAGERS),
        ("entry", "Which first roles teach a beginner the most?"),
        ("proof", "How could someone from outside show that they are serious?", CAREER_CHANGE),
    ),
    *_about(
        Category.FUTURE,
        ("changed", "How has your work changed since you began?"),
        ("next-years", "Where do you see your field heading in the next ten years?"),
        ("machines", "Which parts of your work will machines take over, in your view?"),
        ("scarce", "Which skills will be scarce a few years from now?"),
        ("worry", "What worries you about the future of your profession?"),
        ("hope", "What are you looking forward to in your field?"),
    ),
    *_about(
        Category.BROAD_VIEW,
        ("see-all", "What do you see from your position that others in the field can't?", EXECUTIVES),
        ("priorities", "How do you decide what your organization does not do?", EXECUTIVES),
        ("promote", "What do the people you promote have in common?", MANAGERS),
        ("outside", "Which developments outside your industry do you keep an eye on?", EXECUTIVES),
        ("hard-call", "What was the hardest decision you had to make as a leader?", EXECUTIVES),
        ("roles", "How do the different roles in your organization depend on one another?", MANAGERS),
        ("measure", "How is success measured at your level?", EXECUTIVES),
    ),
    *_about(
        Category.PEERS,
        ("ramp", "How long did it take until you felt that you knew what you were doing?", PEERS),
        ("boss", "What have you learned about working with a good boss?", PEERS),
        ("study", "Which part of your training do you use the most?", NEWCOMERS),
        ("compare", "How does this job compare with the one you had before?", PEERS),
        ("help", "Where do you turn when you are stuck?", PEERS),
        ("friends", "How do you explain to friends what you do all day?", PEERS),
    ),
    *_about(
        Category.NEXT_STEPS,
        ("first", "What should a beginner learn first?", FIRST_TALK),
        ("my-shoes", "What would you do first if you were in my shoes?", CAREER_CHANGE),
        ("read", "What should I read or listen to before my next conversation?"),
        ("try", "How could someone try this work out before committing to it?", CAREER_CHANGE),
        ("where-meet", "Where do people in your field meet and talk?"),
        ("skip", "Which step that everyone recommends would you skip?"),
    ),
    *_about(
        Category.CLOSING,
        ("who-else", "Who else should I meet?", FIRST_TALK),
        ("disagree", "Who sees this field quite differently from you?"),
        ("not-asked", "What should I have asked you that I did not?", FIRST_TALK),
        ("in-touch", "What is the best way to stay in touch with you?"),
        ("return", "How can I be of use to you in return?"),
        ("take-away", "What is the one thing you would like me to remember from today?"),
    ),
)
