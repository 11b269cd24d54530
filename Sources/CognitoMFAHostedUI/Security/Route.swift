/// The addresses of the pages, and the fields that each takes by POST.
enum Route: String, Sendable, Hashable, CaseIterable {
    case signIn = "/login"
    case newPassword = "/newPassword"
    case sms = "/mfa/sms"
    case email = "/mfa/email"
    case app = "/mfa/app"
    case send = "/mfa/send"
    case other = "/mfa/other"
    case choose = "/mfa/choose"
    case help = "/mfa/help"
    case end = "/mfa/end"
    case setUp = "/mfa/set-up"
    case setUpApp = "/mfa/set-up/app"
    case setUpPhone = "/mfa/set-up/phone"
    case setUpEmail = "/mfa/set-up/email"
    case finish = "/oauth2/finish"
    case forgotPassword = "/forgotPassword"
    case confirmForgotPassword = "/confirmForgotPassword"
    case signUp = "/signup"
    case confirmUser = "/confirmUser"
    case resendCode = "/resendcode"
    case logout = "/logout"
    case security = "/account/security"
    case confirm = "/account/confirm"
    case prefer = "/account/prefer"
    case phone = "/account/phone"
    case phoneVerify = "/account/phone/verify"
    case accountApp = "/account/app"
    case removeApp = "/account/app/remove"
    case signOut = "/account/sign-out"

    /// True for a page that needs a browser session.
    var isOfAccount: Bool { rawValue.hasPrefix("/account/") }

    /// True for a page that is nothing without the session of its tab.
    var needsFlow: Bool {
        switch self {
        case .newPassword, .sms, .email, .app, .send, .other, .choose, .end, .setUp, .setUpApp, .setUpPhone,
            .setUpEmail:
            true
        default: false
        }
    }

    /// True for a form that signs in, creates or sends something: twice the same one gets one answer.
    var isAnsweredOnce: Bool {
        switch self {
        case .signIn, .newPassword, .setUpPhone, .setUpEmail, .send, .forgotPassword, .confirmForgotPassword, .signUp,
            .confirmUser, .resendCode, .phone, .confirm:
            true
        default: false
        }
    }

    var takesGet: Bool {
        switch self {
        case .send, .other, .end, .resendCode, .prefer: false
        default: true
        }
    }

    var takesPost: Bool {
        switch self {
        case .help, .finish, .logout, .security: false
        default: true
        }
    }

    /// The fields that a form of the page has; a field that a browser may leave out is in `optionalFields`.
    var fields: [String] {
        switch self {
        case .signIn: ["username", "password"]
        case .newPassword: ["password"]
        case .sms, .email, .app, .confirmUser, .phoneVerify: ["code"]
        case .setUpApp: ["code", "device"]
        case .setUpPhone, .phone: ["phone"]
        case .setUpEmail: ["email"]
        case .confirmForgotPassword: ["code", "password"]
        case .signUp: ["password"]
        case .confirm, .removeApp: ["password"]
        case .prefer: ["factor", "state"]
        default: []
        }
    }

    /// The fields that depend on the page's state, or that only a button or a choice sends.
    var optionalFields: [String] {
        switch self {
        case .choose, .setUp: ["factor"]
        case .setUpApp, .signOut: ["action"]
        case .forgotPassword, .confirmForgotPassword, .confirmUser, .resendCode: ["username"]
        case .signUp: ["username", "email", "phone"]
        case .accountApp: ["code", "device", "action"]
        case .removeApp: ["code"]
        default: []
        }
    }

    /// True for a page that asks for attributes of the pool's schema.
    var takesAttributes: Bool { self == .newPassword || self == .signUp }

    /// Returns the largest number of UTF-16 units of a field, as its `maxlength` says to browsers.
    static func limit(ofField name: String) -> Int {
        switch name {
        case "username": 128
        case "password", "device": 256
        case "code": 20
        case "phone": 32
        case "email": 320
        case "csrf": 256
        case _ where name.hasPrefix("attribute-"): 2_048
        default: 64
        }
    }
}
