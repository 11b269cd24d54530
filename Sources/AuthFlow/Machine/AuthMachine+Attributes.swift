package import CognitoMFACore
package import UserPoolModel

// A user's attributes: by an administrator, by the user, and by the code that proves a new value.
extension AuthMachine {
    /// Takes AdminUpdateUserAttributes, and the deletes of administrators.
    ///
    /// An empty value deletes. A new number or address of a pool that verifies it is sent a code, unless it comes marked
    /// verified.
    package mutating func attributesUpdated(
        _ changes: UserAttributes, under it: Surroundings
    ) -> ChangeAction {
        settling(under: it) { (machine) throws(CognitoError) in
            try it.pool.judge(changes, of: machine.record, byAdministrator: true)
            let changed = machine.changedDestinations(changes)
            machine.apply(changes, under: it)
            if !changed.isEmpty { machine.factorChanged(by: nil, under: it) }
            var messages: [OutgoingMessage] = []
            for name in changed where it.pool.autoVerifiedAttributes.contains(name) {
                guard !machine.record.attributes.isVerified(name),
                    let destination = machine.record.attributes.destination(name)
                else { continue }
                messages.append(try machine.sendAttributeCode(to: destination, settingValue: false, under: it))
            }
            return messages
        }
    }

    /// Takes UpdateUserAttributes and DeleteUserAttributes.
    ///
    /// Where a new number or address counts only once it is verified, the old one stays until then.
    ///
    /// In profile `strict` that holds also without an old one, if the factor is switched on: it must not take its place.
    package mutating func attributesUpdated(
        _ changes: UserAttributes, by principal: Principal, under it: Circumstances
    ) -> ChangeAction {
        let changed = changedDestinations(changes)
        let refusal =
            changed.isEmpty ? refusal(of: principal) : refusal(ofChangeBy: principal, under: it.surroundings)
        if let refusal { return .refuse(refusal) }
        return settling(under: it.surroundings) { (machine) throws(CognitoError) in
            try it.client.judgeWriting(changes.keys)
            try it.pool.judge(changes, of: machine.record, byAdministrator: false)
            let held = changed.filter { name in
                guard changes[name]?.isEmpty == false else { return false }
                let isThere = machine.record.attributes[name] != nil
                if it.profile.guardsFactors { return isThere || machine.record.isSwitchedOn(name) }
                return isThere && it.pool.attributesRequireVerificationBeforeUpdate.contains(name)
            }
            machine.apply(changes.filter { !held.contains($0.key) }, under: it.surroundings)
            if changed.count > held.count { machine.factorChanged(by: principal, under: it.surroundings) }
            var messages: [OutgoingMessage] = []
            for name in changed where held.contains(name) || it.pool.autoVerifiedAttributes.contains(name) {
                guard let destination = CodeDestination(name, changes[name]) else { continue }
                messages.append(
                    try machine.sendAttributeCode(
                        to: destination, settingValue: held.contains(name), under: it.surroundings))
            }
            return messages
        }
    }

    /// Takes GetUserAttributeVerificationCode.
    package mutating func attributeCodeAsked(
        _ name: AttributeName, by principal: Principal, under it: Circumstances
    ) -> ChangeAction {
        if let refusal = refusal(of: principal) { return .refuse(refusal) }
        if let refusal = record.hourly.refusal(of: .getAttributeCode, limits: it.limits, at: it.now) {
            return .refuse(refusal)
        }
        // A value that waits for its code is the one meant; otherwise the one that is there.
        let waiting = CodePurpose(verifying: name).flatMap { record.codes[$0] }
        let held = waiting.flatMap { $0.setsValue && it.now < $0.sent.expiresAt ? $0.sent.destination : nil }
        guard let destination = held ?? record.attributes.destination(name) else {
            return .refuse(.attributeNotVerifiable)
        }
        record.hourly.use(.getAttributeCode, at: it.now)
        do throws(CognitoError) {
            return .send([
                try sendAttributeCode(to: destination, settingValue: held != nil, under: it.surroundings)
            ])
        } catch {
            return .refuse(error)
        }
    }

