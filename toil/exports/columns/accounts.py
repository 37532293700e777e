"""Accounts that are no people: of monitoring, which opens tickets, and of automation, which resolves them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.values import map_distinct
from toil.exports.layouts.plain import plain
from toil.privacy.words import read_people

MONITORING = "monitoring"
_TOOLS = """
zabbix nagios icinga prtg checkmk centreon dynatrace appdynamics grafana prometheus alertmanager datadog solarwinds
zenoss scom opsgenie pagerduty newrelic instana opsview netcool truesight
"""
_WATCH = "monitoring monitor monitoramento monitoração überwachung мониторинг निगरानी"
_ACCOUNT = """
svc srv svr service usr user sys system sistema integration integração api bot robô robot tool conta account
dienst konto techuser technical técnica técnico servidor prod prd runner worker engine platform plattform plataforma
workflow servicenow jira система сервис служба служебная техническая учетная запись платформа खाता सेवा
"""
_NAMED = "robot robô robo roboter bot chatbot робот робота бот чатбот रोबोट बॉट"
"""What may bear a given name (``Bia Bot``); with the name of a tool or a team it is a person's (``Ana (RPA)``)."""
_ROBOTS = f"""{_NAMED}
rpa рпа आरपीए uipath blueprism workfusion robocorp ansible awx rundeck stackstorm ayehu automationedge
automationanywhere powerautomate
"""
_TWO_WORDS = (
    "blue prism", "automation anywhere", "power automate", "automation for jira", "virtual agent", "digital worker",
    "robotic worker", "assistente virtual", "virtueller assistent", "виртуальный ассистент", "auto resolver",
    "auto resolve", "auto remediation", "auto heal", "self heal", "self healing",
)  # fmt: skip
_AUTOMATION = """
automation automação automatização automatisierung автоматизация автоматизации स्वचालन orchestrator orchestration
orquestrador orquestração orchestrierung оркестратор robotic robotics robótica robotização robotik robotisierung
роботизация роботизации
"""
_PEOPLE = """
equipe time team squad célula núcleo grupo group gruppe abteilung bereich suporte support analista analyst coordenação
gerência desk mesa central sustentação operação operations betrieb entwicklung отдел группа команда टीम
gerente manager lead líder leiter leiterin leitung teamleiter coordenador coordinator koordination especialista
specialist engenheiro engineer desenvolvedor desenvolvimento developer dev entwickler entwicklerin инженер разработчик
аналитик администратор руководитель сектор consultor consultant berater admin admins administrador administrator
architect arquiteto owner sme coe betreuung estagiário trainee referat fila queue
"""
_BETWEEN = re.compile(r"[\s\d./\\-]+")
_HUMP = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][^\W\d_A-ZА-ЯЁ])")
_LONG = 6
"""Letters from which a robot's name is found inside a longer word: ``Softwareroboter``, ``srvuipath``."""


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_BETWEEN.split(plain(text))) - {""}


_TOOL_WORDS, _WATCH_WORDS, _ACCOUNT_WORDS = map(_words_of, (_TOOLS, _WATCH, _ACCOUNT))
_ROBOT_WORDS, _AUTOMATION_WORDS, _PEOPLE_WORDS = map(_words_of, (_ROBOTS, _AUTOMATION, _PEOPLE))
_NAMED_WORDS = _words_of(_NAMED)
_INSIDE = tuple(sorted(word for word in _ROBOT_WORDS if len(word) >= _LONG))
_GLUED = re.compile(f"(?:{'|'.join(_ACCOUNT_WORDS)})+(?:{'|'.join(_ROBOT_WORDS)})|rpa(?:{'|'.join(_ACCOUNT_WORDS)})")


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


def automated_by(
    resolvers: pa.ChunkedArray | pa.Array, accounts: Sequence[str] = (), people: Sequence[str] = ()
) -> pa.Array:
    """Return for each of *resolvers* whether it is an account of automation; null where nobody is named.

    It is one of *accounts* and none of *people*; or it has a robot's or an orchestrator's name among its words
    (``rpa_cadastro_02``, ``PasswordResetBot``, ``Softwareroboter``), or words for automation and for accounts only
    (``svc.automacao``): "Equipe de Automação", "Time RPA" and "Ana (RPA)" are people. "System" is none, since it
    closes what people resolved.
    """
    own, others = frozenset(map(plain, accounts)), frozenset(map(plain, people))

    def told(cell: str) -> str:
        if (name := plain(cell)) in own | others:
            return "robot" if name in own else "person"
        return "robot" if _is_robot(cell) else "person"

    kinds = map_distinct(pa.chunked_array([resolvers.cast(pa.string())]), told)
    return pc.equal(kinds.cast(pa.string()), "robot")


def _channel(cell: str) -> str | None:
    words = _words_of(cell.split("@")[0])
    watches = words & _WATCH_WORDS and words <= _WATCH_WORDS | _ACCOUNT_WORDS
    return MONITORING if words & _TOOL_WORDS or watches else None


def _is_robot(cell: str) -> bool:
    name = cell.split("@")[0]
    spellings = [[word for word in _BETWEEN.split(plain(each)) if word] for each in (name, _HUMP.sub(" ", name))]
    if any(_PEOPLE_WORDS & {*said} or _is_named(said) for said in spellings):
        return False
    return any(_says_robot(frozenset(said), " ".join(said)) for said in spellings)


def _is_named(said: list[str]) -> bool:
    return bool(said) and said[0] in read_people().given and not _NAMED_WORDS & {*said}


def _says_robot(words: frozenset[str], text: str) -> bool:
    by_words = words & _AUTOMATION_WORDS and words <= _AUTOMATION_WORDS | _ACCOUNT_WORDS
    inside = any(part in word for word in words for part in _INSIDE) or any(map(_GLUED.fullmatch, words))
    return bool(words & _ROBOT_WORDS or by_words or inside or any(tool in text for tool in _TWO_WORDS))
