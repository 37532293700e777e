"""What a tester who had not seen the rules wrote, and they missed at first; and what they took for people."""

import pandas as pd
import pytest

from toil.privacy import redact

MISSED = [
    ("Personalausweis RP33GJYRT3 nicht lesbar", "Personalausweis <IDCARD> nicht lesbar"),
    ("Ausweis-Nr. Ｌ０１Ｘ００Ｔ４７１", "Ausweis-Nr. <IDCARD>"),
    ("Der Kunde legte den Perso Nr. MX78Y373X2 vor.", "Der Kunde legte den Perso Nr. <IDCARD> vor."),
    ("Паспорт серия 4511 номер 672094", "Паспорт серия <PASSPORT>"),
    ("Паспорт гражданина РФ 40 15 273905", "Паспорт гражданина РФ <PASSPORT>"),
    ("Motorista, habilitação nº 43828454420, quer crachá", "Motorista, habilitação nº <CNH>, quer crachá"),
    ("Carteira de motorista: 3 8 2 1 7 5 8 4 7 7 3", "Carteira de motorista: <CNH>"),
    ("inscrição eleitoral 245578182585", "inscrição eleitoral <VOTER>"),
    ("nº do PIS do estagiário 1 2 3 4 0 7 4 6 1 2 6", "nº do PIS do estagiário <PIS>"),
    ("RG/IFP 20.455.871-2 Rio", "RG/IFP <RG> Rio"),
    ("para o 20.407.52\n3/0005-98 conforme JUCESP", "para o <CNPJ> conforme JUCESP"),
    ("PIX key 77ab12cd-0f1e-4a2b-9c3d-5566778899aa returns 404", "PIX key <PIX> returns 404"),
    ("COLA: 00020126580014br.gov.bcb.pix0136a629532e-7693FULANO falhou", "COLA: <PIX> falhou"),
    ("ag/cc 3021/78120-X parada", "ag/cc <ACCOUNT> parada"),
    ("conta-corrente 0091827-3 com tarifa dupla", "conta-corrente <ACCOUNT> com tarifa dupla"),
    ("acct no. 8812-99310-4 is frozen", "acct no. <ACCOUNT> is frozen"),
    ("Girokonto 1234567890 gesperrt", "Girokonto <ACCOUNT> gesperrt"),
    ("my aadhar no is 5 4 2 9 6 3 9 2 7 0 5 5 pls link", "my aadhar no is <AADHAAR> pls link"),
    ("pan card no. T B L P R 7 5 2 5 Q not accepted", "pan card no. <PAN> not accepted"),
    ("SSN: 100-7\n0-4449", "SSN: <SSN>"),
    ("Kontoverbindung: D E 9 2 1 0 0 7 0 0 2 4 9 2 9 6 1 0 4 9 2 7", "Kontoverbindung: <IBAN>"),
    ("bounce from hr-team.na@ex\namplebank.com repeated", "bounce from <EMAIL> repeated"),
    ("recado (11) 98\n765-4321 urgente", "recado <PHONE> urgente"),
    ("fone 0xx31 3222-9090", "fone <PHONE>"),
    ("MAC: 3C7C3F1AB2D4", "MAC: <MAC>"),
    ("acesse bancoexemplo.sharepoint.com/sites/rh/holerites", "acesse <URL>"),
    ("Nascida aos 7 de agosto de 1982", "Nascida aos <BIRTHDATE>"),
    ("Placas do carro: RTX3F90", "Placas do carro: <PLATE>"),
    ("Kfz-Kennzeichen: HH-XY 99", "Kfz-Kennzeichen: <PLATE>"),
    ("A senha provisória dele ficou como Banco#123", "A senha provisória dele ficou como <SECRET>"),
    ("he typed Winter2024! as his password", "he typed <SECRET> as his password"),
    ("PIN do cartão virtual 8841 não aceito", "PIN do cartão virtual <SECRET> não aceito"),
    ('<add key="Password" value="Abc#9981"/>', '<add key="Password" value="<SECRET>"/>'),
    ("/home/evandro.lm/scripts sem permissão", "/home/<LOGIN>/scripts sem permissão"),
    ("sudo: dlopez is not in the sudoers file", "sudo: <LOGIN> is not in the sudoers file"),
    ("usuário jsantos não loga", "usuário <LOGIN> não loga"),
    ("SOLICITO CADASTRO DO FUNCIONÁRIO F550429 NO CRM", "SOLICITO CADASTRO DO FUNCIONÁRIO <LOGIN> NO CRM"),
    ("Meu userid c25117 está revogado", "Meu userid <LOGIN> está revogado"),
    ("Employee ID E553412", "Employee ID <LOGIN>"),
    ("Ship the laptop to 742 Evergreen Terrace, Springfield", "Ship the laptop to <ADDRESS>, Springfield"),
    ("Anschrift: Am Mühlbach 3a", "Anschrift: <ADDRESS>"),
    ("адрес доставки: Невский проспект, д. 28", "адрес доставки: <ADDRESS>"),
    ("Endereço de entrega: SQN 208 Bloco C apto 301 Brasília", "Endereço de entrega: <ADDRESS> Brasília"),
    ("avenida paulista 1842", "<ADDRESS>"),
    ("Nome completo\nDamiana Furlanetto", "Nome completo\n<NAME>"),
    ("Customer name: DELACROIX, Fiona", "Customer name: <NAME>"),
    ("Ответственный: Бондаренко А.В.", "Ответственный: <NAME>"),
    ("Aos cuidados de: Benedita Ruas", "Aos cuidados de: <NAME>"),
    ("Reporter - Agnieszka Nowak", "Reporter - <NAME>"),
    ("BOM DIA JUSSARA SEGUE ANEXO", "BOM DIA <NAME> SEGUE ANEXO"),
    ("hey marcus any news?", "hey <NAME> any news?"),
    ("Sem mais,\nOdair J. Fontoura", "Sem mais,\n<NAME>"),
    ("em nome de MARIA DAS GRAÇAS PEREIRA duplicado", "em nome de <NAME> duplicado"),
]
KEPT = [
    "java.lang.NullPointerException at br.com.banco.core.Processador.executar(Processador.java:212)",
    "Sistema Alfa gera protocolo 2024.0001.2345.",
    "Unidade João Pessoa sem acesso ao servidor.",
    "Oi, Bom dia!",
    "Olá, tudo bem? Preciso de acesso.",
    "chave AES256 e perfil SAP01",
    "Obrigado, Aguardo retorno.",
    "Cliente: Prefeitura Municipal",
    "Name: Core Banking Interface",
    "Owner: Payments Platform Team",
    "Kunde: Stadtwerke München",
    "Charlotte data center lost power for five minutes.",
    "Отделение в городе Владимир без связи.",
    "Спасибо, Заявку можно закрыть.",
    "ग्राहक: नगर निगम",
    "placa de rede do RFC5321 com falha",
    "/home/oracle/scripts sem permissão",
    "sudo: command not found",
    "user flow and user stories are unclear",
    "endereço: servidor central porta 8080",
]


@pytest.mark.parametrize(("text", "redacted"), MISSED)
def test_what_a_blind_test_missed_is_masked(text, redacted):
    assert redact(pd.Series([text]))[0][0] == redacted


@pytest.mark.parametrize("text", KEPT)
def test_what_a_blind_test_took_for_a_person_stays(text):
    assert redact(pd.Series([text]))[0][0] == text


@pytest.mark.parametrize(
    ("text", "person", "redacted"),
    [
        ("Niedermeyers Rechner startet nicht", "Waltraud Niedermeyer", "<NAME> Rechner startet nicht"),
        ("передать заявку Дроздову Савелию", "Савелий Дроздов", "передать заявку <NAME>"),
        ("CTM ALERT job=X1 status=NOTOK", "ctm", "CTM ALERT job=X1 status=NOTOK"),
        ("Ana pediu acesso", "ana", "<NAME> pediu acesso"),
        ("у Дроздова не работает принтер", "Савелий Дроздов", "у <NAME> не работает принтер"),
    ],
)
def test_a_persons_name_is_found_in_its_cases(text, person, redacted):
    assert redact(pd.Series([text]), people=pd.Series([person]))[0][0] == redacted