    /// Takes VerifyUserAttribute.
    package mutating func attributeCodeSubmitted(
        _ code: OneTimeCode, verifying name: AttributeName, by principal: Principal, under it: Circumstances
    ) -> ChangeAction {
        guard let purpose = CodePurpose(verifying: name) else { return .refuse(.attributeNotVerifiable) }
        let setsValue = record.codes[purpose]?.setsValue == true
        let refusal = setsValue ? refusal(ofChangeBy: principal, under: it.surroundings) : refusal(of: principal)
        if let refusal { return .refuse(refusal) }
        if let refusal = record.hourly.refusal(of: .verifyAttribute, limits: it.limits, at: it.now) {
            return .refuse(refusal)
        }
        record.hourly.use(.verifyAttribute, at: it.now)
        guard var waiting = record.codes[purpose] else { return .refuse(.verificationCodeExpired) }
        switch waiting.judge(code, for: purpose, user: record.sub, keys: it.keys, at: it.now) {
        case .expired: return .refuse(.verificationCodeExpired)
        case .wrong:
            record.codes[purpose] = waiting
            return .refuse(.verificationCodeMismatch)
        case .right: break
        }
        return settling(under: it.surroundings) { machine in
            let destination = waiting.sent.destination
            if waiting.setsValue, machine.record.attributes[name] != destination.text {
                machine.apply([name: destination.text], under: it.surroundings)
                machine.factorChanged(by: principal, under: it.surroundings)
            }
            machine.record.codes[purpose] = nil
            machine.received(destination, under: it.surroundings)
            return []
        }
    }

    /// Marks a destination verified that has received a code, if it is the user's.
    mutating func received(_ destination: CodeDestination, under it: Surroundings) {
        let name = destination.attribute
        guard record.attributes.destination(name) == destination, let flag = name.verifiedFlag,
            !record.attributes.isVerified(name)
        else { return }
        record.attributes[flag] = "true"
        note(at: it.now) { .attributeVerified($0, name) }
    }

    /// Runs a change and brings the record's claims in line with it; what fails leaves nothing behind.
    mutating func settling(
        under it: Surroundings, _ change: (inout AuthMachine) throws(CognitoError) -> [OutgoingMessage]
    ) -> ChangeAction {
        let before = self
        do throws(CognitoError) {
            let messages = try change(&self)
            let missing = settleAliases(under: it)
            guard missing.isEmpty else {
                self = before
                return .claimFirst(missing)
            }
            return messages.isEmpty ? .done : .send(messages)
        } catch {
            self = before
            return .refuse(error)
        }
    }

    /// The number and the address, where a change gives them another value.
    private func changedDestinations(_ changes: UserAttributes) -> [AttributeName] {
        [.email, .phoneNumber].filter { name in
            changes[name].map { $0 != record.attributes[name, default: ""] } ?? false
        }
    }

    /// Changes attributes that have been judged.
    ///
    /// A new number or address starts unverified, and whatever was sent to the old one ends.
    mutating func apply(_ changes: UserAttributes, under it: Surroundings) {
        let old = record.attributes
        for (name, value) in changes where record.attributes[name] != value {
            record.attributes[name] = value.isEmpty ? nil : value
            if let verified = name.verifiedFlag { record.attributes[verified] = value.isEmpty ? nil : "false" }
        }
        for name in [AttributeName.phoneNumber, .email] {
            if let flag = name.verifiedFlag, let verified = changes[flag] {
                record.attributes[flag] = record.attributes[name] == nil ? nil : verified
            }
            guard record.attributes[name] != old[name] else { continue }
            note(at: it.now) { .destinationChanged($0, name) }
            guard let destination = old.destination(name) else { continue }
            record.closeSessions {
                if case .awaitingSentCode(let code) = $0.state { code.destination == destination } else { false }
            }
            for (purpose, code) in record.codes where code.sent.destination == destination {
                record.codes[purpose] = nil
            }
        }
        record.modifiedAt = it.now
    }

