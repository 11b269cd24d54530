import UserPoolModel

extension SMSConfiguration: FieldValue {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, snsCallerARN)
        writer.put(2, externalID)
        writer.put(3, snsRegion)
        writer.put(4, endUserMessaging)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        self.init(
            snsCallerARN: try reader.text(1).required("role"), externalID: try reader.text(2),
            snsRegion: try reader.text(3), endUserMessaging: try reader.value(4, as: SettingValue.self))
    }
}

extension PasswordPolicy: FieldValue {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, minimumLength)
        writer.put(2, requireUppercase)
        writer.put(3, requireLowercase)
        writer.put(4, requireNumbers)
        writer.put(5, requireSymbols)
        writer.put(6, temporaryPasswordValidityDays)
        if passwordHistorySize > 0 { writer.put(7, passwordHistorySize) }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        self.init(
            minimumLength: try reader.count(1).required("length"),
            requireUppercase: try reader.flag(2).required("upper case"),
            requireLowercase: try reader.flag(3).required("lower case"),
            requireNumbers: try reader.flag(4).required("numbers"),
            requireSymbols: try reader.flag(5).required("symbols"),
            temporaryPasswordValidityDays: try reader.count(6).required("validity"),
            passwordHistorySize: try reader.count(7) ?? 0)
    }
}

extension VerificationMessages: FieldValue {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, sms)
        writer.put(2, email)
        writer.put(3, emailSubject)
        writer.put(4, smsInvitation)
        writer.put(5, emailInvitation)
        writer.put(6, emailInvitationSubject)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        self.init(
            sms: try reader.text(1).required("text"), email: try reader.text(2).required("text"),
            emailSubject: try reader.text(3).required("subject"),
            smsInvitation: try reader.text(4).required("text"), emailInvitation: try reader.text(5).required("text"),
            emailInvitationSubject: try reader.text(6).required("subject"))
    }
}

extension SchemaAttribute: FieldValue {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, name.rawValue)
        writer.put(2, isRequired)
        writer.put(3, isMutable)
        writer.put(4, type == .string ? nil : type.rawValue)
        writer.put(5, minimum)
        writer.put(6, maximum)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        let name = AttributeName(rawValue: try reader.text(1).required("name"))
        let (isRequired, isMutable) = (
            try reader.flag(2).required("required"), try reader.flag(3).required("mutable")
        )
        let type = try DataType(rawValue: try reader.text(4) ?? "String").required("known type")
        self.init(
            name: name, type: type, isRequired: isRequired, isMutable: isMutable, minimum: try reader.text(5),
            maximum: try reader.text(6))
    }
}
