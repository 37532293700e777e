"""What the sixteenth blind round missed, by the position of the value, and what looks like it and stays."""

MISSED = [
    # numbers and secrets
    ("sv nummer 12 210152 V 968 steht", "sv nummer <SSN> steht"),
    ("key: BgEgdbcW5L91W4TxyTmw1DeMr9WobdCgOfO04Ln0", "key: <SECRET>"),
    ("github_\npat_pn4amvTH3YWqgja4RUh8s0", "<SECRET>"),
    ("Matr.\tNome\tSistema\n418822\tZuleima Tavarone\tSINACOR", "Matr.\tNome\tSistema\n<DOCUMENT>\t<NAME>\tSINACOR"),
    ("Ия Лоза, г.р. 12.03.1981", "Ия Лоза, г.р. <BIRTHDATE>"),
    # logins
    ("Kennwort für kavawi im AD zurückgesetzt", "Kennwort für <LOGIN> im AD zurückgesetzt"),
    ("kavawi का AD पासवर्ड", "<LOGIN> का AD पासवर्ड"),
    (
        "неудачный вход kavawi с 10.1.2.3, updated by kavawi on 18 Sep",
        "неудачный вход <LOGIN> с <IP>, updated by <LOGIN> on 18 Sep",
    ),
    ("authentication failure: kavawi (0xC000006A)", "authentication failure: <LOGIN> (0xC000006A)"),
    ("<LOGIN>\nkavawi, senha Banco@2026", "<LOGIN>\n<LOGIN>, senha <SECRET>"),
    ("Reset done for user kavawi, he is back", "Reset done for user <LOGIN>, he is back"),
    # names in small letters, by their place
    ("Good morning zuleima tavarone,\nVPN", "Good morning <NAME>,\nVPN"),
    ("тавароне зулейма, добрый день! сбой", "<NAME>, добрый день! сбой"),
    ("Sr. tavarone, favor ver", "Sr. <NAME>, favor ver"),
    ("done\nRegards,\nzuleima tavarone", "done\nRegards,\n<NAME>"),
    ("Thanks zuleima tavarone, could you check", "Thanks <NAME>, could you check"),
    ("Reporter - zuleima tavarone\nMelder: zuleima tavarone (Kasse)", "Reporter - <NAME>\nMelder: <NAME> (Kasse)"),
    ("caller zuleima says no", "caller <NAME> says no"),
    ("validado com zuleima por telefone", "validado com <NAME> por telefone"),
    ("bitte wibko aus der Kasse fragen", "bitte <NAME> aus der Kasse fragen"),
    ("guys, zuleima asked to restart", "guys, <NAME> asked to restart"),
    ("zuleima: hi\nwibko: hello", "<NAME>: hi\n<NAME>: hello"),
    # names that no list knows
    ("Attn Zuleima Tavarone: VPN", "Attn <NAME>: VPN"),
    (
        "Nome do solicitante Zuleima Tavarone\nLine manager WIBKO AMREIN",
        "Nome do solicitante <NAME>\nLine manager <NAME>",
    ),
    ("Subject: VPN\nZuleima - log attached\nCheers\nWibko", "Subject: VPN\n<NAME> - log attached\nCheers\n<NAME>"),
    ("zu@kasse.example> schrieb:\n> Wibko, Datei fehlt", "<EMAIL>> schrieb:\n> <NAME>, Datei fehlt"),
    (
        "note 09:10 - Wibko from Trade Finance, but Zuleima already did",
        "note 09:10 - <NAME> from Trade Finance, but <NAME> already did",
    ),
    ("contato na empresa é Zuleima Tavarone", "contato na empresa é <NAME>"),
    ("habe mit Zuleima Tavarone gesprochen", "habe mit <NAME> gesprochen"),
    ("branch se Zuleima Tavarone ka call aaya", "branch se <NAME> ka call aaya"),
    ("सुरम्या तवारोने ने रीस्टार्ट किया", "<NAME> ने रीस्टार्ट किया"),
    ("Wolf-Rüdiger Kalb fragt", "<NAME> fragt"),
]
KEPT = [
    "colleague mine said so, customer summary wants access, cliente vip pediu",
    "kunde selbst sagt nein, o colega já disse que sim",
    "OID 2.5.29.17, SNMP 1.3.6.1.2.1.2.2.1.8.24",
    "ledger:4.18.2@sha256:9e107d9d372bb6826bd81d3542a419d6",
    "certificate serial 6E:00:00:01:2B:4F, Order 45000123456789",
    "Обновление 10.2.3.4, серийный номер сертификата 5C:0A:91:77:E2:43",
    "TSO logon IKJ56425I, login failed: timeout (0x80004005)",
    "must change at next logon.\nConfirmed by phone",
    "upgrade 2.13.2 to 10.2.3.4, rollback 10.2.3.3",
    "RACF ने अनुरोध अस्वीकार किया",
    "Requester: Monitoring\nAssigned to: Network Operations\nResponsável: Time de Redes",
    "hi kindly help, urgent\nhallo bitte prüfen, danke\nbom dia acesso negado, citrix",
    "it was declined, closed by automation on 18/09/2026",
]
