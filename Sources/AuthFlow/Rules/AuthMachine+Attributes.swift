package import CognitoMFACore
package import UserPoolModel

// A user's attributes: by an administrator, by the user, and by the code that proves a new value.
extension AuthMachine {
    /// Takes AdminUpdateUserAttributes, and the deletes of administrators.
    ///
    /// An empty value deletes. A new number or address of a pool that verifies it is sent a code, unless it comes marked
    /// verified.
    package mutating func attributesUpdated(
        _ changes: UserAttributes, in context: PoolContext
    ) -> ChangeAction {
        settling(in: context) { (machine) throws(CognitoError) in
            try context.pool.validate(changes, of: machine.record, byAdministrator: true)
            let changed = machine.changedDestinations(changes)
            machine.apply(changes, in: context)
            if !changed.isEmpty { machine.factorChanged(by: nil, in: context) }
            var messages: [MessageRequest] = []
            for name in changed where context.pool.autoVerifiedAttributes.contains(name) {
                guard !machine.record.attributes.isVerified(name),
                    let destination = machine.record.attributes.destination(name)
                else { continue }
                messages.append(try machine.sendAttributeCode(to: destination, settingValue: false, in: context))
            }
            return messages
        }
    }

    /// Takes UpdateUserAttributes and DeleteUserAttributes.
    ///
    /// Where a new number or address counts only once it is verified, the old one stays until then.
    ///
    /// In profile `strict` that holds also without an old one, if the factor is switched on: it must not take its place.
    ///
    /// - Parameter verifyingFirst: true where every number and address named waits for its code, whatever the pool says.
    package mutating func attributesUpdated(
        _ changes: UserAttributes, verifyingFirst: Bool = false, by principal: Principal, in context: SignInContext
    ) -> ChangeAction {
        // A code that is asked for goes out for the present value too: it may never have received one.
        let changed = verifyingFirst ? namedDestinations(changes) : changedDestinations(changes)
        let refusal =
            changed.isEmpty ? refusal(of: principal) : refusal(ofChangeBy: principal, in: context.poolContext)
        if let refusal { return .refuse(refusal) }
        return settling(in: context.poolContext) { (machine) throws(CognitoError) in
            try context.client.authorizeWriting(changes.keys)
            try context.pool.validate(changes, of: machine.record, byAdministrator: false)
            let held = changed.filter { name in
                guard changes[name]?.isEmpty == false else { return false }
                if verifyingFirst { return true }
                let isThere = machine.record.attributes[name] != nil
                if context.profile.guardsFactors { return isThere || machine.record.isSwitchedOn(name) }
                return isThere && context.pool.attributesRequireVerificationBeforeUpdate?.contains(name) == true
            }
            machine.apply(changes.filter { !held.contains($0.key) }, in: context.poolContext)
            if changed.count > held.count { machine.factorChanged(by: principal, in: context.poolContext) }
            var messages: [MessageRequest] = []
            for name in changed where held.contains(name) || context.pool.autoVerifiedAttributes.contains(name) {
                guard let destination = CodeDestination(name, changes[name]) else { continue }
                messages.append(
                    try machine.sendAttributeCode(
                        to: destination, settingValue: held.contains(name), in: context.poolContext))
            }
            return messages
        }
    }

    /// Takes GetUserAttributeVerificationCode.
    package mutating func attributeCodeAsked(
        _ name: AttributeName, by principal: Principal, in context: SignInContext
    ) -> ChangeAction {
        if let refusal = refusal(of: principal) { return .refuse(refusal) }
        if let refusal = refusal(of: .getAttributeCode, in: context.poolContext) { return .refuse(refusal) }
        // A value that waits for its code is the one meant; otherwise the one that is there.
        let waiting = CodePurpose(verifying: name).flatMap { record.codes[$0] }
        let held = waiting.flatMap { $0.setsValue && context.now < $0.sent.expiresAt ? $0.sent.destination : nil }
        guard let destination = held ?? record.attributes.destination(name) else {
            return .refuse(.attributeNotVerifiable)
        }
        record.hourly.use(.getAttributeCode, at: context.now)
        do throws(CognitoError) {
            return .send([
                try sendAttributeCode(to: destination, settingValue: held != nil, asked: true, in: context.poolContext)
            ])
        } catch {
            return .refuse(error)
        }
    }

