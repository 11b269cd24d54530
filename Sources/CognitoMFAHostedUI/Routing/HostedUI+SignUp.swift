import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAService
import UserPoolModel

extension HostedUI {
    /// N1: a new account.
    func signUp(_ exchange: inout Exchange) async -> Reply {
        guard !exchange.settings.allowAdminCreateUserOnly else { return .ending(.closed) }
        guard exchange.isPost else { return .page(signUpPage(exchange)) }
        let fields = SignUpFields(exchange.settings)
        let password = exchange.form["password"] ?? ""
        var attributes: UserAttributes = [:]
        for name in fields.attributes {
            let typed = exchange.form[fields.field(of: name)] ?? ""
            guard !typed.isEmpty else {
                return .page(
                    signUpPage(exchange, wrong: [fields.field(of: name): theme.texts.passwords.value]), status: 422)
            }
            if name == .phoneNumber {
                guard let number = PhoneNumber(typed: typed) else {
                    return .page(signUpPage(exchange, wrong: ["phone": theme.texts.setUp.phoneInvalid]), status: 422)
                }
                attributes[name] = number.e164
            } else if name == .email {
                guard (try? EmailAddress(typed)) != nil else {
                    return .page(signUpPage(exchange, wrong: ["email": theme.texts.setUp.emailInvalid]), status: 422)
                }
                attributes[name] = typed
            } else {
                attributes[name] = typed
            }
        }
        let name = fields.nameAttribute.flatMap { attributes[$0] } ?? exchange.form["username"] ?? ""
        guard !name.isEmpty else {
            return .page(signUpPage(exchange, wrong: ["username": theme.texts.passwords.value]), status: 422)
        }
        do throws(CognitoError) {
            let response = try await exchange.pool.signUp(
                Username(name), password: Password(password), attributes: attributes)
            let isDone = response.userConfirmed
            exchange.changeFlow {
                $0.name = isDone ? nil : name
                $0.destination = response.codeDeliveryDetails?.destination
                $0.notice = isDone ? Notice(.confirmed) : nil
            }
            return .redirect(exchange.address(isDone ? .signIn : .confirmUser))
        } catch {
            return refusal(ofSignUp: error, password, fields, exchange)
        }
    }

    private func refusal(
        ofSignUp error: CognitoError, _ password: String, _ fields: SignUpFields, _ exchange: Exchange
    ) -> Reply {
        let texts = theme.texts
        if case .repeatCall = error.advice { return .ending(.fault) }
        if let problem = passwordProblem(error, password, exchange) {
            return .page(signUpPage(exchange, wrong: ["password": problem]), status: 422)
        }
        switch error.code {
        case .usernameExists, .aliasExists:
            let field = fields.nameAttribute.map { fields.field(of: $0) } ?? "username"
            return .page(signUpPage(exchange, wrong: [field: texts.signUp.taken]), status: 422)
        case .limitExceeded, .tooManyRequests, .forbidden:
            return .page(signUpPage(exchange, problem: texts.endings.later), status: 429)
        // Sign-up was closed after the page was shown.
        case .notAuthorized: return .ending(.closed)
        case .codeDeliveryFailure:
            // The account is there; its code can be asked for again.
            return .page(signUpPage(exchange, problem: texts.endings.later), status: 422)
        default: return .page(signUpPage(exchange, problem: texts.signUp.invalid), status: 422)
        }
    }

    private func signUpPage(
        _ exchange: Exchange, wrong: [String: String] = [:], problem: String? = nil
    ) -> Page {
        let texts = theme.texts
        let fields = SignUpFields(exchange.settings)
        var list: [Field] = []
        if fields.nameAttribute == nil {
            list.append(
                Field(
                    kind: .name(isEmail: false), name: "username", label: texts.signIn.name,
                    value: exchange.form["username"], problem: wrong["username"]))
        }
        for name in fields.attributes {
            let field = fields.field(of: name)
            let (kind, label, hint): (Field.Kind, String, String?) =
                switch name {
                case .email: (.email, texts.signUp.email, nil)
                case .phoneNumber: (.phone, texts.setUp.phone, texts.setUp.phoneHint)
                default: (.attribute, name.rawValue, nil)
                }
            list.append(
                Field(
                    kind: kind, name: field, label: label, hint: hint, value: exchange.form[field],
                    problem: wrong[field]))
        }
        return SignUpPage(
            texts: texts, target: exchange.target(.signUp), fields: list, rules: rules(exchange),
            passwordProblem: wrong["password"], problem: problem, signIn: exchange.start
        ).page
    }

