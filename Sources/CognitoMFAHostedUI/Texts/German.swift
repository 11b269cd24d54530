extension Texts {
    /// The sentences in German.
    public static let german = Texts(
        general: .german, signIn: .german, codes: .german, help: .german,
        setUp: .german, passwords: .german, signUp: .german, account: .german, endings: .german)
}

extension Texts.General {
    static let german = Self(
        problemTitle: "Es gibt ein Problem",
        errorPrefix: "Fehler:",
        continueAction: "Weiter",
        cancel: "Abbrechen",
        back: "Zurück",
        startAgain: "Neu anmelden",
        help: "Ich kann mein Telefon nicht mehr benutzen",
        anotherAccount: "Anderes Konto verwenden",
        privacy: "Datenschutz",
        terms: "Nutzungsbedingungen",
        reference: { "Referenz: \($0)" },
        seconds: { "\($0) \($0 == 1 ? "Sekunde" : "Sekunden")" },
        minutes: { "\($0) \($0 == 1 ? "Minute" : "Minuten")" },
        hours: { "\($0) \($0 == 1 ? "Stunde" : "Stunden")" })
}

extension Texts.SignIn {
    static let german = Self(
        title: "Anmelden",
        name: "Benutzername",
        email: "E-Mail-Adresse",
        password: "Passwort",
        action: "Anmelden",
        forgotten: "Passwort vergessen?",
        signUp: "Konto anlegen",
        wrong: "Der Name oder das Passwort stimmt nicht.",
        missing: "Geben Sie Ihren Namen und Ihr Passwort ein.",
        passwordChanged: "Ihr Passwort ist geändert. Melden Sie sich damit an.",
        confirmed: "Ihr Konto ist bestätigt. Sie können sich anmelden.",
        changed: "Ihre Änderung ist gespeichert. Melden Sie sich neu an, um sie zu nutzen.",
        signedOut: "Sie sind abgemeldet.",
        blocked: { "Sie können sich nicht anmelden. Fragen Sie \($0)." },
        blockedWithoutContact: "Sie können sich nicht anmelden. Fragen Sie den Betreiber dieses Dienstes.",
        finished: "Angemeldet",
        backTo: { "Weiter zu \($0)" })
}

extension Texts.Codes {
    static let german = Self(
        phoneTitle: "Sehen Sie auf Ihr Telefon",
        emailTitle: "Sehen Sie in Ihre E-Mails",
        appTitle: "Öffnen Sie Ihre Authenticator-App",
        sentTo: { "Wir haben einen Code an \($0) gesendet." },
        sentAgo: { "Vor \($0) gesendet." },
        sentJustNow: "Gerade gesendet.",
        validFor: { "Der Code gilt noch \($0)." },
        expired: "Der Code ist abgelaufen.",
        appHint: "Geben Sie die sechs Ziffern ein, die die App gerade zeigt.",
        appName: { "Ihre App heißt \($0)." },
        label: "Code",
        hint: "Sechs Ziffern",
        sendAgain: "Neuen Code senden",
        sentAgain: "Wir haben einen neuen Code gesendet. Der alte gilt nicht mehr.",
        nextSend: { "Sie können in \($0) einen neuen Code anfordern." },
        noMoreSends: "Für diese Anmeldung können keine weiteren Codes gesendet werden.",
        notSent: "Der Code konnte nicht gesendet werden. Versuchen Sie es später wieder.",
        noMoreSwitches: "Diese Anmeldung kann nicht mehr auf einen anderen Weg wechseln.",
        otherFactor: "Anderen Weg benutzen",
        wrong: "Dieser Code stimmt nicht.",
        triesLeft: { "Noch \($0) \($0 == 1 ? "Versuch" : "Versuche")." },
        clockOff: "Die Uhr Ihres Telefons scheint falsch zu gehen: Schalten Sie Datum und Uhrzeit auf automatisch.",
        malformed: "Geben Sie die sechs Ziffern des Codes ein.",
        used: "Dieser Code wurde schon benutzt. Warten Sie auf den nächsten.",
        runOut: "Dieser Code ist abgelaufen.",
        chooseTitle: "Wie möchten Sie bestätigen?",
        chooseFirst: "Wählen Sie eine Möglichkeit.",
        byMessage: "SMS",
        byEmail: "E-Mail",
        byApp: "Authenticator-App")
}

extension Texts.Help {
    static let german = Self(
        title: "Sie können Ihr Telefon nicht mehr benutzen?",
        tryOther: "Wenn Sie anders bestätigen können, tun Sie das.",
        ask: { "Wenden Sie sich an \($0)." },
        askOperator: "Wenden Sie sich an den Betreiber dieses Dienstes.",
        identity:
            "Man wird prüfen, wer Sie sind, bevor etwas geändert wird. Nach Passwort oder Code fragt man Sie nie.")
}

extension Texts.SetUp {
    static let german = Self(
        title: "Schützen Sie Ihr Konto",
        why:
            "Dieser Dienst verlangt neben dem Passwort einen zweiten Nachweis. Sie richten ihn einmal ein; das dauert eine Minute.",
        nothing: "Ihr Konto hat noch keinen zweiten Faktor, und hier lässt er sich nicht einrichten.",
        appTitle: "Authenticator-App einrichten",
        appWhy: "Eine Authenticator-App zeigt alle 30 Sekunden einen neuen Code. Die Anmeldung fragt dann danach.",
        scan: "Scannen Sie diesen Code mit Ihrer Authenticator-App.",
        onThisPhone: "Die App ist auf diesem Telefon",
        orKey: "Oder geben Sie diesen Schlüssel in die App ein:",
        keyOnly: "Geben Sie diesen Schlüssel in Ihre Authenticator-App ein.",
        copy: "Schlüssel kopieren",
        copied: "Kopiert",
        enterCode: "Geben Sie die sechs Ziffern ein, die die App zeigt.",
        deviceName: "Name dieses Geräts (freiwillig)",
        qrDescription: "QR-Code für die Authenticator-App. Derselbe Schlüssel steht darunter als Text.",
        clock: "Wenn Codes abgelehnt werden, schalten Sie auf Ihrem Telefon Datum und Uhrzeit auf automatisch.",
        confirm: "Bestätigen",
        newKey: "Zu viele falsche Codes. Hier ist ein neuer Code zum Scannen.",
        switchedOff: "Dieser Weg der Anmeldung wurde abgeschaltet.",
        phoneTitle: "Telefonnummer hinzufügen",
        phoneWhy: "An sie senden wir Codes, wenn Sie sich anmelden.",
        phone: "Telefonnummer",
        phoneHint: "Mit Ländervorwahl, wie +49",
        phoneInvalid: "Geben Sie eine Nummer mit Ländervorwahl ein.",
        emailTitle: "E-Mail-Adresse hinzufügen",
        emailInvalid: "Geben Sie eine E-Mail-Adresse ein, wie name@example.com.",
        changeEmail: "Adresse ändern")
}