    /// Takes VerifyUserAttribute.
    package mutating func attributeCodeSubmitted(
        _ code: OneTimeCode, verifying name: AttributeName, by principal: Principal, in context: SignInContext
    ) -> ChangeAction {
        guard let purpose = CodePurpose(verifying: name) else { return .refuse(.attributeNotVerifiable) }
        let setsValue = record.codes[purpose]?.setsValue == true
        let refusal = setsValue ? refusal(ofChangeBy: principal, in: context.poolContext) : refusal(of: principal)
        if let refusal { return .refuse(refusal) }
        if let refusal = count(.verifyAttribute, in: context.poolContext) { return .refuse(refusal) }
        guard var waiting = record.codes[purpose] else { return .refuse(.verificationCodeExpired) }
        switch waiting.verify(code, for: purpose, user: record.sub, keys: context.keys, at: context.now) {
        case .expired: return .refuse(.verificationCodeExpired)
        case .wrong:
            record.codes[purpose] = waiting
            return .refuse(.verificationCodeMismatch)
        case .right: break
        }
        return settling(in: context.poolContext) { machine in
            let destination = waiting.sent.destination
            if waiting.setsValue, machine.record.attributes[name] != destination.text {
                machine.apply([name: destination.text], in: context.poolContext)
                machine.factorChanged(by: principal, in: context.poolContext)
            }
            machine.record.codes[purpose] = nil
            machine.received(destination, in: context.poolContext)
            return []
        }
    }

    /// Marks a destination verified that has received a code, if it is the user's.
    mutating func received(_ destination: CodeDestination, in context: PoolContext) {
        let name = destination.attribute
        guard record.attributes.destination(name) == destination, let flag = name.verifiedFlag,
            !record.attributes.isVerified(name)
        else { return }
        record.attributes[flag] = "true"
        emit(at: context.now) { .attributeVerified($0, name) }
    }

    /// Runs a change and brings the record's reservations in line with it; what fails leaves nothing behind.
    mutating func settling(
        in context: PoolContext, _ change: (inout AuthMachine) throws(CognitoError) -> [MessageRequest]
    ) -> ChangeAction {
        let before = self
        do throws(CognitoError) {
            let messages = try change(&self)
            let missing = updateReservations(in: context)
            guard missing.isEmpty else {
                self = before
                return .reserveFirst(missing)
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

    /// The number and the address that a change names.
    private func namedDestinations(_ changes: UserAttributes) -> [AttributeName] {
        [.email, .phoneNumber].filter { changes[$0] != nil }
    }

    /// Changes attributes that have been verified.
    ///
    /// A new number or address starts unverified, and whatever was sent to the old one ends.
    package mutating func apply(_ changes: UserAttributes, in context: PoolContext) {
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
            emit(at: context.now) { .destinationChanged($0, name) }
            guard let destination = old.destination(name) else { continue }
            record.closeSessions {
                $0.state.sentCode?.destination == destination
            }
            for (purpose, code) in record.codes where code.sent.destination == destination {
                record.codes[purpose] = nil
            }
        }
        record.modifiedAt = context.now
    }

    private mutating func sendAttributeCode(
        to destination: CodeDestination, settingValue: Bool, asked: Bool = false, in context: PoolContext
    ) throws(CognitoError) -> MessageRequest {
        guard let purpose = CodePurpose(verifying: destination.attribute) else { throw .attributeNotVerifiable }
        return try send(
            purpose, to: destination, settingValue: settingValue, asked: asked, quota: .sendsWithPassword, in: context)
    }

    /// Draws up the code for a purpose and its message.
    ///
    /// - Parameters:
    ///   - asked: True if the user asked for the code, and false if it comes with a sign-up or a change.
    ///   - quota: The user's own that counts it; nil for the message of a sign-up, which nothing of the user's counts.
    /// - Throws: LimitExceededException over the user's quota; InvalidParameterException for a number in a pool without SMS.
    mutating func send(
        _ purpose: CodePurpose, to destination: CodeDestination, settingValue: Bool = false, asked: Bool = false,
        quota: HourlyUses.Operation?, in context: PoolContext
    ) throws(CognitoError) -> MessageRequest {
        if destination.attribute == .phoneNumber, context.pool.smsConfiguration == nil { throw .noSMSConfiguration }
        if let quota, let refusal = count(quota, in: context) { throw refusal }
        let code = context.randomness.code(for: purpose)
        let sent = SentCode(
            code, for: purpose, to: destination, user: record.sub, session: context.randomness.session,
            keys: context.keys,
            expiresAt: context.now + purpose.life)
        record.codes[purpose] = VerificationCode(id: context.randomness.session, sent: sent, setsValue: settingValue)
        let text = destination.attribute == .email ? context.pool.messages.email : context.pool.messages.sms
        return MessageRequest(
            .verification(purpose, asked: asked), .code(code), to: destination,
            template: MessageRequest.Template(text: text, subject: context.pool.messages.emailSubject))
    }
}

extension UserAuthRecord {
    /// True when the factor is switched on whose codes go to an attribute.
    fileprivate func isSwitchedOn(_ name: AttributeName) -> Bool {
        mfa.factors.inOrder.contains { $0.attribute == name }
    }
}
