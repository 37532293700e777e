"""The desk of a real incident log against plain SQL over the same file (DuckDB); skipped where either is absent.

The SQL knows nothing of this package: it reads the CSV, takes the last row of each incident, and counts.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from export_studies import KEY
from ticket_tables import place

from toil.exports import load_exports
from toil.schema import empty
from toil.settings import Slo, read_study
from toil.workload import BusinessHours, link_changes, survey_desk

pytestmark = pytest.mark.slow

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not here: pip install -e '.[dev]'")

ZONE = ZoneInfo("America/Sao_Paulo")
MONTHS = ["2016-02", "2016-03", "2016-04", "2016-05"]
STUDY = Path(__file__).parents[2] / "examples" / "uci"

# Summer time in São Paulo: an incident that was opened before it and ended in it took an hour less than clocks show.
SUMMER = "(ended >= TIMESTAMP '2016-10-16' AND ended < TIMESTAMP '2017-02-19')::INT"
TABLES = """
CREATE TABLE raw AS
SELECT number, row_number() OVER () AS line, nullif(assignment_group, '?') AS grp, incident_state AS state,
       try_strptime(sys_updated_at, '%d/%m/%Y %H:%M') AS updated, try_strptime(opened_at, '%d/%m/%Y %H:%M') AS opened,
       coalesce(try_strptime(resolved_at, '%d/%m/%Y %H:%M'), try_strptime(closed_at, '%d/%m/%Y %H:%M')) AS ended,
       made_sla = 'true' AS met, reopen_count::INT AS reopens, reassignment_count::INT AS handed,
       left(priority, 1) AS priority, lower(contact_type) AS channel, nullif(subcategory, '?') AS pattern,
       nullif(resolved_by, '?') AS resolver, nullif(rfc, '?') AS change
FROM read_csv('{path}', all_varchar = true, header = true);

CREATE TABLE tickets AS
SELECT *, strftime(opened, '%Y-%m') AS month,
       date_diff('minute', opened, ended) / 60.0 - {summer} AS hours
FROM (SELECT *, row_number() OVER (PARTITION BY number ORDER BY updated DESC, line DESC) AS place FROM raw)
WHERE place = 1 AND grp IN ({groups});

