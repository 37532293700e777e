"""Accounts that are no people: of monitoring, which opens tickets, and of automation, which resolves them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.values import map_distinct
from toil.exports.layouts.plain import plain

MONITORING = "monitoring"
_TOOLS = """
zabbix nagios icinga prtg checkmk centreon dynatrace appdynamics grafana prometheus alertmanager datadog solarwinds
zenoss scom opsgenie pagerduty newrelic instana opsview netcool truesight
"""
_WATCH = "monitoring monitor monitoramento monitoração überwachung мониторинг निगरानी"
_ACCOUNT = """
svc srv svr service usr user sys system sistema integration integração api bot robô robot tool conta account
"""
_ROBOTS = """
robot robô robo bot chatbot rpa робот бот чатбот रोबोट बॉट uipath blueprism workfusion robocorp ansible awx rundeck
stackstorm ayehu automationedge automationanywhere powerautomate
"""
_TWO_WORDS = ("blue prism", "automation anywhere", "power automate", "automation for jira")
_AUTOMATION = """
automation automação automatização automatisierung автоматизация स्वचालन orchestrator orchestration orquestrador
orquestração orchestrierung оркестратор
"""
_PEOPLE = """
equipe time team squad célula núcleo grupo group gruppe abteilung bereich suporte support analista analyst coordenação
gerência desk mesa central sustentação operação operations betrieb entwicklung отдел группа команда टीम
gerente manager lead líder leiter coordenador especialista specialist engenheiro engineer desenvolvedor developer
инженер fila queue
"""
_BETWEEN = re.compile(r"[\s\d./\\-]+")


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_BETWEEN.split(plain(text))) - {""}


_TOOL_WORDS, _WATCH_WORDS, _ACCOUNT_WORDS = map(_words_of, (_TOOLS, _WATCH, _ACCOUNT))
_ROBOT_WORDS, _AUTOMATION_WORDS, _PEOPLE_WORDS = map(_words_of, (_ROBOTS, _AUTOMATION, _PEOPLE))


def channels_of(
    channels: pa.ChunkedArray | pa.Array | None, requesters: pa.ChunkedArray | pa.Array
) -> tuple[pa.ChunkedArray | pa.Array | None, int]:
    """Return *channels*, monitoring where there is none and one of its accounts asked, and how many rows that are.

    Such an account has a tool's name among its words (``svc_zabbix``), or words for monitoring and for accounts only
    (``usr.monitoramento``): "Equipe de Monitoramento" are people. None where nothing tells a channel.
    """
    told = map_distinct(pa.chunked_array([requesters.cast(pa.string())]), _channel).cast(pa.string())
    if channels is None:
        return (told.dictionary_encode() if told.null_count < len(told) else None), len(told) - told.null_count
    both = pc.coalesce(channels.cast(pa.string()), told)
    return both.dictionary_encode(), channels.null_count - both.null_count


def automated_by(resolvers: pa.ChunkedArray | pa.Array, accounts: Sequence[str] = ()) -> pa.Array:
    """Return for each of *resolvers* whether it is an account of automation; null where nobody is named.

    It is one of *accounts*; or it has a robot's or an orchestrator's name among its words (``rpa_cadastro_02``), or
    words for automation and for accounts only (``svc.automacao``): "Equipe de Automação" and "Time RPA" are people.
    "System" is none, since it closes what people resolved.
    """
    own = frozenset(map(plain, accounts))

    def told(cell: str) -> str:
        return "robot" if plain(cell) in own or _is_robot(cell) else "person"

    kinds = map_distinct(pa.chunked_array([resolvers.cast(pa.string())]), told)
    return pc.equal(kinds.cast(pa.string()), "robot")


def _channel(cell: str) -> str | None:
    words = _words_of(cell.split("@")[0])
    watches = words & _WATCH_WORDS and words <= _WATCH_WORDS | _ACCOUNT_WORDS
    return MONITORING if words & _TOOL_WORDS or watches else None


def _is_robot(cell: str) -> bool:
    name = cell.split("@")[0]
    words = _words_of(name)
    if words & _PEOPLE_WORDS:
        return False
    by_words = words & _AUTOMATION_WORDS and words <= _AUTOMATION_WORDS | _ACCOUNT_WORDS
    return bool(words & _ROBOT_WORDS or by_words or any(tool in plain(name) for tool in _TWO_WORDS))
