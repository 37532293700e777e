"""What the seventeenth blind round missed, by the position of the value, and what looks like it and stays."""

MISSED = [
    # names told of elsewhere in the same text
    ("Caller: ZURIELA TAVARONE\nit hits Zuriela daily", "Caller: <NAME>\nit hits <NAME> daily"),
    ("Assigned to: Zuriel Tavarone\nZuriel: retention lowered", "Assigned to: <NAME>\n<NAME>: retention lowered"),
    # names, by their place
    ("2026-10-02 10:11:07 - Zuriel Tavarone (Work notes)\nok", "2026-10-02 10:11:07 - <NAME> (Work notes)\nok"),
    ("log geprüft, erledigt, Tavarone", "log geprüft, erledigt, <NAME>"),
    ("Minuta revisada. Z. Tavarone", "Minuta revisada. <NAME>"),
    ("ack Zuriel 03:12", "ack <NAME> 03:12"),
    (
        "o porteiro Zuriel liberou, the receptionist Moira too",
        "o porteiro <NAME> liberou, the receptionist <NAME> too",
    ),
    ("Zuriel bhai aur team, Moira ko inform kiya", "<NAME> bhai aur team, <NAME> ko inform kiya"),
    ("ускорили, спасибо. Вместе с Кикнадзе проверили", "ускорили, спасибо. Вместе с <NAME> проверили"),
    ("поблагодарить Тиграна Ашотовича", "поблагодарить <NAME>"),
    ("> 06-10-2026 को ज़ूरी टावर ने लिखा:", "> 06-10-2026 को <NAME> ने लिखा:"),
    ("Zuriel Tavarone commented on OPS-1", "<NAME> commented on OPS-1"),
    ("Attendees: Zuriel Tavarone, Moira Haldane", "Attendees: <NAME>"),
    ("Zuriel Tavarone and Ana Lima lost it", "<NAME> and <NAME> lost it"),
    ("preposto: Zuriel Tavarone - z@banco.example", "preposto: <NAME> - <EMAIL>"),
    ("wire to Zuriel Tavarone IBAN DE89 3704 0044 0532 0130 00", "wire to <NAME> IBAN <IBAN>"),
    ("feito, o Nando confere", "feito, o <NAME> confere"),
    # numbers and secrets
    ("one-time code Zgq7@4501. sponsor told", "one-time code <SECRET>. sponsor told"),
    ("письмо на Ленинский пр., 44 и Большая Ордынка, д. 5", "письмо на <ADDRESS> и <ADDRESS>"),
    ("wohnhaft Zum Goldenen Hirsch 12, gesperrt", "wohnhaft <ADDRESS>, gesperrt"),
    # logins
    ("Fails for y.tavarone. Key rotated", "Fails for <LOGIN>. Key rotated"),
    ("Kürzel t1397232. УЗ t1633430.", "Kürzel <LOGIN>. УЗ <LOGIN>."),
    ("(कर्मचारी आईडी tavaronez)", "(कर्मचारी आईडी <LOGIN>)"),
]

KEPT = [
    "Cancelado no SPB mensagem STR0008",
    "Escalonado para: middleware. assigned to storage",
    "Im Ersten Quartal 2026",
    "feito, reiniciado",
    "card sent to China?",
]
