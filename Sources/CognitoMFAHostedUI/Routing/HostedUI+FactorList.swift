import AuthFlow
import CognitoMFAService
import UserPoolModel

// The list of U1: each factor with the buttons and links that its state allows.
extension HostedUI {
    /// The factors of the pool, as the user has them.
    func factors(of account: AccountSecurity, _ exchange: Exchange) -> [AccountPage.Factor] {
        let mfa = exchange.settings.mfa
        guard mfa.mode != .off else { return [] }
        return [MFAType.sms, .email, .softwareToken].filter(mfa.factors.contains).map {
            factor($0, of: account, exchange)
        }
    }

    private func factor(
        _ type: MFAType, of account: AccountSecurity, _ exchange: Exchange
    ) -> AccountPage.Factor {
        let (texts, user) = (theme.texts.account, account.user)
        let isRequired = exchange.settings.mfa.mode == .on
        let isPreferred = user.preferredMFASetting == type
        // Where a factor is required, a sign-in asks for what is there, whatever the preference.
        let there = MFAType.all.filter { account.has($0) }.filter(exchange.settings.mfa.factors.contains)
        let isThere = account.has(type)
        let isOn = isRequired ? isThere : user.userMFASettingList.contains(type)
        let isLast = isRequired && there == [type]
        var links: [(text: String, address: String)] = []
        var (detail, isVerified): (String?, Bool?) = (nil, nil)
        switch type {
        case .softwareToken:
            detail = account.friendlyDeviceName
            links.append((isThere ? texts.replaceApp : texts.setUpApp, exchange.address(.accountApp)))
            if isThere, !isLast { links.append((texts.removeApp, exchange.address(.removeApp))) }
        case .sms:
            let number = user.attributes[.phoneNumber].flatMap { try? PhoneNumber($0) }
            detail = number?.masked ?? texts.none
            isVerified = number == nil ? nil : user.attributes[.phoneNumberVerified] == "true"
            if theme.usersChangePhone {
                links.append((isThere ? texts.changePhone : texts.addPhone, exchange.address(.phone)))
                if isVerified == false { links.append((texts.verifyPhone, exchange.address(.phoneVerify))) }
            }
        default:
            let address = user.attributes[.email].flatMap { try? EmailAddress($0) }
            detail = address?.masked ?? texts.none
            isVerified = address == nil ? nil : user.attributes[.emailVerified] == "true"
        }
        var changes: [String] = []
        if isOn {
            if !isPreferred, !isLast { changes.append("prefer") }
            // Where a factor is required, none of them is switched off; one is asked for first.
            if !isRequired { changes.append("off") }
        } else if isThere {
            changes.append("on")
        }
        let name =
            switch type {
            case .sms: texts.message
            case .email: texts.email
            default: texts.app
            }
        return AccountPage.Factor(
            value: type.rawValue, name: name, detail: detail, isVerified: isVerified, isOn: isOn,
            isPreferred: isPreferred, changes: changes, isLast: isLast, links: links)
    }
}

extension AccountSecurity {
    /// True for a factor that a sign-in could ask for.
    fileprivate func has(_ type: MFAType) -> Bool {
        switch type {
        case .softwareToken: hasSoftwareToken
        case .sms: user.attributes[.phoneNumber].flatMap { try? PhoneNumber($0) } != nil
        default: user.attributes[.email].flatMap { try? EmailAddress($0) } != nil
        }
    }
}
