"""The tests that rules name: each takes the value found and the text before it, and says whether to mask."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from toil.privacy import accounts, addresses, codes, credentials, documents, domains, logins, passwords, phones

Check = Callable[[str, str], bool]

_REMEMBERED = 1 << 12


def _remembered(checks: dict[str, Check]) -> dict[str, Check]:
    """Return *checks*, which look at words around a value, so that what is said again and again is judged once."""
    return {name: lru_cache(_REMEMBERED)(check) for name, check in checks.items()}


PHRASES = _remembered(
    {
        "announced password": passwords.is_announced_password,
        "bracketed password": passwords.is_bracketed_password,
        "changed password": passwords.is_changed_password,
        "following password": passwords.is_following_password,
        "network key": passwords.is_network_key,
        "next password": passwords.is_next_password,
        "one-time code": codes.is_one_time_code,
        "paired password": passwords.is_paired_password,
        "password before its word": passwords.is_password_before_its_word,
    }
)
"""Checks that look for a whole phrase before a value."""

CHECKS = (
    PHRASES
    | _remembered(
        {
            "bare key": credentials.is_bare_key,
            "inner sign": credentials.has_inner_sign,
            "loose key": credentials.is_loose_key,
            "made-up password": credentials.is_made_up,
            "mixed key": credentials.is_mixed_key,
            "mixed run": credentials.is_mixed_run,
            "password": credentials.is_password,
            "odd": passwords.is_odd_password,
            "qualified password": passwords.is_qualified_password,
            "reset to": passwords.is_reset_to,
            "lock code": codes.is_lock_code,
            "random run": credentials.is_random_run,
            "rest of a key": credentials.is_rest_of_key,
            "secret": credentials.is_secret,
            "strong password": credentials.is_strong_password,
            "told password": credentials.is_told_password,
            "acting login": logins.is_acting_login,
            "beside a name": logins.is_beside_name,
            "cell login": logins.is_cell_login,
            "domain login": domains.is_domain_login,
            "home": logins.is_home,
            "listed login": logins.is_machineless_login,
            "login": logins.is_login,
            "login of a name": logins.is_of_name,
            "own login": logins.is_own_login,
            "owned login": logins.is_owned_login,
            "paired login": logins.is_paired_login,
            "personal login": accounts.is_personal_login,
            "stray login": logins.is_stray_login,
            "given login": logins.is_given_login,
            "signing login": logins.is_signing_login,
            "told login": logins.is_told_login,
            "cell password": passwords.is_cell_password,
        }
    )
    | {
        "address with a user": addresses.has_user,
        "broken address": addresses.is_broken,
        "has a letter": addresses.has_letter,
        "hardware address": addresses.is_hardware_address,
        "at a host": addresses.is_at_host,
        "ipv4": addresses.is_ipv4,
        "ipv6": addresses.is_ipv6,
        "aadhaar": documents.is_aadhaar,
        "account": documents.is_account,
        "bare document": documents.is_bare_document,
        "begins there": documents.begins_there,
        "card": documents.is_card,
        "cell number": documents.is_cell_number,
        "grouped card": documents.is_grouped_card,
        "cell birth": documents.is_birth_cell,
        "cnpj": documents.is_cnpj,
        "cpf": documents.is_cpf,
        "no meeting": documents.is_no_meeting,
        "iban": documents.is_iban,
        "identity card": documents.is_identity_card,
        "inn": documents.is_inn,
        "plate": documents.is_plate,
        "labelled plate": documents.is_labelled_plate,
        "register": documents.is_register_number,
        "renavam": documents.is_renavam,
        "serial of a phone": documents.is_phone_serial,
        "steuer id": documents.is_steuer_id,
        "bare phone": phones.is_bare_phone,
        "brazilian mobile": phones.is_brazilian_mobile,
        "broken phone": phones.is_broken_phone,
        "dialled": phones.is_dialled,
        "no case": phones.is_no_case,
        "not of a slip": phones.is_not_of_slip,
        "digit by digit": phones.is_digit_by_digit,
        "marked mobile": phones.is_marked_mobile,
        "pairs": phones.is_phone_in_pairs,
        "phone": phones.is_phone,
    }
)
