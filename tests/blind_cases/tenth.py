"""What the tenth blind round missed, by the position of the value, and what looks like it and stays."""

MISSED = [
    # a line end within a number or an address, as text and as HTML, with spaces about it
    ("IP 10.216.\n16.180 caiu", "IP <IP> caiu"),
    ("IP 192.168.3\n4.234 caiu", "IP <IP> caiu"),
    ("host 2001:db8:a45\n9:e8e9::62 down", "host <IP> down"),
    ("host 2001:db8:b45a:f0c0::80 down", "host <IP> down"),
    ("host fe80::<br/>5c5b:257a:8c72:167a down", "host <IP> down"),
    ("MAC 1E:15:8E:73:1E:\nB0 bloqueado", "MAC <MAC> bloqueado"),
    ("MAC b90a.e25f. \n 8379 bloqueado", "MAC <MAC> bloqueado"),
    ("CPF 529. \n 982.247-25", "CPF <CPF>"),
    ("token ghp_PWu\njmueAbVBnbH3umVYNcWEVgBmBdwINw8rm leaked", "token <SECRET> leaked"),
    # other marks between digits, entities without their end, letters apart
    ("CNPJ 11_222_333_0001_81", "CNPJ <CNPJ>"),
    ("cadastro 112.223.330.001.81 recusado", "cadastro <CNPJ> recusado"),
    ("cadastro 529,982,247,25 recusado", "cadastro <CPF> recusado"),
    ("IBAN is GB82/WEST/1234/5698/7654/32", "IBAN is <IBAN>"),
    ("mail zuza&#64banco&#46com", "mail <EMAIL>"),
    ("mail z u z a . n @ b a n c o . c o m . b r, obrigado", "mail <EMAIL>, obrigado"),
    ("1) 4111-111\n1-1111-1111 2) ok", "1) <CARD>) ok"),
    # sessions, tokens with few digits, codes, numbers of insurance and posts
    ("Cookie: PHPSESSID=199D16830B4A3EA64D2E1D87A850D02E; path=/", "Cookie: PHPSESSID=<SECRET>; path=/"),
    ("sessao=9C2C9694A1E07734DE0E9998DD9D43DC expirada", "sessao=<SECRET> expirada"),
    ("Zugriffstoken SlcYrzXXodUgeLJn5mtCoTTv gesperrt", "Zugriffstoken <SECRET> gesperrt"),
    ("TAN 604173 kommt nicht an", "TAN <SECRET> kommt nicht an"),
    ("NINO AB 58 40 90 D", "NINO <SSN>"),
    ("SV-Nummer 40 160584 W 576", "SV-Nummer <SSN>"),
    ("IFSC SBIN0622438", "IFSC <ACCOUNT>"),
    ("वोटर आईडी EBF8646748", "वोटर आईडी <VOTER>"),
    (
        "postcode LS11 5QD, Postleitzahl: 52651, पिन कोड 164954",
        "postcode <POSTCODE>, Postleitzahl: <POSTCODE>, पिन कोड <POSTCODE>",
    ),
    # who speaks in a chat, in small letters or not, and who is spoken of
    ("fernanda: bom dia\nsuporte: oi", "<NAME>: bom dia\nsuporte: oi"),
    ("<fernanda> caiu de novo\n<murilo> oi fernanda", "<<NAME>> caiu de novo\n<<NAME>> oi <NAME>"),
    ("falei com fernanda e murilo ontem", "falei com <NAME> e <NAME> ontem"),
    ("hi, graham from finance here", "hi, <NAME> from finance here"),
    ("विकास ने लिखा कि VPN बंद है", "<NAME> ने लिखा कि VPN बंद है"),
    # logins by what is done with them, and a password beside one
    ("please reset ppemberton in Jira", "please reset <LOGIN> in Jira"),
    ("INC0012345 aberto por u605001 para u176817", "INC0012345 aberto por <LOGIN> para <LOGIN>"),
    ("прошу сбросить emakarov в Jira", "прошу сбросить <LOGIN> в Jira"),
    ("syadav का पासवर्ड बदलें", "<LOGIN> का पासवर्ड बदलें"),
    ("failed to authenticate megan_mcal@appctx71", "failed to authenticate <LOGIN>@appctx71"),
    ("acesso ana.lima Tamarindo#7 srv-01", "acesso <LOGIN> <SECRET> srv-01"),
    ("логин/пароль: gusev7 / Tamarindo71", "логин/пароль: <SECRET> / <SECRET>"),
]
KEPT = [
    "O usuário SU53 não abre; User EC-1017; Benutzer TB_CLIENTE; User web.config; user 3389",
    "Regards, Bitbucket team",
    "Owner: Avaya team",
    "allow HKLM\\Software",
    "उपयोगकर्ता GlobalProtect नहीं खोल पा रहा",
    "reset Outlook, unlock Jira, grant SharePoint, opened by Service Desk",
    "Passwort auf prnbkp-spo60 abgelaufen",
    "log de 12:30:45\n10:20 ok",
    "ports 1521,8080,443",
]
