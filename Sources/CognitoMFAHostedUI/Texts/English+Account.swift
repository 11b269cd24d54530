extension Texts.Passwords {
    static let english = Self(
        newTitle: "Choose a new password",
        newWhy: "The password you signed in with was temporary.",
        new: "New password",
        rules: "Your password needs:",
        length: { "at least \($0) characters" },
        upper: "a capital letter (A-Z)",
        lower: "a small letter (a-z)",
        digit: "a digit (0-9)",
        symbol: "a symbol, like ! or -",
        refused: "This password does not meet the rules.",
        lacks: { "Your password still needs: \($0)." },
        usedBefore: "You have used this password before. Choose another.",
        forgottenTitle: "Reset your password",
        forgottenWhy: "We will send you a code to set a new password.",
        sendCode: "Send code",
        onItsWay: "If there is such an account, a code is on its way.",
        sentAgain: "If there is such an account, another code is on its way. The older one no longer counts.",
        save: "Save password",
        resetRequired: "Your password must be reset before you can sign in.",
        value: "Fill in this field.",
        show: "Show password",
        hide: "Hide password")
}

extension Texts.SignUp {
    static let english = Self(
        title: "Create an account",
        action: "Create account",
        email: "E-mail address",
        haveAccount: "I have an account",
        taken: "There is already an account with this name.",
        invalid: "Check what you have entered.",
        confirmTitle: "Confirm your account",
        enterCode: "Enter the code that we sent you.",
        unconfirmed: "Your account is not confirmed yet.",
        administrator: "An administrator has to confirm your account. After that you can sign in.",
        closed: "This service does not take new accounts here.")
}

extension Texts.Account {
    static let english = Self(
        title: "Sign-in and security",
        signedInAs: { "Signed in as \($0)" },
        factors: "Second factors",
        message: "Text message",
        email: "E-mail",
        app: "Authenticator app",
        on: "On",
        off: "Off",
        preferred: "Asked for first",
        verified: "Verified",
        unverified: "Not verified",
        none: "None",
        turnOn: "Turn on",
        turnOff: "Turn off",
        prefer: "Ask for it first",
        lastFactor: "A second factor is required, so the last one stays on.",
        setUpApp: "Set up an app",
        replaceApp: "Replace the app",
        removeApp: "Remove the app",
        changePhone: "Change number",
        addPhone: "Add a number",
        verifyPhone: "Verify number",
        changed: "Your change is saved.",
        phoneChanged: "Your phone number is verified.",
        oldPhoneStays: "The former number stays until the new one is verified.",
        oldAppWorks: "The app you use now works until the new one is confirmed.",
        removeTitle: "Remove the authenticator app",
        removeThen: "From then on, signing in asks for your password and for the other factors that are on.",
        removeThenSetUp: "A second factor is required: without another one, the next sign-in asks you to set one up.",
        confirmTitle: "Confirm it is you",
        confirmWhy: "This changes how you sign in, so we ask for your password again.",
        wrongPassword: "The password is not right.",
        signOut: "Sign out",
        signOutTitle: "Sign out",
        signOutHere: "This ends your sign-in in this browser.",
        signOutEverywhere: "Sign out everywhere")
}

extension Texts.Endings {
    static let english = Self(
        expiredTitle: "This sign-in has ended",
        expired: "It took too long, or it was finished already. Begin again.",
        badTitle: "This did not work",
        bad: "The page was out of date, or the link is not right. Nothing has been changed.",
        noCookies: "Your browser keeps no cookies for this site. Signing in needs them: allow them and try again.",
        incomplete:
            "The link that led here is incomplete: it does not say which application you want to use. Go back to the application and sign in from there.",
        lockedTitle: "Too many tries",
        locked: { "Too many tries. Try again in \($0)." },
        tooManyCodes: "Too many wrong codes have ended this sign-in.",
        later: "Try again later.",
        faultTitle: "Something went wrong on our side",
        fault: "Nothing has been changed. You can safely try again.",
        absentTitle: "There is no such page",
        absent: "Check the address, or begin with signing in.")
}
