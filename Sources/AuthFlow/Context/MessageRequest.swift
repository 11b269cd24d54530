package import CognitoMFACore
package import UserPoolModel

/// A message that a decision asks for.
///
/// It names purpose, secret and destination, and carries the pool's template as it was at the decision. The service
/// words it, after the swap.
package struct MessageRequest: Sendable, Hashable {
    /// The reason for which a message goes out.
    package enum Purpose: Sendable, Hashable {
        /// The code of a second factor at sign-in.
        case authentication
        /// The code that proves an attribute, confirms a sign-up or leads to a new password.
        ///
        /// `asked` is true if the user asked for it, and false if it came with a sign-up or a change.
        case verification(CodePurpose, asked: Bool)
        /// The name and the temporary password of a user whom an administrator has created.
        case invitation(Username)
    }

    /// The secret that the message tells.
    package enum Secret: Sendable, Hashable {
        case code(OneTimeCode)
        case temporaryPassword(Password)
    }

    /// A pool's text with `{####}` in the place of the secret, and the subject of an e-mail.
    package struct Template: Sendable, Hashable {
        package let text: String
        package let subject: String

        package init(text: String, subject: String) {
            (self.text, self.subject) = (text, subject)
        }
    }

    package let purpose: Purpose
    package let secret: Secret
    package let destination: CodeDestination
    package let template: Template

    package init(_ purpose: Purpose, _ secret: Secret, to destination: CodeDestination, template: Template) {
        (self.purpose, self.secret, self.destination, self.template) = (purpose, secret, destination, template)
    }
}

extension MessageRequest: RedactedValue {
    /// The masked destination; the secret is left out.
    package var description: String { "MessageRequest(to: \(CodeDeliveryDetails(destination).destination))" }
}
