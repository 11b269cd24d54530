extension Texts.Passwords {
    static let german = Self(
        newTitle: "Neues Passwort wählen",
        newWhy: "Ihr bisheriges Passwort war vorläufig.",
        new: "Neues Passwort",
        rules: "Ihr Passwort braucht:",
        length: { "mindestens \($0) Zeichen" },
        upper: "einen Großbuchstaben (A-Z)",
        lower: "einen Kleinbuchstaben (a-z)",
        digit: "eine Ziffer (0-9)",
        symbol: "ein Sonderzeichen, wie ! oder -",
        refused: "Dieses Passwort erfüllt die Regeln nicht.",
        lacks: { "Ihrem Passwort fehlt noch: \($0)." },
        usedBefore: "Dieses Passwort hatten Sie schon. Wählen Sie ein anderes.",
        forgottenTitle: "Passwort zurücksetzen",
        forgottenWhy: "Wir senden Ihnen einen Code, mit dem Sie ein neues Passwort setzen.",
        sendCode: "Code senden",
        onItsWay: "Wenn es ein solches Konto gibt, ist ein Code unterwegs.",
        sentAgain: "Wenn es dieses Konto gibt, ist ein neuer Code unterwegs. Der alte gilt nicht mehr.",
        save: "Passwort speichern",
        resetRequired: "Ihr Passwort muss zurückgesetzt werden, bevor Sie sich anmelden können.",
        value: "Füllen Sie dieses Feld aus.",
        show: "Passwort zeigen",
        hide: "Passwort verbergen")
}

extension Texts.SignUp {
    static let german = Self(
        title: "Konto anlegen",
        action: "Konto anlegen",
        email: "E-Mail-Adresse",
        haveAccount: "Ich habe ein Konto",
        taken: "Mit diesem Namen gibt es schon ein Konto.",
        invalid: "Prüfen Sie Ihre Eingaben.",
        confirmTitle: "Konto bestätigen",
        enterCode: "Geben Sie den Code ein, den wir Ihnen gesendet haben.",
        unconfirmed: "Ihr Konto ist noch nicht bestätigt.",
        administrator: "Ihr Konto muss noch von der Verwaltung bestätigt werden. Danach können Sie sich anmelden.",
        closed: "Dieser Dienst nimmt hier keine neuen Konten an.")
}

extension Texts.Account {
    static let german = Self(
        title: "Anmeldung und Sicherheit",
        signedInAs: { "Angemeldet als \($0)" },
        factors: "Zweite Faktoren",
        message: "SMS",
        email: "E-Mail",
        app: "Authenticator-App",
        on: "An",
        off: "Aus",
        preferred: "Wird zuerst verlangt",
        verified: "Bestätigt",
        unverified: "Nicht bestätigt",
        none: "Keine",
        turnOn: "Einschalten",
        turnOff: "Ausschalten",
        prefer: "Zuerst verlangen",
        lastFactor: "Ein zweiter Faktor ist Pflicht, darum bleibt der letzte an.",
        setUpApp: "App einrichten",
        replaceApp: "App ersetzen",
        removeApp: "App entfernen",
        changePhone: "Nummer ändern",
        addPhone: "Nummer hinzufügen",
        verifyPhone: "Nummer bestätigen",
        changed: "Ihre Änderung ist gespeichert.",
        phoneChanged: "Ihre Telefonnummer ist bestätigt.",
        oldPhoneStays: "Die bisherige Nummer gilt, bis die neue bestätigt ist.",
        oldAppWorks: "Ihre jetzige App gilt, bis die neue bestätigt ist.",
        removeTitle: "Authenticator-App entfernen",
        removeThen: "Danach verlangt die Anmeldung Ihr Passwort und die übrigen eingeschalteten Faktoren.",
        removeThenSetUp:
            "Ein zweiter Faktor ist Pflicht: Ohne einen anderen müssen Sie bei der nächsten Anmeldung einen einrichten.",
        confirmTitle: "Bestätigen Sie, dass Sie es sind",
        confirmWhy: "Hier ändert sich Ihre Anmeldung, darum fragen wir noch einmal nach Ihrem Passwort.",
        wrongPassword: "Das Passwort stimmt nicht.",
        signOut: "Abmelden",
        signOutTitle: "Abmelden",
        signOutHere: "Damit endet Ihre Anmeldung in diesem Browser.",
        signOutEverywhere: "Überall abmelden")
}

extension Texts.Endings {
    static let german = Self(
        expiredTitle: "Diese Anmeldung ist beendet",
        expired: "Sie hat zu lange gedauert oder ist schon abgeschlossen. Beginnen Sie neu.",
        badTitle: "Das hat nicht geklappt",
        bad: "Die Seite war veraltet, oder der Link stimmt nicht. Es wurde nichts geändert.",
        noCookies:
            "Ihr Browser speichert für diese Seite keine Cookies. Die Anmeldung braucht sie: Erlauben Sie sie und versuchen Sie es erneut.",
        incomplete:
            "Der Link hierher ist unvollständig: Er sagt nicht, welche Anwendung Sie benutzen möchten. Gehen Sie zur Anwendung zurück und melden Sie sich dort an.",
        lockedTitle: "Zu viele Versuche",
        locked: { "Zu viele Versuche. Versuchen Sie es in \($0) wieder." },
        tooManyCodes: "Zu viele falsche Codes haben diese Anmeldung beendet.",
        later: "Versuchen Sie es später wieder.",
        faultTitle: "Bei uns ist etwas schiefgegangen",
        fault: "Es wurde nichts geändert. Sie können es gefahrlos noch einmal versuchen.",
        absentTitle: "Diese Seite gibt es nicht",
        absent: "Prüfen Sie die Adresse, oder beginnen Sie mit der Anmeldung.")
}