    /// N2: the code of a new account.
    func confirmUser(_ exchange: inout Exchange) async -> Reply {
        let texts = theme.texts
        // No code is ever sent: whoever runs the pool confirms its users.
        guard exchange.settings.sendsSignUpCodes else {
            return .page(
                MessagePage(
                    texts: texts, title: texts.signUp.confirmTitle,
                    sentences: [texts.signUp.administrator, peopleToAsk],
                    action: (texts.signIn.action, exchange.start)
                ).page)
        }
        guard exchange.isPost else { return .page(confirmPage(exchange)) }
        guard let name = exchange.flow?.name ?? exchange.form["username"], !name.isEmpty else {
            return .page(confirmPage(exchange, nameProblem: texts.passwords.value), status: 422)
        }
        do throws(CognitoError) {
            try await exchange.pool.confirmSignUp(
                Username(name), code: OneTimeCode(typed: exchange.form["code"] ?? ""))
        } catch {
            if case .repeatCall = error.advice { return .ending(.fault) }
            switch error.code {
            case .expiredCode: return .page(confirmPage(exchange, problem: texts.codes.runOut), status: 422)
            case .limitExceeded, .tooManyRequests, .forbidden:
                return .page(confirmPage(exchange, problem: texts.endings.later), status: 429)
            default: return .page(confirmPage(exchange, problem: codeShape(error)), status: 422)
            }
        }
        exchange.changeFlow {
            $0.name = nil
            $0.notice = Notice(.confirmed)
        }
        return .redirect(exchange.address(.signIn))
    }

    /// Sends the code of a new account again; the answer is the same for a name that nobody has.
    func resendCode(_ exchange: inout Exchange) async -> Reply {
        guard let name = exchange.flow?.name ?? exchange.form["username"], !name.isEmpty else {
            return .redirect(exchange.address(.confirmUser))
        }
        exchange.leave(.sentAgain)
        do throws(CognitoError) {
            try await exchange.pool.resendConfirmationCode(Username(name))
        } catch {
            switch (error.code, error.advice) {
            case (_, .repeatCall): return .ending(.fault)
            case (.limitExceeded, _), (.tooManyRequests, _), (.forbidden, _): exchange.leave(.later)
            default: break
            }
        }
        return .redirect(exchange.address(.confirmUser))
    }

    private func confirmPage(
        _ exchange: Exchange, problem: String? = nil, nameProblem: String? = nil
    ) -> Page {
        let texts = theme.texts
        let pieces = Pieces(texts: texts)
        let known = exchange.flow?.name != nil
        let notice = exchange.flow?.notice?.kind
        return ConfirmCodePage(
            texts: texts, title: texts.signUp.confirmTitle,
            introduction: exchange.flow?.destination.map {
                pieces.sentence(texts.codes.sentTo, isolating: $0)
            } ?? "\(texts.signUp.enterCode)", target: exchange.target(.confirmUser),
            name: known ? nil : exchange.form["username"] ?? "", nameProblem: nameProblem,
            sendAgain: known ? exchange.target(.resendCode) : nil,
            back: exchange.start, problem: problem ?? problems(exchange).first,
            done: notice == .sentAgain ? texts.codes.sentAgain : nil,
            notice: notice == .unconfirmed ? texts.signUp.unconfirmed : nil
        ).page
    }
}

extension PoolRecord {
    /// True where a new account gets a code: without an attribute to verify, none is sent.
    fileprivate var sendsSignUpCodes: Bool { !autoVerifiedAttributes.isDisjoint(with: [.email, .phoneNumber]) }
}

/// The attributes that the page for new accounts asks for.
struct SignUpFields {
    /// The attribute that is the name; nil where users choose a name.
    let nameAttribute: AttributeName?
    /// The attributes in the order of the page.
    let attributes: [AttributeName]

    init(_ pool: PoolRecord) {
        let names = pool.fixed.usernameAttributes
        nameAttribute = names.contains(.email) ? .email : names.contains(.phoneNumber) ? .phoneNumber : nil
        let required = Set(pool.schema.filter(\.isRequired).map(\.name))
        // A code must go somewhere, and a factor that sends codes needs a destination.
        let sent = pool.autoVerifiedAttributes.intersection([.email, .phoneNumber])
        var wanted = required.union(sent)
        if let nameAttribute { wanted.insert(nameAttribute) }
        wanted.remove(.sub)
        attributes = wanted.sorted { left, right in
            let order: [AttributeName] = [.email, .phoneNumber]
            let places = [left, right].map { order.firstIndex(of: $0) ?? 2 }
            return places[0] != places[1] ? places[0] < places[1] : left.rawValue < right.rawValue
        }
    }

    func field(of attribute: AttributeName) -> String {
        switch attribute {
        case .email: "email"
        case .phoneNumber: "phone"
        default: "attribute-\(attribute.rawValue)"
        }
    }
}