CREATE TABLE moves AS
SELECT * FROM (
  SELECT r.number, t.month, r.grp AS to_group, lag(r.grp) OVER w AS from_group
  FROM raw r JOIN tickets t USING (number) WHERE r.grp IS NOT NULL
  WINDOW w AS (PARTITION BY r.number ORDER BY r.updated, r.line)
) WHERE from_group IS NOT NULL AND from_group <> to_group;
"""


@pytest.fixture(scope="module")
def log(shared_data):
    path = shared_data / "uci_incident_event_log.csv.gz"
    if not path.exists():
        pytest.skip(f"the incident log is not here: {path.name} in the folder of TOIL_SHARED_DATA")
    return path


@pytest.fixture(scope="module")
def sql(log):
    study = read_study(STUDY)
    groups = ", ".join(f"'{group.name}'" for squad in study.squads.values() for group in squad.groups)
    database = duckdb.connect()
    database.execute("SET threads = 1")
    database.execute(TABLES.format(path=log, groups=groups, summer=SUMMER))
    return lambda query: database.execute(query).fetchall()


@pytest.fixture(scope="module")
def intake(log):
    study = read_study(STUDY)
    exports = study.exports.model_copy(update={"files": (str(log),)})
    return load_exports(study.model_copy(update={"exports": exports}), KEY)


@pytest.fixture(scope="module")
def desk(intake):
    placed = place(intake.tickets, intake.tickets["subcategory"])
    return survey_desk(
        intake.tickets, placed, intake.ticket_events, empty("ticket_effort"), months=MONTHS, zone=ZONE,
        calendar=BusinessHours(zone=ZONE), slo=Slo(resolve_hours=24, resolve_target=0.5, quality_target=0.5),
        capacity_hours=None,
    )  # fmt: skip


def rows(table: pd.DataFrame) -> list[tuple]:
    """Return *table* as SQL would: null is None, numbers to nine digits."""
    return [
        tuple(None if pd.isna(v) else round(v, 9) if isinstance(v, float) else v for v in row)
        for row in table.itertuples(index=False)
    ]


def rounded(found: list[tuple]) -> list[tuple]:
    return [tuple(round(float(v), 9) if isinstance(v, float) else v for v in row) for row in found]


def test_there_is_enough_to_compare(sql, intake):
    ((tickets, ended),) = sql("SELECT count(*), count(ended) FROM tickets")
    assert len(intake.tickets) == tickets == ended == 13_207


@pytest.mark.parametrize("dimension", ["priority", "channel"])
def test_volumes(sql, desk, dimension):
    expected = sql(f"SELECT month, {dimension}, count(*) FROM tickets GROUP BY ALL ORDER BY ALL")
    found = desk["volumes"].query("dimension == @dimension and tickets > 0")
    assert rows(found[["month", "value", "tickets"]]) == expected


def test_arrivals(sql, desk):
    expected = sql("SELECT month, isodow(opened), hour(opened), count(*) FROM tickets GROUP BY ALL ORDER BY ALL")
    found = desk["arrivals"].query("tickets > 0")
    assert rows(found[["month", "weekday", "hour", "tickets"]]) == expected


def test_hours_to_resolve(sql, desk):
    """The log is of closed incidents, so nothing is censored and Kaplan-Meier is the rank that SQL counts."""
    expected = sql("""
        SELECT month, count(*), min(hours) FILTER (below >= 0.5), min(hours) FILTER (below >= 0.9), avg(hours)
        FROM (SELECT month, hours, cume_dist() OVER (PARTITION BY month ORDER BY hours) AS below
              FROM tickets WHERE hours >= 0)
        GROUP BY month ORDER BY month""")
    found = desk["durations"].query("measure == 'resolve' and clock == 'elapsed' and kind == 'all'")
    assert found["open"].sum() == 0
    names = ["month", "ended", "median_hours", "p90_hours", "mean_hours"]
    assert rows(found[names].query("ended > 0")) == rounded(expected)
    backward = sql("SELECT month, count(*) FILTER (hours < 0) FROM tickets GROUP BY month ORDER BY month")
    assert rows(found[["month", "backward"]]) == backward


def test_business_hours_to_resolve(sql, desk):
    """Day by day, what of each weekday's nine to six lies between opened and ended."""
    expected = sql("""
        WITH days AS (SELECT month, number, opened, ended, hours,
                             unnest(generate_series(date_trunc('day', opened), ended, INTERVAL 1 DAY)) AS day
                      FROM tickets WHERE hours >= 0),
             worked AS (SELECT month, number, sum(CASE WHEN isodow(day) <= 5 THEN greatest(0, date_diff('minute',
                                 greatest(opened, day + INTERVAL 9 HOUR), least(ended, day + INTERVAL 18 HOUR)))
                                 ELSE 0 END) / 60.0 AS hours
                        FROM days GROUP BY month, number)
        SELECT month, count(*), min(hours) FILTER (below >= 0.5), min(hours) FILTER (below >= 0.9), avg(hours)
        FROM (SELECT month, hours, cume_dist() OVER (PARTITION BY month ORDER BY hours) AS below FROM worked)
        GROUP BY month ORDER BY month""")
    found = desk["durations"].query("measure == 'resolve' and clock == 'business' and kind == 'all'")
    names = ["month", "ended", "median_hours", "p90_hours", "mean_hours"]
    assert rows(found[names].query("ended > 0")) == rounded(expected)


def test_service_levels(sql, desk):
    counts = "count(*), count(met), count(*) FILTER (met), count(*) FILTER (met AND reopens = 0)"
    expected = sql(f"SELECT month, priority, {counts} FROM tickets GROUP BY ALL ORDER BY ALL")
    found = desk["service_levels"].query("priority != 'all' and tickets > 0")
    assert rows(found[["month", "priority", "tickets", "judged", "met", "kept"]]) == expected
    ((attainment, in_fact),) = sql("SELECT avg(met::INT), avg((met AND reopens = 0)::INT) FROM tickets")
    every = desk["service_levels"].query("priority == 'all'")
    assert every["met"].sum() / every["judged"].sum() == pytest.approx(attainment)
    assert every["kept"].sum() / every["known"].sum() == pytest.approx(in_fact)
    assert (round(attainment, 3), round(in_fact, 3)) == (0.716, 0.713)


def test_backlog(sql, desk):
    found = desk["backlogs"].set_index("month")
    ((last,),) = sql("SELECT max(greatest(opened, ended, updated)) FROM tickets")
    for month in MONTHS:
        start = pd.Timestamp(f"{month}-01")
        following = start + pd.offsets.MonthBegin()
        moment = min(following, last)
        expected = sql(f"""
            SELECT count(*) FILTER (month = '{month}'),
                   count(*) FILTER (ended >= TIMESTAMP '{start}' AND ended < TIMESTAMP '{following}'),
                   count(*) FILTER (opened <= TIMESTAMP '{moment}' AND ended > TIMESTAMP '{moment}'),
                   count(*) FILTER (opened <= TIMESTAMP '{moment}' AND ended > TIMESTAMP '{moment}'
                                    AND opened < TIMESTAMP '{moment}' - INTERVAL 30 DAY)
            FROM tickets""")
        assert tuple(found.loc[month, ["opened", "ended", "open", "open_over_30_days"]]) == expected[0], month


