"""The nineteenth round: seldom numbers of registers, keys in addresses, departments after a name."""

from __future__ import annotations

MISSED = [
    # registers
    ("Routing (ABA) 051222756, EIN of employer 32-4631026", "Routing (ABA) <DOCUMENT>, EIN of employer <TAXID>"),
    ("ABHA 71-4785-9786-9644, UAN 104148805141", "ABHA <DOCUMENT>, UAN <DOCUMENT>"),
    ("CIN U52434MH2017PTC103349, DL MH26 20061064420", "CIN <DOCUMENT>, DL <DOCUMENT>"),
    ("AHV-Nr. 7568260517315, UID CHE-445.588.776, FN 754410i", "AHV-Nr. <DOCUMENT>, UID <TAXID>, <DOCUMENT>"),
    ("UID ATU94051992, USt-IdNr. DE309641151, HRB 19977", "UID <TAXID>, USt-IdNr. <TAXID>, <DOCUMENT>"),
    ("Company number SC242935, VAT GB961275975", "Company number <DOCUMENT>, VAT <TAXID>"),
    ("NIF 103 784 926, nº de utente 424766593", "NIF <DOCUMENT>, nº de utente <DOCUMENT>"),
    ("CTPS 5891700 série 7061-RJ, RNM E979610-X", "CTPS <DOCUMENT>, RNM <DOCUMENT>"),
    ("carteirinha do SUS 898001234567895", "carteirinha do SUS <DOCUMENT>"),
    ("Sozialversicherung 1369 130657, права 28 44 968379", "Sozialversicherung <SSN>, права <DOCUMENT>"),
    ("загранпаспорт 65 № 3482621, Д/р: 23/06/1989", "загранпаспорт <PASSPORT>, Д/р: <BIRTHDATE>"),
    ("chassi JFS4DDVWBUD333595", "chassi <VEHICLE>"),
    ("qual o renavam? 51027218761", "qual o renavam? <PLATE>"),
    ("qual o imei? 01 334544 189804 0", "qual o imei? <DOCUMENT>"),
    (
        "linha digitável: 89748212378-9 91433014673-0 02458921527-5 89290075400-9",
        "linha digitável: <SLIP>",
    ),
    # accounts, keys, numbers beside others
    ("caiu em outra, a 79356504-2 ag 8186-7", "caiu em outra, a <ACCOUNT> ag <ACCOUNT>"),
    ("Conta p/ depósito: 2205-1 / 7008945", "Conta p/ depósito: <ACCOUNT>"),
    ("EVP 95fc6875-d8c7-4b35-bedc-ca65608e9549", "EVP <PIX>"),
    ('"chavePix":"ae9f0d73-c95b-40ec-9f24-33d01bc54d93"', '"chavePix":"<PIX>"'),
    ("Fones: 0161-402-4990 e 215 495 912", "Fones: <PHONE> e <PHONE>"),
    ("zé@gmail.com oder 079 641 71 95, tel. local 00351 911931798", "<EMAIL> oder <PHONE>, tel. local <PHONE>"),
    ("hwaddr 3C5A9923ADAF", "hwaddr <MAC>"),
    ("Ana Prado (01/04/1990) enviou", "<NAME> (<BIRTHDATE>) enviou"),
    ("caso 7: nasceu em catorze de março de mil novecentos e oitenta", "caso 7: nasceu em <BIRTHDATE>"),
    ("Date of birth: 28-DEC-1988, nasc. 09051987", "Date of birth: <BIRTHDATE>, nasc. <BIRTHDATE>"),
    ("fundos, Belém/PA, 48593-036", "fundos, Belém/PA, <POSTCODE>"),
    ("at 52°57'08\"N 45°23'10\"E, pos -17.060453 -39.853737", "at <ADDRESS>, pos <ADDRESS>"),
    # the host stays
    ("mongodb://svc:DH4Vzk#pI2Z@mdb-02:27017/?rs=rs0", "mongodb://<SECRET>@mdb-02:27017/<URL>"),
    ("jdbc:mysql://my-03:3306/core?user=abc&password=x#1", "jdbc:mysql://my-03:3306/core?<SECRET>"),
    ("smtp://f.petana:wJCVJ6$ElTk@mailrelay1:587", "smtp://<SECRET>@mailrelay1:587"),
    (
        "denied for c835394@bastion-02\ncurl -u c835394:Ab#12xyz https://a.b",
        "denied for <LOGIN>@bastion-02\ncurl -u <LOGIN>:<SECRET> https://a.b",
    ),
    # names, and what stands beside them
    ("Falei com Nanda do Jurídico", "Falei com <NAME> do Jurídico"),
    ("Falei com Osmar Figueira da Mesa de Câmbio", "Falei com <NAME> da Mesa de Câmbio"),
    ("To: Dwayne al-Farouk", "To: <NAME>"),
    ("minha esposa layla d'almeida ligou", "minha esposa <NAME> ligou"),
    ("Ass.: L. Trigueiro", "Ass.: <NAME>"),
    ("ИП Сафин Глеб Семёнович", "ИП <NAME>"),
    ("Thanks so much\nPreston MacGillivray (she/her)", "Thanks so much\n<NAME> (she/her)"),
]

KEPT = [
    "DL380 Gen10, aba 3 da planilha, FIN-032, CIN 4411, UID 1000, VAT 19%",
    "fila HRB 2, pos 12.123456 45.5, finança 20260914",
    "lote 202609 / 20260914, minha mãe pediu acesso",
    "release (2026-09-14), build 00351911",
]
