extension Texts {
    /// The sentences in English.
    public static let english = Texts(
        general: .english, signIn: .english, codes: .english, help: .english,
        setUp: .english, passwords: .english, signUp: .english, account: .english, endings: .english)
}

extension Texts.General {
    static let english = Self(
        problemTitle: "There is a problem",
        errorPrefix: "Error:",
        continueAction: "Continue",
        cancel: "Cancel",
        back: "Back",
        startAgain: "Sign in again",
        help: "I can no longer use my phone",
        anotherAccount: "Use another account",
        privacy: "Privacy",
        terms: "Terms",
        reference: { "Reference: \($0)" },
        seconds: { "\($0) \($0 == 1 ? "second" : "seconds")" },
        minutes: { "\($0) \($0 == 1 ? "minute" : "minutes")" },
        hours: { "\($0) \($0 == 1 ? "hour" : "hours")" })
}

extension Texts.SignIn {
    static let english = Self(
        title: "Sign in",
        name: "User name",
        email: "E-mail address",
        password: "Password",
        action: "Sign in",
        forgotten: "Forgot your password?",
        signUp: "Create an account",
        wrong: "The name or the password is not right.",
        missing: "Enter your name and your password.",
        passwordChanged: "Your password has been changed. Sign in with it.",
        confirmed: "Your account is confirmed. You can sign in.",
        changed: "Your change is saved. Sign in again to use it.",
        signedOut: "You are signed out.",
        blocked: { "You cannot sign in. Ask \($0)." },
        blockedWithoutContact: "You cannot sign in. Ask the people who run this service.",
        finished: "Signed in",
        backTo: { "Continue to \($0)" })
}

extension Texts.Codes {
    static let english = Self(
        phoneTitle: "Check your phone",
        emailTitle: "Check your e-mail",
        appTitle: "Open your authenticator app",
        sentTo: { "We sent a code to \($0)." },
        sentAgo: { "Sent \($0) ago." },
        sentJustNow: "Sent just now.",
        validFor: { "The code is good for another \($0)." },
        expired: "The code has run out.",
        appHint: "Enter the six digits that the app shows now.",
        appName: { "Your app is called \($0)." },
        label: "Code",
        hint: "Six digits",
        sendAgain: "Send another code",
        sentAgain: "We sent another code. The older one no longer counts.",
        nextSend: { "You can ask for another code in \($0)." },
        noMoreSends: "No more codes can be sent for this sign-in.",
        notSent: "The code could not be sent. Try again later.",
        noMoreSwitches: "This sign-in cannot change to another way any more.",
        otherFactor: "Use another way",
        wrong: "That code is not right.",
        triesLeft: { "\($0) \($0 == 1 ? "try" : "tries") left." },
        clockOff: "Your phone's clock seems to be off: turn on automatic date and time.",
        malformed: "Enter the six digits of the code.",
        used: "That code was used already. Wait for the next one.",
        runOut: "That code has run out.",
        chooseTitle: "How do you want to confirm?",
        chooseFirst: "Choose one.",
        byMessage: "Text message",
        byEmail: "E-mail",
        byApp: "Authenticator app")
}

extension Texts.Help {
    static let english = Self(
        title: "You can no longer use your phone?",
        tryOther: "If you have another way to confirm, use it.",
        ask: { "Ask \($0)." },
        askOperator: "Ask the people who run this service.",
        identity: "They will ask who you are before they change anything. They never ask for a password or a code.")
}

extension Texts.SetUp {
    static let english = Self(
        title: "Protect your account",
        why: "This service asks for a second proof beside your password. Set it up once; it takes a minute.",
        nothing: "Your account has no second factor yet, and it cannot be set up here.",
        appTitle: "Set up your authenticator app",
        appWhy: "An authenticator app shows a new code every 30 seconds. Signing in then asks for it.",
        scan: "Scan this code with your authenticator app.",
        onThisPhone: "The app is on this phone",
        orKey: "Or type this key into the app:",
        keyOnly: "Type this key into your authenticator app.",
        copy: "Copy the key",
        copied: "Copied",
        enterCode: "Enter the six digits that the app shows.",
        deviceName: "Name of this device (optional)",
        qrDescription: "QR code for the authenticator app. The same key is below as text.",
        clock: "If codes are refused, turn on automatic date and time on your phone.",
        confirm: "Confirm",
        newKey: "Too many wrong codes. Here is a new code to scan.",
        switchedOff: "This way of signing in has been switched off.",
        phoneTitle: "Add your phone number",
        phoneWhy: "We will send codes to it when you sign in.",
        phone: "Phone number",
        phoneHint: "With country code, like +44",
        phoneInvalid: "Enter a number with its country code.",
        emailTitle: "Add your e-mail address",
        emailInvalid: "Enter an e-mail address, like name@example.com.",
        changeEmail: "Change address")
}