    private mutating func sendAttributeCode(
        to destination: CodeDestination, settingValue: Bool, under it: Surroundings
    ) throws(CognitoError) -> OutgoingMessage {
        guard let purpose = CodePurpose(verifying: destination.attribute) else { throw .attributeNotVerifiable }
        return try send(
            purpose, to: destination, settingValue: settingValue, quota: .sendsWithPassword, under: it)
    }

    /// Draws up the code for a purpose and its message.
    ///
    /// - Parameter quota: the user's own that counts it; nil for the message of a sign-up, which nothing of the user's counts.
    /// - Throws: LimitExceededException over the user's quota; InvalidParameterException for a number in a pool without SMS.
    mutating func send(
        _ purpose: CodePurpose, to destination: CodeDestination, settingValue: Bool = false,
        quota: HourlyUses.Operation?, under it: Surroundings
    ) throws(CognitoError) -> OutgoingMessage {
        if destination.attribute == .phoneNumber, it.pool.smsConfiguration == nil { throw .noSMSConfiguration }
        if let quota {
            if let refusal = record.hourly.refusal(of: quota, limits: it.limits, at: it.now) { throw refusal }
            record.hourly.use(quota, at: it.now)
        }
        let code = it.draw.code(for: purpose)
        let sent = SentCode(
            code, for: purpose, to: destination, user: record.sub, session: it.draw.session, keys: it.keys,
            expiresAt: it.now + purpose.life)
        record.codes[purpose] = VerificationCode(id: it.draw.session, sent: sent, setsValue: settingValue)
        let text = destination.attribute == .email ? it.pool.messages.email : it.pool.messages.sms
        return OutgoingMessage(
            VerificationMessages.fill(text, code: code.text), subject: it.pool.messages.emailSubject, to: destination,
            for: it.pool.id)
    }
}

extension UserAuthRecord {
    /// Whether the factor is switched on whose codes go to an attribute.
    fileprivate func isSwitchedOn(_ name: AttributeName) -> Bool {
        mfa.factors.inOrder.contains { $0.attribute == name }
    }
}

extension PoolRecord {
    /// Judges the names and the values of a change to a user's attributes.
    package func judge(
        _ changes: UserAttributes, of user: UserAuthRecord?, byAdministrator isAdministrator: Bool
    ) throws(CognitoError) {
        for (name, value) in changes.inOrder {
            let schema = fixed.schema.first { $0.name == name }
            guard schema != nil || AttributeName.standard.contains(name) else {
                throw name.rawValue.hasPrefix("custom:") ? .attributeTypeUnknown(name) : .attributeNotInSchema(name)
            }
            if let schema, let old = user?.attributes[name], old != value {
                guard schema.isMutable else { throw .attributeImmutable(name) }
                if schema.isRequired, value.isEmpty { throw .requiredAttributeDeleted(name) }
            }
            switch name {
            case .sub: throw .attributeImmutable(name)
            case .phoneNumber: if !value.isEmpty { _ = try PhoneNumber(value) }
            case .email: if !value.isEmpty { _ = try EmailAddress(value) }
            case .phoneNumberVerified, .emailVerified:
                guard isAdministrator, ["true", "false"].contains(value) else { throw .attributeImmutable(name) }
                let flagged: AttributeName = name == .emailVerified ? .email : .phoneNumber
                let flaggedValue = changes[flagged] ?? user?.attributes[flagged] ?? ""
                guard !flaggedValue.isEmpty || value == "false" else { throw .verifiedWithout(flagged) }
            default: break
            }
        }
    }

    /// - Throws: InvalidParameterException when an attribute is missing that every user must have.
    package func requireAll(in attributes: UserAttributes) throws(CognitoError) {
        for attribute in fixed.schema where attribute.isRequired && attributes[attribute.name] == nil {
            throw .attributeRequired(attribute.name)
        }
    }
}
