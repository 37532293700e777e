"""Tickets that monitoring opened, told by the account that did where the export names no channel."""

from __future__ import annotations

import re

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
_BETWEEN = re.compile(r"[\s\d./\\-]+")


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_BETWEEN.split(plain(text))) - {""}


_TOOL_WORDS, _WATCH_WORDS, _ACCOUNT_WORDS = map(_words_of, (_TOOLS, _WATCH, _ACCOUNT))


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


def _channel(cell: str) -> str | None:
    words = _words_of(cell.split("@")[0])
    watches = words & _WATCH_WORDS and words <= _WATCH_WORDS | _ACCOUNT_WORDS
    return MONITORING if words & _TOOL_WORDS or watches else None
