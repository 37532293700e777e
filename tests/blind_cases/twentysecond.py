"""The twenty-second round: names in capitals and in Hindi fields; codes of meetings; a card of a directory; paths."""

from __future__ import annotations

MISSED = [
    ("Kunde KONRAD WEIDENFELLER bekam sie nicht", "Kunde <NAME> bekam sie nicht"),
    ("porteiro OSVALDO tel +5562979292360 .", "porteiro <NAME> tel <PHONE> ."),
    ("Rückfragen: 0151 68231957 (ROSWITHA)", "Rückfragen: <PHONE> (<NAME>)"),
    ("deu erro, debtor TREVOR O'KEEFFE; ok", "deu erro, debtor <NAME>; ok"),
    ("givenName: ZOE", "givenName: <NAME>"),
    ("cn: Hugo Tavarone\nsn: TAVARONE", "cn: <NAME>\nsn: <NAME>"),
    ("Organizer: WYATT TAVARONE", "Organizer: <NAME>"),
    ("LIEFERN AN: Kunigunde Tavarone\nTor 3", "LIEFERN AN: <NAME>\nTor 3"),
    ("Подтвердила Надежда Ильина вчера", "Подтвердила <NAME> вчера"),
    ("असाइनी: शेफ़ाली खन्ना", "असाइनी: <NAME>"),
    ("आयोजक: फ़ातिमा दुबे", "आयोजक: <NAME>"),
    ("हो गया। धन्यवाद, Venkatesh Dubey।", "हो गया। धन्यवाद, <NAME>।"),
    ("Zoom ID: 892 4471 0032 पासकोड: 433459", "Zoom ID: 892 4471 0032 पासकोड: <SECRET>"),
    ("Meeting-ID: 892 4471 0032 Kenncode: 831073", "Meeting-ID: 892 4471 0032 Kenncode: <SECRET>"),
    ("кодовое слово GISz$QOMuf2, перезвонить", "кодовое слово <SECRET>, перезвонить"),
    ("BEGIN:VCARD\nN:Tavarone;Zuriel;;;\nEND:VCARD", "BEGIN:VCARD\nN:<NAME>;;;\nEND:VCARD"),
    ("GET /v1/companies/11444777000161", "GET /v1/companies/<CNPJ>"),
    ("PS> Get-ADUser ztavarone -Properties *", "PS> Get-ADUser <LOGIN> -Properties *"),
    ("user abc / TS28rclr*81", "user abc / <SECRET>"),
    ("windscreen, reg KJ13 JEP.", "windscreen, reg <PLATE>."),
    ("apagar: 805.732.428-79 756.006.357-88 262.460.571-10", "apagar: <CPF> <CPF> <CPF>"),
]

KEPT = [
    "Access denied (using password: YES) at boot",
    "servidor SOFIA PRODUCAO caiu",
    "o job MARIA BATCH falhou",
    "client_secret: <SECRET>\nWeiterleitung auf dbsap12:636 liefert nichts",
    "token=<SECRET>\nкоммит ba204d1d9b3c1743215b663d3dbe1dae4b56092be4b23d00de1f3b5138719e1a",
    "senha trocada no canal #suporte-n2",
    "Herr <NAME> (Wagenknecht) braucht SAP SE38",
    "आपका OTP कोड नहीं आया",
    "quem pediu",
]
