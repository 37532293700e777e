"""Six requests that a service desk gets, written by hand in our five languages, three wordings of each."""

REQUESTS = {
    "password": {
        "pt": ["esqueci minha senha, favor redefinir", "preciso redefinir minha senha",
               "redefinição de senha do usuário"],
        "en": ["I forgot my password, please reset it", "need to reset my password", "password reset for a user"],
        "de": ["ich habe mein Passwort vergessen, bitte zurücksetzen", "muss mein Passwort zurücksetzen",
               "Passwort eines Benutzers zurücksetzen"],
        "ru": ["я забыл пароль, прошу сбросить", "нужно сбросить мой пароль", "сброс пароля пользователя"],
        "hi": ["मैं अपना पासवर्ड भूल गया, कृपया रीसेट करें", "मुझे अपना पासवर्ड रीसेट करना है", "उपयोगकर्ता का पासवर्ड रीसेट"],
    },
    "printer": {
        "pt": ["a impressora não imprime", "impressora da recepção não está imprimindo",
               "não consigo imprimir na impressora"],
        "en": ["the printer does not print", "the printer at the reception is not printing",
               "I cannot print on the printer"],
        "de": ["der Drucker druckt nicht", "der Drucker am Empfang druckt nicht mehr",
               "ich kann auf dem Drucker nicht drucken"],
        "ru": ["принтер не печатает", "принтер в приёмной не печатает", "не могу напечатать на принтере"],
        "hi": ["प्रिंटर प्रिंट नहीं कर रहा", "रिसेप्शन का प्रिंटर प्रिंट नहीं कर रहा है", "मैं प्रिंटर पर प्रिंट नहीं कर पा रहा"],
    },
    "vpn": {
        "pt": ["a VPN não conecta de casa", "não consigo conectar na VPN", "erro ao conectar na VPN"],
        "en": ["VPN does not connect from home", "I cannot connect to the VPN", "error when connecting to the VPN"],
        "de": ["VPN verbindet sich von zu Hause nicht", "ich kann mich nicht mit dem VPN verbinden",
               "Fehler beim Verbinden mit dem VPN"],
        "ru": ["VPN не подключается из дома", "не могу подключиться к VPN", "ошибка при подключении к VPN"],
        "hi": ["घर से VPN कनेक्ट नहीं हो रहा", "मैं VPN से कनेक्ट नहीं कर पा रहा", "VPN से जुड़ने में त्रुटि"],
    },
    "disk": {
        "pt": ["disco do servidor está cheio", "servidor sem espaço em disco", "falta espaço no disco do servidor"],
        "en": ["the server disk is full", "server has no disk space left", "disk space is missing on the server"],
        "de": ["die Festplatte des Servers ist voll", "Server hat keinen Speicherplatz mehr",
               "auf dem Server fehlt Speicherplatz"],
        "ru": ["диск сервера заполнен", "на сервере нет места на диске", "не хватает места на диске сервера"],
        "hi": ["सर्वर की डिस्क भर गई है", "सर्वर की डिस्क में जगह नहीं बची", "सर्वर पर डिस्क की जगह कम है"],
    },
    "laptop": {
        "pt": ["novo funcionário precisa de um notebook", "solicito notebook para o novo colaborador",
               "notebook novo para funcionário contratado"],
        "en": ["new employee needs a laptop", "requesting a laptop for the new colleague",
               "new laptop for a hired employee"],
        "de": ["neuer Mitarbeiter braucht einen Laptop", "ich beantrage einen Laptop für den neuen Kollegen",
               "neuer Laptop für einen eingestellten Mitarbeiter"],
        "ru": ["новому сотруднику нужен ноутбук", "прошу выдать ноутбук новому коллеге",
               "новый ноутбук для принятого сотрудника"],
        "hi": ["नए कर्मचारी को लैपटॉप चाहिए", "नए सहकर्मी के लिए लैपटॉप का अनुरोध", "नियुक्त कर्मचारी के लिए नया लैपटॉप"],
    },
    "invoice": {
        "pt": ["a fatura do fornecedor não foi paga", "pagamento da fatura do fornecedor está atrasado",
               "fatura do fornecedor em aberto, falta pagar"],
        "en": ["the supplier invoice was not paid", "payment of the supplier invoice is late",
               "supplier invoice is open, payment is missing"],
        "de": ["die Rechnung des Lieferanten wurde nicht bezahlt", "Zahlung der Lieferantenrechnung ist überfällig",
               "Rechnung des Lieferanten ist offen, Zahlung fehlt"],
        "ru": ["счёт поставщика не оплачен", "оплата счёта поставщика просрочена",
               "счёт поставщика открыт, нет оплаты"],
        "hi": ["आपूर्तिकर्ता का बिल नहीं चुकाया गया", "आपूर्तिकर्ता के बिल का भुगतान देर से हो रहा है",
               "आपूर्तिकर्ता का बिल बाकी है, भुगतान नहीं हुआ"],
    },
}  # fmt: skip


def five_languages():
    """Return texts, the request of each and its language."""
    rows = [(t, request, code) for request, of in REQUESTS.items() for code, texts in of.items() for t in texts]
    return tuple(list(column) for column in zip(*rows, strict=True))
