"""What the eighth blind round missed, by the position of the value, and what looks like it and stays."""

MISSED = [
    # after the word for a password and a mark, "is", a line end, a tag: any word may be one
    ("senha do .pfx: tamarindo", "senha do .pfx: <SECRET>"),
    ("a senha do cofre é vento_leste e vence", "a senha do cofre é <SECRET> e vence"),
    ("Senha BIOS: ACEROLA", "Senha BIOS: <SECRET>"),
    ('o wifi é COPA e a senha é "marmelada".', 'o wifi é COPA e a senha é "<SECRET>".'),
    ("senha root do servidor lnx22: 583920", "senha root do servidor lnx22: <SECRET>"),
    ("senha para entrar igual a vento_leste", "senha para entrar igual a <SECRET>"),
    ("a senha ficou serra-alta-fria mesmo", "a senha ficou <SECRET> mesmo"),
    ("minha senha é tamarindo podem ver?", "minha senha é <SECRET> podem ver?"),
    ("segue senha provisória\nvento_leste", "segue senha provisória\n<SECRET>"),
    ("<td>Senha</td><td>vento_leste</td>", "<td>Senha</td><td><SECRET></td>"),
    ("senha → tamarindo", "senha → <SECRET>"),
    ("qual a senha? tamarindo", "qual a senha? <SECRET>"),
    ("das Passwort lautet Nachtfalter.", "das Passwort lautet <SECRET>."),
    ("новый пароль для входа - одуванчик", "новый пароль для входа - <SECRET>"),
    # right after the word, where somebody used it, or it is a first one
    ("entrei com a senha tamarindo e deu erro", "entrei com a senha <SECRET> e deu erro"),
    ("senha nova tamarindo qualquer coisa chama", "senha nova <SECRET> qualquer coisa chama"),
    ("initial pwd moonflower given to him", "initial pwd <SECRET> given to him"),
    ("usuário lcortez senha vento_leste", "usuário <LOGIN> senha <SECRET>"),
    ("Her password, x#(7)kk!, fails", "Her password, <SECRET>, fails"),
    ("पासवर्ड dhoopchaon काम नहीं", "पासवर्ड <SECRET> काम नहीं"),
    # what it was changed to, from, or is beside another
    ("troquei a senha dele p/ vento_leste, ok", "troquei a senha dele p/ <SECRET>, ok"),
    ("senha alterada de ACEROLA para Kq7$tt2Z hoje", "senha alterada de <SECRET> para <SECRET> hoje"),
    ("Kennwort wurde auf Nachtfalter zurückgesetzt", "Kennwort wurde auf <SECRET> zurückgesetzt"),
    ("O PIN do POS foi redefinido para 5839.", "O PIN do POS foi redefinido para <SECRET>."),
    # in brackets, before its word
    ("minha senha do Outlook (vento_leste) parou", "minha senha do Outlook (<SECRET>) parou"),
    ("usei tamarindo como senha", "usei <SECRET> como senha"),
    ("coloque vento_leste no campo senha", "coloque <SECRET> no campo senha"),
    # beside a user
    ("acesso ao BI: k.amaral / tamarindo", "acesso ao BI: <LOGIN> / <SECRET>"),
    ("log in with lcortez / moonflower", "log in with <LOGIN> / <SECRET>"),
    ("Zugangsdaten: lcortez / rote_nelke", "Zugangsdaten: <LOGIN> / <SECRET>"),
    # columns of a table
    (
        "Sistema;Usuario;Senha\nSGC;lcortez;tamarindo\nTED;cortez7;583920\nfim",
        "Sistema;Usuario;Senha\nSGC;<LOGIN>;<SECRET>\nTED;<LOGIN>;<SECRET>\nfim",
    ),
    ("| App | Senha |\n|---|---|\n| CRM | tamarindo |", "| App | Senha |\n|---|---|\n| CRM | <SECRET> |"),
    ("Login / Senha\nlcortez / tamarindo", "Login / Senha\n<LOGIN> / <SECRET>"),
    # wireless networks, commands, settings
    ("chave wifi: tamarindo", "chave wifi: <SECRET>"),
    ("WIFI:S:COPA;T:WPA;P:vento_leste;;", "WIFI:S:COPA;T:WPA;P:<SECRET>;;"),
    ("sqlplus k.amaral/tamarindo@PRD", "sqlplus <LOGIN>/<SECRET>"),
    ("ldapsearch -x -w tamarindo -b dc=x", "ldapsearch -x -w <SECRET> -b dc=x"),
    ('echo "lcortez:tamarindo" | chpasswd', 'echo "<LOGIN>:<SECRET>" | chpasswd'),
    ("AWS_ACCESS_KEY_ID=5f2d8a90c1b34e67a8d9f0213b4c5d6e", "AWS_ACCESS_KEY_ID=<SECRET>"),
    ("key ghp_a1B2c3D4\ne5F6g7H8i9", "key <SECRET>"),
    # codes that are sent once
    ("Recebi o código 583920 por SMS", "Recebi o código <SECRET> por SMS"),
    ("token gerado pelo app (583920) expira", "token gerado pelo app (<SECRET>) expira"),
    ("Verification code 583920 was refused", "Verification code <SECRET> was refused"),
    # logins by an initial before a consonant, a surname and a digit, a given name and an initial
    ("usuário lcortez não entra", "usuário <LOGIN> não entra"),
    ("My account cortez7 is locked", "My account <LOGIN> is locked"),
    ("o usuário dela é lcortez", "o usuário dela é <LOGIN>"),
    ("qual o login?\nlcortez", "qual o login?\n<LOGIN>"),
    ("desbloquear c774120 hoje", "desbloquear <LOGIN> hoje"),
    ("вход под c774120", "вход под <LOGIN>"),
    # names
    ("validado por Otoniel Brumatti", "validado por <NAME>"),
    ("liguei para Otoniel Brumatti", "liguei para <NAME>"),
]
KEPT = [
    # said of passwords
    "senha provisória não foi aceita",
    "senha redefinida para todos os usuários",
    "a senha é sigilosa",
    "troca da senha do caixa: concluído",
    "Menu do cofre de senhas: recepcionar",
    "senha venceu durante as férias",
    "painel de senhas reportou perda = 367453.",
    "painel de senhas VLVB2515W fora",
    "senha (AD) e minha senha do banco (rede)",
    "Reset de senha - Siebel",
    "senha alterada para desktop",
    "com senha bloqueada, e a senha não confere",
    "CPF como senha",
    "I forgot my PIN number, no PIN tries left",
    "password change unable to connect",
    "new password thursday october",
    "Passwort ist bekannt, mit Passwort geschützt",
    "логин и пароль верны",
    "पासवर्ड reset करें",
    # codes, hosts, numbers of other things
    "Das Passwort ist seit gestern auf NSU:004512 abgelaufen",
    "Das Passwort von :27017 ist abgelaufen",
    "token inválido no MS17-010",
    "código do produto 123456 e erro 8001 no token",
    "wifi: lento, Wifi: CORP-5G, WPA2: incompatível",
    "visual studio community edition",
    "acesso: leitura / escrita, acesso srvapp01 / srvapp02",
    # beside users and names
    "login: falhou",
    "please unlock assist",
    "Redefinição de senha do Wndows",
    "usuário jboss, user vsphere",
    "Usuário;Perfil\nadmin;ADM\nsuporte;N1",
]
