"""What the eleventh blind round missed, by the position of the value, and what looks like it and stays."""

MISSED = [
    # what breaks a number or an address: a carriage return beside a mark that no one sees, deep indents, quotes, tags
    ("CPF 529.\r\u200b\n982.247-25", "CPF <CPF>"),
    ("कार्ड 4111 1111\n      1111 1111", "कार्ड <CARD>"),
    ("CPF: 52998\n> 224725", "CPF: <CPF>"),
    ("mail zuza@t-\n> online.de", "mail <EMAIL>"),
    ("mail zuza@banco.<br>com", "mail <EMAIL>"),
    ("IBAN GB82WEST<wbr>12345698765432", "IBAN <IBAN>"),
    ("email=zuza%40banco.com status=ok", "email=<EMAIL> status=ok"),
    ("register rahul.\nzuza@banco.com.br on", "register <EMAIL> on"),
    ("почта zuza_\nlima@banco.com", "почта <EMAIL>"),
    ("reply to zuza .lima@ banco .com at", "reply to <EMAIL> at"),
    ("client 10. 216. 16. 180 and 2001 : db8 : : 62", "client <IP> and <IP>"),
    ("atualizar IP 10.65.38.160 na tabela", "atualizar IP <IP> na tabela"),
    # phones as other countries write them, broken after a word for one
    ("tel: (640)350-7061x0560; (340)856-1770 ext.\n 352", "tel: <PHONE>; <PHONE>"),
    ("call 001-721-843-0443x24451", "call <PHONE>"),
    ("WhatsApp 5591973614\n348 não atende", "WhatsApp <PHONE> não atende"),
    ("phone (0113\n) 496 0748", "phone <PHONE>"),
    ("fone +55 9\n4 1860-9139", "fone <PHONE>"),
    # cards in groups of three or with commas, before other numbers within them
    ("card 362.966.482.663.46", "card <CARD>"),
    ("4111,1111,1111,1111 recusado", "<CARD> recusado"),
    ("CNS 737 4530 0626 3462", "CNS <DOCUMENT>"),
    ("NI number CJ 08 71 05 B", "NI number <SSN>"),
    (
        "driver license K9036367, Führerschein-Nr. B476NC81CB7, водительское удостоверение 48 18 745142",
        "driver license <DOCUMENT>, Führerschein-Nr. <DOCUMENT>, водительское удостоверение <DOCUMENT>",
    ),
    ("posição -13.69445, -71.34137 do técnico", "posição <ADDRESS> do técnico"),
    # keys: of bots, in base 64, broken, by their look
    ("bot 2740675106:AAwgrNR16RjTXGOcmHES3Bt8YP1AGqaT9Da", "bot <SECRET>"),
    ("api_key=hvs.6hZ-pVPa14\n2BWiZqPE2x_s93 no job", "api_key=<SECRET> no job"),
    ("token 01IO/mzOV9MZnXsWBwxyciDd96TMqb5YvuAwSmD/ x", "token <SECRET> x"),
    ("Anbei Wn6dP7tlBC7TKtc5Rd+CXI+4FwAFajOpmcbP1sh3.", "Anbei <SECRET>."),
    ("jdbc:mysql://zuza:x7@db7/x não abre", "<URL> não abre"),
    # names and logins
    ("Grato,\nC. dos Silveira", "Grato,\n<NAME>"),
    ("Hi ernst-august, hast du es?", "Hi <NAME>, hast du es?"),
    ("Vielen Dank!\nanne-kathrin höfig", "Vielen Dank!\n<NAME>"),
    ("FAO BHAVIKA DAR\nDelivery", "FAO <NAME>\nDelivery"),
    ("z. Hd. Zuza Lindqvist\noffen", "z. Hd. <NAME>\noffen"),
    ("Please call back Zuza Lindqvist about it", "Please call back <NAME> about it"),
    ("आदरणीय श्री Ansari,\nटिकट", "आदरणीय श्री <NAME>,\nटिकट"),
    ("hi तारा ji, VPN down है", "hi <NAME> ji, VPN down है"),
    ("धन्यवाद,\nDebjani", "धन्यवाद,\n<NAME>"),
    ("Thanks & Regards\nरत्न मिस्त्री", "Thanks & Regards\n<NAME>"),
    ("कृपया सुमन्त्र जी को बताएं", "कृपया <NAME> जी को बताएं"),
    ("Assigned to: आनन्द रंगन | बंद", "Assigned to: <NAME> | बंद"),
    ("2026-05-05 को विष्णु सेनगुप्ता द्वारा खोला गया", "2026-05-05 को <NAME> द्वारा खोला गया"),
    ("сбросить доступ для логина a.lebedev в Jira", "сбросить доступ для логина <LOGIN> в Jira"),
    ("Benutzername wagnerlu gesperrt", "Benutzername <LOGIN> gesperrt"),
]
KEPT = [
    "abra https://srv01.corp.local e http://app.corp.local:8080/, (veja https://x.corp.local).",
    "fim da frase.\n> 12 itens, total 150\n> 2 novos",
    "token /opt/app/config/prod/settings/application/x",
    "commit f6ed97341412d93573a90a2435d3a34cf6609187 OutOfMemoryErrorInThreadPoolExecutor",
    "return to Windows Explorer, call Back Office, user sessions, login errors",
    "itens 1. 2. 3. 4 às 12 : 30 : 45",
]
