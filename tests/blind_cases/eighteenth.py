"""What the eighteenth blind round missed, by the position of the value, and what looks like it and stays."""

MISSED = [
    # names, by their place
    ("Acompanhamento - Zuriel Tavarone - 14-01-2026 15:32\nok", "Acompanhamento - <NAME> - 14-01-2026 15:32\nok"),
    (
        "Bitte folgende Kollegen berechtigen:\nTavarone, Zuriel\nHaldane, Moira",
        "Bitte folgende Kollegen berechtigen:\n<NAME>",
    ),
    ("Rückmeldung von Zuriel positiv", "Rückmeldung von <NAME> positiv"),
    (
        "Gesperrt in OSPlus durch Ali Kaya. gesperrt durch Zuriel.",
        "Gesperrt in OSPlus durch Ali Kaya. gesperrt durch <NAME>.",
    ),
    ("Zuriel confirmed it was lost", "<NAME> confirmed it was lost"),
    ("позвонил Зурии, ноутбук сдать Зурию Таваронову", "позвонил <NAME>, ноутбук сдать <NAME>"),
    ("печку заменил Тавароне, готово", "печку заменил <NAME>, готово"),
    ("ज़ूरी ने टोनर बदला", "<NAME> ने टोनर बदला"),
    ("cabo, Zuriel ne receive kiya", "cabo, <NAME> ne receive kiya"),
    ("Buddy: Zuriel Tavarone", "Buddy: <NAME>"),
    ("Saindo: Ana Lima / Zuriel Tavarone", "Saindo: <NAME> / <NAME>"),
    ("fale com Midori ou Ayşe, дайте доступ Дамиру", "fale com <NAME> ou <NAME>, дайте доступ <NAME>"),
    ("A Ana da Cibersegurança e o Davi da Gestão", "A <NAME> da Cibersegurança e o <NAME> da Gestão"),
    # numbers
    ("adicional 4250.XXXX.XXXX.0349 e 547288******8845", "adicional <CARD> e <CARD>"),
    ("Krankenversichertennummer F957187153", "Krankenversichertennummer <DOCUMENT>"),
    ("ОГРН 1071188841459", "ОГРН <INN>"),
    ("meu ramal 4793, вн. доб. нет", "meu ramal <PHONE>, вн. доб. нет"),
    ("Rückfragen 069 42 01 72 17", "Rückfragen <PHONE>"),
    ("Refund to 59-55-71 / 94436407", "Refund to <ACCOUNT>"),
    ("NI XS 73 49 94 C", "NI <SSN>"),
    (
        "may I take your date of birth and postcode? 1962-01-20, SW2 9NF",
        "may I take your date of birth and postcode? <BIRTHDATE>, <ADDRESS>",
    ),
    ("account 15257198442, HDFC0317630", "account <ACCOUNT>, <ACCOUNT>"),
    ("Lieferung: Hinterm Deich 73, 16079 Bremen", "Lieferung: <ADDRESS>"),
    ("Адрес: 478242, г. Самара, ул. Чапаева, д. 4", "Адрес: <ADDRESS>"),
    # logins
    ("Att,\nZuriel Tavarone\nF6121446 | Mesa", "Att,\n<NAME>\n<LOGIN> | Mesa"),
]

KEPT = [
    "a fila da Cibersegurança, a Gestão de Viagens",
    "DDR4 8GB, slot M2 1TB, model SW2 9NF",
    "patch of 26-11-28 / build 9443",
    "Backup - Servidor Central - 14-01-2026",
    "ramal 4471 sem tom, ext 2292 dead",
    "blocked by Forcepoint, Windows confirmed",
]
