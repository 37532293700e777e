"""The twenty-fourth round: names in small letters by the words beside them; accounts by their shape."""

from __future__ import annotations

MISSED = [
    ("jörg anrufen 040 1538188, frag nadine oder silke", "<NAME> anrufen <PHONE>, frag <NAME> oder <NAME>"),
    ("zap da ivone (48) 93860-9324 pendente", "zap da <NAME> <PHONE> pendente"),
    ("angefordert von köhler, mareike", "angefordert von <NAME>"),
    ("Danke\nheike a. müller", "Danke\n<NAME>"),
    ("neues postfach für svenja m. zuriel", "neues postfach für <NAME>"),
    ("ящик для павла лебедева как у сергея", "ящик для <NAME> как у <NAME>"),
    ("заявитель морозов с.в. ждёт", "заявитель <NAME> ждёт"),
    ("это кузнецова татьяна павловна из кассы", "это <NAME> из кассы"),
    ("гражданин Воронин Станислав", "гражданин <NAME>"),
    ("frau Schröder rief an, dr braun auch", "frau <NAME> rief an, dr <NAME> auch"),
    ("Austritt RITTER, HANS, sperren", "Austritt <NAME>, sperren"),
    ("viajante Conceição da Teixeira", "viajante <NAME>"),
    ("commit a91f3c7 pushed by ute.hof", "commit a91f3c7 pushed by <LOGIN>"),
    ("quem subiu foi jose.f", "quem subiu foi <LOGIN>"),
    ("eduroam agarwal.y के लिए विफल", "eduroam <LOGIN> के लिए विफल"),
    ("Reiniciei o Tomcat. [gilberto_dam]", "Reiniciei o Tomcat. [<LOGIN>]"),
    ("dar acesso a alistair87 e foi o ana_zur", "dar acesso a <LOGIN> e foi o <LOGIN>"),
    ("у пользователей timur.bondarenko", "у пользователей <LOGIN>"),
    ("cc: uwe; sebastian\nkunde dorothea krüger", "cc: <NAME>; <NAME>\nkunde <NAME>"),
    ("owner is deborah, postfach für kevin", "owner is <NAME>, postfach für <NAME>"),
    ("chip do debora, прошу дать оксане доступ", "chip do <NAME>, прошу дать <NAME> доступ"),
    ("логин pppoe n.petrenko", "логин pppoe <LOGIN>"),
    ("iban D E 2 8   2 1 1 0   3 8 1 4   3 2 7 8   7 5 2 1   8 7 ok", "iban <IBAN> ok"),
    ("passwort vorläufig berg-wolke-97", "passwort vorläufig <SECRET>"),
    ("o maria do fiscal sem acesso", "o <NAME> do fiscal sem acesso"),
    ("siobhan in tax has no access", "<NAME> in tax has no access"),
    ("to say callum left. disable ute.h", "to say <NAME> left. disable <LOGIN>"),
    ("anruf von herrn zuriel, sieht nichts", "anruf von herrn <NAME>, sieht nichts"),
    ("пациент, 21/12/1952 г.р.", "пациент, <BIRTHDATE>."),
]

KEPT = [
    "curl https://api-uat.pay.local/ falha",
    "com ana01 e maria-srv, by marcos-vm, para julia-web02",
    "Teams: ID da reunião: 284 551 903 12",
    "Ingenico seriennr 9920113344, серийный 9920113344, सीरियल 9920113344",
    "patch HCM 6.10.4.82",
    "User: svc_backup",
    "wifi password for Baker Street branch; Heinrich Heine GmbH; adds Amelia chatbot",
    "restart for node.exporter, para julia.prod, by e.message as s.length, by seller copy, ana_vm, oscar_db",
    "Chatbots Emma, Clara und Linda; Nelson House; Flügel Luise; Leroy Merlin",
    "prorrogado para março, entrega do marco 2; für ernst nehmen; надо для веры, у романа",
    "документов т.е. файлов и т.д., готов и.о. директора",
]