def test_hand_offs(sql, desk):
    expected = sql("""SELECT month, from_group, to_group, count(*), count(DISTINCT number) FROM moves
                      GROUP BY ALL ORDER BY ALL""")
    names = ["month", "from_group", "to_group", "moves", "tickets"]
    assert rows(desk["handoffs"][names]) == expected
    assert sum(row[3] for row in expected) == 8_653


def test_handed_on_and_back_again(sql, desk):
    expected = sql("""
        WITH trail AS (SELECT number, count(*) AS moves FROM moves GROUP BY number),
             first AS (SELECT number, arg_min(grp, (updated, line)) AS grp FROM raw WHERE grp IS NOT NULL GROUP BY 1),
             stays AS (SELECT number, to_group AS grp FROM moves UNION ALL FROM first),
             back AS (SELECT number, count(*) > count(DISTINCT grp) AS back FROM stays GROUP BY number),
             several AS (SELECT number FROM raw GROUP BY number HAVING count(*) > 1),
             facts AS (SELECT t.month, greatest(t.handed, coalesce(trail.moves, 0)) AS moves,
                              coalesce(back, false) AS back,
                              several.number IS NOT NULL AND coalesce(trail.moves, 0) >= t.handed AS trailed
                       FROM tickets t LEFT JOIN trail USING (number) LEFT JOIN back USING (number)
                                      LEFT JOIN several USING (number))
        SELECT month, count(*), count(*) FILTER (moves >= 1), count(*) FILTER (moves >= 2), sum(moves)::INT,
               count(*) FILTER (trailed), count(*) FILTER (trailed AND back)
        FROM facts GROUP BY month ORDER BY month""")
    names = ["month", "known", "handed", "handed_twice", "moves", "trailed", "returned"]
    assert rows(desk["handoff_months"][names]) == expected


def test_knowledge(sql, desk):
    expected = sql("""
        SELECT pattern, sum(n)::INT, count(*), sum(n * (n - 1)) / (sum(n) * (sum(n) - 1))
        FROM (SELECT pattern, resolver, count(*) AS n FROM tickets WHERE resolver IS NOT NULL AND pattern IS NOT NULL
              GROUP BY ALL)
        GROUP BY pattern HAVING sum(n) >= 10 ORDER BY pattern""")
    found = desk["knowledge"].dropna(subset="concentration")
    assert rows(found[["pattern_id", "known", "resolvers", "concentration"]]) == rounded(expected)
    assert len(expected) > 20


def test_recurring_days(sql, desk):
    expected = sql("""SELECT pattern, count(*), count(DISTINCT opened::DATE), count(DISTINCT month) FROM tickets
                      WHERE pattern IS NOT NULL GROUP BY pattern HAVING count(DISTINCT opened::DATE) >= 3
                      ORDER BY pattern""")
    found = desk["recurring"].query("basis == 'pattern'").sort_values("name")
    assert rows(found[["name", "incidents", "days", "months"]]) == expected


def test_indicators(sql, desk):
    resolve, quality = sql("""
        SELECT count(*) FILTER (hours >= 0), count(*) FILTER (hours BETWEEN 0 AND 24) FROM tickets
        UNION ALL SELECT count(met), count(*) FILTER (met AND reopens = 0) FROM tickets""")
    window = desk["slis"].query("period == 'window'").set_index("indicator")
    assert tuple(window.loc["resolve", ["valid", "good"]]) == resolve
    assert tuple(window.loc["quality", ["valid", "good"]]) == quality


def test_the_link_to_changes_is_silent_here(sql, intake):
    """The log holds no change, and few of its incidents name one: nothing to hold against, so nothing is said."""
    placed = place(intake.tickets, intake.tickets["subcategory"])
    ((named, of),) = sql("SELECT count(change), count(*) FROM tickets")
    assert intake.tickets["change_id"].notna().sum() == named < 0.01 * of
    assert not np.any(intake.tickets["kind"] == "change")
    assert link_changes(intake.tickets, placed, months=MONTHS, zone=ZONE).empty
