"""Days as files write them: read, or doubted with both meanings; never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfhour.exchange.dates import DateOrder, Doubt, order_shown_by, read_date
from halfhour.exchange.preview import preview
from tests.exchange.files import linkedin, understood

EIGHTH_OF_FEBRUARY = date(2023, 2, 8)


@pytest.mark.parametrize(
    "text",
    [
        "08 Feb 2023",
        "8 Feb 2023",
        "8-Feb-23",
        "08-feb-23",
        "2023-02-08",
        "2023/02/08",
        "2023.02.08",
        "20230208",
        "2023-02-08 17:45:03",
        "2023-02-08T17:45:03Z",
        "Feb 8, 2023",
        "February 8th, 2023, 5:45 PM",
        "8th of February 2023",
        "08.02.2023",
        "8.2.2023",
        "08.02.23",
        "08. 02. 2023",
        "8. Februar 2023",
        "8. Feber 2023",
        "8 févr. 2023",
        "8 février 2023",
        "8 fév 2023",
        "8 de febrero de 2023",
        "08-feb.-2023",
        "8 febbraio 2023",
        "8 de fevereiro de 2023",
        "08/fev/2023",
        "8 februari 2023",
        "8 lutego 2023",
        "8 февраля 2023",
        "8 Şubat 2023",
        "2023年2月8日",
        "2023년 2월 8일",
        "Wed, 8 Feb 2023",
    ],
)
def test_a_day_is_read_in_many_ways_of_writing(text: str) -> None:
    assert read_date(text) == EIGHTH_OF_FEBRUARY


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3 März 2023", 3),
        ("3 mrt. 2023", 3),
        ("3 mars 2023", 3),
        ("3 Mai 2023", 5),
        ("3 mei 2023", 5),
        ("3 juin 2023", 6),
        ("3 juil. 2023", 7),
        ("3 lug 2023", 7),
        ("3 août 2023", 8),
        ("3 ago. 2023", 8),
        ("3 set 2023", 9),
        ("3 out. 2023", 10),
        ("3 ott 2023", 10),
        ("3 Okt. 2023", 10),
        ("3 déc. 2023", 12),
        ("3 dic 2023", 12),
        ("3 Dez 2023", 12),
        ("3 ene 2023", 1),
        ("3 gen 2023", 1),
        ("3 мая 2023", 5),
        ("3 Ağu 2023", 8),
        ("3 Ara 2023", 12),
    ],
)
def test_a_month_is_known_by_the_short_form_of_its_language(text: str, month: int) -> None:
    assert read_date(text) == date(2023, month, 3)


@pytest.mark.parametrize("text", ["08/02/2023", "2/8/23", "8-2-2023", "13/02/22"])
def test_a_day_that_may_be_two_is_doubted_and_both_are_named(text: str) -> None:
    doubt = read_date(text)

    assert isinstance(doubt, Doubt)
    assert " or " in doubt.message


def test_the_person_says_which_order_the_days_have() -> None:
    assert read_date("08/02/2023", DateOrder.DAY_FIRST) == EIGHTH_OF_FEBRUARY
    assert read_date("08/02/2023", DateOrder.MONTH_FIRST) == date(2023, 8, 2)
    assert read_date("23/02/08", DateOrder.YEAR_FIRST) == EIGHTH_OF_FEBRUARY
    assert isinstance(read_date("13/02/2023", DateOrder.MONTH_FIRST), Doubt)


@pytest.mark.parametrize("text", ["13/02/2023", "2/13/23", "03/03/2023"])
def test_a_day_that_has_one_meaning_is_read_in_any_order(text: str) -> None:
    assert isinstance(read_date(text), date)


@pytest.mark.parametrize(
    "text",
    ["31 Feb 2023", "30.02.2023", "2023-13-01", "Feb-22", "44965", "soon", "8 Feb Mar 2023", "##########", "0/0/0"],
)
def test_what_is_no_day_is_doubted_with_a_mend(text: str) -> None:
    doubt = read_date(text)

    assert isinstance(doubt, Doubt)
    assert doubt.mend


@given(st.text(max_size=80))
def test_any_text_is_a_day_or_a_doubt(text: str) -> None:
    assert isinstance(read_date(text), date | Doubt)


@given(st.dates(date(1969, 1, 1), date(2068, 12, 31)))
def test_every_day_survives_the_ways_in_which_it_has_one_meaning(day: date) -> None:
    english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day.month - 1]

    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day:02} {english} {day.year}") == day
    assert read_date(f"{day.day}-{english}-{day.year % 100:02}") == day
    assert read_date(f"{day.day:02}.{day.month:02}.{day.year}") == day


@given(st.dates(date(1969, 1, 1), date(2068, 12, 31)))
def test_a_day_of_figures_is_right_or_doubted(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}", DateOrder.DAY_FIRST) == day
    guess = read_date(f"{day.day}/{day.month}/{day.year}")
    assert guess == day or isinstance(guess, Doubt)


def test_one_row_with_one_meaning_suggests_the_order_of_the_others() -> None:
    days = ["03/02/2023", "13/02/2023"]
    known = understood(linkedin([("Ada", f"E{n}", f"a-{n}", "", "", "", day) for n, day in enumerate(days)]))

    seen = preview(known, known.plan())

    assert seen.suggested_date_order is DateOrder.DAY_FIRST
    assert [(problem.row, problem.column, problem.code) for problem in seen.problems] == [(5, "Connected On", "date")]
    assert seen.first[0][1].connected_on is None
    mended = preview(known, known.plan(date_order=seen.suggested_date_order))
    assert mended.counts.problems == 0
    assert mended.first[0][1].connected_on == date(2023, 2, 3)


def test_rows_that_contradict_each_other_suggest_nothing() -> None:
    days = ["03/02/2023", "13/02/2023", "02/13/2023"]
    known = understood(linkedin([("Ada", f"E{n}", f"a-{n}", "", "", "", day) for n, day in enumerate(days)]))

    assert preview(known, known.plan()).suggested_date_order is None
    assert order_shown_by("13/02/2023") is DateOrder.DAY_FIRST
