/// The texts of messages with a code or an invitation; `{####}` stands for the code or the temporary password.
///
/// The defaults are Cognito's, trailing spaces included.
public struct VerificationMessages: Sendable, Hashable {
    /// The text message of a code: 6-140 characters.
    public var sms: String
    /// The e-mail of a code: 6-20,000 characters.
    public var email: String
    /// The subject of a code's e-mail: 1-140 characters.
    public var emailSubject: String
    /// The invitation of AdminCreateUser by text message, with `{username}`: 6-140 characters.
    public var smsInvitation: String
    /// The invitation of AdminCreateUser by e-mail, with `{username}`: 6-20,000 characters.
    public var emailInvitation: String
    /// The subject of an invitation's e-mail: 1-140 characters.
    public var emailInvitationSubject: String

    /// The placeholder for the code or the temporary password.
    public static let codeParameter = "{####}"
    /// The placeholder for the name in an invitation.
    public static let usernameParameter = "{username}"

    /// Creates the texts; the defaults are Cognito's.
    public init(
        sms: String = "Your verification code is {####}. ", email: String = "Your verification code is {####}. ",
        emailSubject: String = "Your verification code",
        smsInvitation: String = "Your username is {username} and temporary password is {####}. ",
        emailInvitation: String = "Your username is {username} and temporary password is {####}. ",
        emailInvitationSubject: String = "Your temporary password"
    ) {
        self.sms = sms
        self.email = email
        self.emailSubject = emailSubject
        self.smsInvitation = smsInvitation
        self.emailInvitation = emailInvitation
        self.emailInvitationSubject = emailInvitationSubject
    }

    /// Returns a text with its code and user name filled in.
    ///
    /// It is a single pass: a placeholder inside a filled-in value stays as it is.
    package static func fill(_ text: String, code: String, username: String = "") -> String {
        var words: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            if rest.starts(with: codeParameter.utf8) {
                words += code.utf8
                rest = rest.dropFirst(codeParameter.utf8.count)
            } else if rest.starts(with: usernameParameter.utf8) {
                words += username.utf8
                rest = rest.dropFirst(usernameParameter.utf8.count)
            } else {
                words.append(first)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: words, as: UTF8.self)
    }
}
