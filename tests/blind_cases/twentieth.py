"""The twentieth round: ordinary tickets; who did it by an initial, accounts of eight characters, departments."""

from __future__ import annotations

MISSED = [
    # who did it, and who signs
    ("Perfil revogado por T. do Nascimbene. Build 1.2.7", "Perfil revogado por <NAME>. Build 1.2.7"),
    ("MFA refeito por T. Quaglione da Segurança", "MFA refeito por <NAME> da Segurança"),
    ("Last change: GMUD 812571 by T. Quaglione", "Last change: GMUD 812571 by <NAME>"),
    (
        "Neustart ab Schritt 4 durch R. Özmenek. Laufzeit 1153 ms",
        "Neustart ab Schritt 4 durch <NAME>. Laufzeit 1153 ms",
    ),
    ("Entregue. O. Quaglione autorizou a troca", "Entregue. <NAME> autorizou a troca"),
    ("Bridge run by Tavaris Van der Quaal. End", "Bridge run by <NAME>. End"),
    ("my mate Zorbo gets it too", "my mate <NAME> gets it too"),
    ("hab Zorbi schon gefragt", "hab <NAME> schon gefragt"),
    ("Kindly check, Zubina from Audit is waiting", "Kindly check, <NAME> from Audit is waiting"),
    (
        "Ana - parser\nBeatriz - deploy\nZorbo - out until Monday",
        "<NAME> - parser\n<NAME> - deploy\n<NAME> - out until Monday",
    ),
    ("Quaglström, Anna: Dienst lief nicht", "<NAME>, <NAME>: Dienst lief nicht"),
    ("Maria do Socorro ligou", "<NAME> <NAME> ligou"),
    ("у Лёхи тоже, скажи Гене", "у <NAME> тоже, скажи <NAME>"),
    ("Мой сотовый ниже.\nгеннадий", "Мой сотовый ниже.\n<NAME>"),
    ("शाखा प्रबंधक Zubinath Quareli को बताया", "शाखा प्रबंधक <NAME> को बताया"),
    ("ग्राहक सुनयना शेख के खाते से", "ग्राहक <NAME> के खाते से"),
    ("Zubinath ji updated the table", "<NAME> ji updated the table"),
    # accounts
    ("falha do usuário akaltenb a partir de", "falha do usuário <LOGIN> a partir de"),
    ("Dagmar Yıldırım meldet: Konto dyildiri angelegt", "<NAME> meldet: Konto <LOGIN> angelegt"),
    ("ping zorbanov7 on Slack", "ping <LOGIN> on Slack"),
    ("minha chapa é 731520", "minha chapa é <LOGIN>"),
    # numbers and places
    ("दूरभाष सूची: 91-9867467423", "दूरभाष सूची: <PHONE>"),
    ("wohnhaft Uhlandplatz 52, Frankfurt", "wohnhaft <ADDRESS>, Frankfurt"),
    # departments after a name
    ("Samira da Câmbio ajustou", "<NAME> da Câmbio ajustou"),
    ("Osmar do Meios de Pagamento pediu", "<NAME> do Meios de Pagamento pediu"),
]
KEPT = [
    "Hi Cyber Defense, please",
    "avisa o Controle de Produção",
    "login fails on login - 0x80070005",
    "crashes on login - BSOD",
    "libera a porta 389.\n2026-05-03 11:48:29 - fim",
    "imagem pix-api:10.0.16117.2888",
    "App Mobile 10.0.11805.1768",
    "MIRO bloqueada com R. Erro SU01",
    "Fehler in C:\\Users\\Public\\Desktop",
    "users chatting via self-service",
    "you can disconnect from my phone",
    "Машину перезагрузили, Вики обновлена",
    "Actions - chase the vendor",
    "मेरी राय से यह ठीक है",
]
