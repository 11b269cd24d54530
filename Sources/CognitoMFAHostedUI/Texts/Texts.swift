/// Every sentence of the pages, in one language.
///
/// `english` and `german` are complete. A server changes a sentence of a copy, or writes a language of its own: the
/// initializers have no default, so a forgotten sentence does not compile.
public struct Texts: Sendable {
    /// Sentences and words of every page.
    public var general: General
    /// Sentences of the page for name and password.
    public var signIn: SignIn
    /// Sentences of the pages that ask for a code.
    public var codes: Codes
    /// Sentences of the page for users who have lost their phone.
    public var help: Help
    /// Sentences of the pages that set a factor up.
    public var setUp: SetUp
    /// Sentences of the pages for new passwords.
    public var passwords: Passwords
    /// Sentences of the pages for a new account.
    public var signUp: SignUp
    /// Sentences of the pages of a signed-in user.
    public var account: Account
    /// Sentences of the pages where something ends.
    public var endings: Endings

    /// Takes the sentences of every group of pages.
    public init(
        general: General, signIn: SignIn, codes: Codes, help: Help, setUp: SetUp,
        passwords: Passwords, signUp: SignUp, account: Account, endings: Endings
    ) {
        self.general = general
        self.signIn = signIn
        self.codes = codes
        self.help = help
        self.setUp = setUp
        self.passwords = passwords
        self.signUp = signUp
        self.account = account
        self.endings = endings
    }
}
