"""Dates, periods and ages: what is certain, and what depends on the exact day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalkb.dates import (
    DateError,
    Interval,
    Period,
    age_on,
    born_from_age,
    covers,
    is_before,
    is_on_or_after,
    parse_date,
    years_later,
    younger_than,
)

DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))
LEAP_DAYS = st.sampled_from([date(y, m, d) for y in (1996, 2003, 2004, 2024) for m, d in ((2, 28), (3, 1))])
BRUTE_DAYS = DAYS | LEAP_DAYS | st.just(date(2004, 2, 29))


@st.composite
def intervals(draw: st.DrawFn, longest: int = 40) -> Interval:
    """A stretch of days, often short."""
    first = draw(BRUTE_DAYS)
    return Interval(first, first + timedelta(draw(st.integers(0, longest))))


def days(interval: Interval) -> list[date]:
    """Every day of an interval."""
    return [interval.first + timedelta(n) for n in range((interval.last - interval.first).days + 1)]


def birthdays(born: date, on: date) -> int:
    """The age, counted day by day: one year for each 1 March or own birthday that has come."""
    own = (3, 1) if (born.month, born.day) == (2, 29) else (born.month, born.day)
    count = on.year - born.year
    reached = (on.month, on.day) >= own or ((born.month, born.day) == (2, 29) == (on.month, on.day))
    return count if reached else count - 1


def answer(outcomes: set[bool]) -> bool | None:
    """True or False when all possibilities agree, else None."""
    return outcomes.pop() if len(outcomes) == 1 else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-07-20", date(2025, 7, 20), date(2025, 7, 20)),
        ("2025-07", date(2025, 7, 1), date(2025, 7, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2025 ", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_day_month_and_year_are_intervals(text: str, first: date, last: date) -> None:
    """A day, a month or a year is the stretch of days it can stand for."""
    assert parse_date(text) == Interval(first, last)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20-07-2025", "2025-07-20"),
        ("1/2/2025", "2025-02-01"),
        ("2025-7-2", "2025-07-02"),
        ("2025.07.02", "2025-07-02"),
    ],
)
def test_other_ways_of_writing_get_the_date_that_was_meant(text: str, meant: str) -> None:
    """A date in another order is refused with the right form."""
    with pytest.raises(DateError) as failure:
        parse_date(text)

    assert f"Bedoelde u {meant}?" in failure.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02-30", "2025-02-29", "2025-13", "2025-00", "2025-07-00", "2025-07-32"),
        *("0310", "3000", "1899-12-31", "", "25", "2025-", "2025-07-20-1", "juli 2025"),
        *("2025-07-20T10:00", "31-02-2025", "9" * 5000, "\u0662\u0660\u0662\u0665"),
    ],
)
def test_impossible_dates_are_refused(text: str) -> None:
    """What is no day in the calendar, or no date at all, gives a Dutch reason and a remedy."""
    with pytest.raises(DateError) as failure:
        parse_date(text)

    assert failure.value.what
    assert failure.value.remedy


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    """Reading a date raises nothing but a date error, and a date that was read is written back the same."""
    try:
        found = parse_date(text)
    except DateError:
        return

    assert str(found) == text.strip()


def test_an_interval_that_is_no_month_or_year_is_written_with_both_ends() -> None:
    """Any other stretch shows its first and last day."""
    assert str(Interval(date(2025, 7, 2), date(2025, 7, 9))) == "2025-07-02/2025-07-09"
    assert Interval(date(2025, 7, 2), date(2025, 7, 2)).exact


def test_a_period_is_open_only_when_it_goes_on_without_an_end() -> None:
    """An end that is not stated is not the same as still going on."""
    start = parse_date("2025-07")

    assert Period(start, None, True).is_open
    assert not Period(start, None).is_open
    assert not Period(start, parse_date("2025-08"), True).is_open
    assert Period(start, parse_date("2025-08")).earliest == date(2025, 7, 1)
    assert Period(start, parse_date("2025-08")).latest == date(2025, 8, 31)
    assert Period(None, None, True).earliest is None
    assert Period(None, None, True).latest is None


@pytest.mark.parametrize(
    ("on", "age"),
    [("2025-02-28", 20), ("2025-03-01", 21), ("2024-02-28", 19), ("2024-02-29", 20), ("2026-03-01", 22)],
)
def test_born_on_29_february_the_birthday_is_1_march_in_other_years(on: str, age: int) -> None:
    """In a year without 29 February a year of life is complete on 1 March."""
    born = parse_date("2004-02-29")

    assert age_on(born, parse_date(on)) == (age, age)


def test_a_year_of_birth_gives_a_range_of_ages() -> None:
    """Born in 2010 is 14 or 15 in July 2025, and certainly younger than 18."""
    ages = age_on(parse_date("2010"), parse_date("2025-07"))

    assert ages == (14, 15)
    assert younger_than(ages, 18) is True
    assert younger_than(ages, 15) is None
    assert younger_than(ages, 14) is False


def test_the_day_before_and_the_day_of_the_birthday_differ() -> None:
    """A child is eleven on the day before the twelfth birthday."""
    born = parse_date("2013-07-23")

    assert age_on(born, parse_date("2025-07-20")) == (11, 11)
    assert age_on(born, parse_date("2025-07-23")) == (12, 12)


@given(intervals(), intervals())
def test_ages_are_the_extremes_over_all_days(born: Interval, on: Interval) -> None:
    """The range of ages is what trying every day of birth on every day gives."""
    ages = [birthdays(b, d) for b in (born.first, *days(born)[-3:]) for d in (*days(on)[:3], on.last)]
    every = [birthdays(b, d) for b in days(born)[::7] for d in days(on)[::7]]

    assert age_on(born, on) == (min(ages), max(ages))
    assert age_on(born, on)[0] <= min(every)
    assert age_on(born, on)[1] >= max(every)


@given(BRUTE_DAYS, st.integers(0, 25), st.integers(0, 3))
def test_births_that_fit_an_age_are_exactly_those(on: date, youngest: int, spread: int) -> None:
    """The first and last day of birth fit the age on that day, and the days just outside do not."""
    oldest = youngest + spread
    born = born_from_age(youngest, oldest, Interval(on, on))

    assert birthdays(born.first, on) == oldest
    assert birthdays(born.last, on) == youngest
    assert birthdays(born.first - timedelta(1), on) == oldest + 1
    assert birthdays(born.last + timedelta(1), on) == youngest - 1


@given(BRUTE_DAYS, st.integers(0, 40))
def test_reaching_an_age_agrees_with_counting(born: date, years: int) -> None:
    """On the day that an age is reached it is that age, and the day before one less."""
    day = years_later(born, years)

    assert birthdays(born, day) == years
    assert birthdays(born, day - timedelta(1)) == years - 1


@given(intervals(6), intervals(6))
def test_comparisons_agree_with_every_pair_of_days(left: Interval, right: Interval) -> None:
    """Before, or on or after, is certain only when it holds for every pair of days."""
    pairs = [(a, b) for a in days(left) for b in days(right)]

    assert is_before(left, right) is answer({a < b for a, b in pairs})
    assert is_on_or_after(left, right) is answer({a >= b for a, b in pairs})


@given(intervals(4), intervals(4), st.integers(-6, 12), st.booleans(), st.booleans())
def test_a_period_covers_what_lies_between_its_bounds(
    start: Interval, length: Interval, offset: int, has_start: bool, has_end: bool
) -> None:
    """A date lies in a period if it does for every possible day; a bound not stated does not limit."""
    end = Interval(start.last + timedelta(2), start.last + timedelta(2 + (length.last - length.first).days))
    on = Interval(start.first + timedelta(offset), start.first + timedelta(offset + 2))
    outcomes = {
        (not has_start or s <= d) and (not has_end or d <= e) for s in days(start) for e in days(end) for d in days(on)
    }

    assert covers(start if has_start else None, end if has_end else None, on) is answer(outcomes)
