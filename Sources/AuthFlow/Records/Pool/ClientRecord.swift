import CognitoMFACore
package import UserPoolModel

/// An app client as it is stored, under its own id; it names its pool.
package struct ClientRecord: StorableRecord {
    package static let kind = RecordKind(rawValue: 3)

    package var client: AppClient
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()
    /// The text with which the keys of its pool's users begin.
    package let usersStart: String

    package init(_ client: AppClient) {
        self.client = client
        usersStart = RecordKey.users(of: client.userPoolID)
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, client.id.text)
        writer.put(2, client.userPoolID.text)
        writer.put(3, client.name)
        // The secret that the client was created with, alone, has no descriptor.
        let isPlain = client.secrets.map(\.storedID) == [""]
        writer.put(4, isPlain ? client.secret?.text : nil)
        writer.put(5, list: client.explicitAuthFlows.map(\.rawValue).sorted()) { $1.put(1, $0) }
        writer.put(6, client.authSessionValidityMinutes)
        writer.put(7, client.accessTokenValiditySeconds)
        writer.put(8, client.idTokenValiditySeconds)
        writer.put(9, client.refreshTokenValiditySeconds)
        writer.put(10, client.preventsUserExistenceErrors)
        // Only what differs from the default.
        if !client.enablesTokenRevocation { writer.put(11, false) }
        writer.put(12, client.refreshTokenRotation?.retryGracePeriodSeconds)
        writer.put(13, client.readAttributes) { names, inner in
            inner.put(1, list: names.map(\.rawValue).sorted()) { $1.put(1, $0) }
        }
        writer.put(14, client.writeAttributes) { names, inner in
            inner.put(1, list: names.map(\.rawValue).sorted()) { $1.put(1, $0) }
        }
        writer.put(15, settings: client.otherSettings)
        writer.put(16, list: isPlain ? [] : client.secrets) { secret, inner in
            inner.put(1, secret.storedID)
            inner.put(2, secret.value.text)
            inner.put(3, secret.creationDate)
        }
        writer.put(17, client.creationDate)
        writer.put(18, client.lastModifiedDate)
        writer.put(19, operations.bytes)
        if client.refreshTokenRotation?.isEnabled == false { writer.put(20, true) }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        let id = AppClientID(try reader.text(1).required("client id"))
        let pool = UserPoolID(try reader.text(2).required("pool id"))
        let name = try reader.text(3).required("name")
        let secret = try reader.text(4).map { ClientSecret($0) }
        let flows = try reader.list(5) { (inner) throws(CodecError) in
            ExplicitAuthFlow(rawValue: try inner.text(1).required("flow"))
        }
        client = AppClient(
            id: id, userPoolID: pool, name: name, secret: secret, explicitAuthFlows: Set(flows),
            authSessionValidityMinutes: try reader.count(6).required("session validity"),
            accessTokenValiditySeconds: try reader.count(7).required("access validity"),
            idTokenValiditySeconds: try reader.count(8).required("ID validity"),
            refreshTokenValiditySeconds: try reader.count(9).required("refresh validity"),
            preventsUserExistenceErrors: try reader.flag(10).required("existence errors"),
            enablesTokenRevocation: try reader.flag(11) ?? true,
            refreshTokenRotation: try reader.count(12).map { RefreshTokenRotation(retryGracePeriodSeconds: $0) },
            readAttributes: try reader.value(13) { (inner) throws(CodecError) in Set(try inner.attributeNames(1)) },
            writeAttributes: try reader.value(14) { (inner) throws(CodecError) in Set(try inner.attributeNames(1)) },
            otherSettings: try reader.settings(15))
        let secrets = try reader.list(16) { (inner) throws(CodecError) in
            ClientSecretDescriptor(
                id: try inner.text(1).required("secret's id"),
                value: ClientSecret(try inner.text(2).required("secret")), creationDate: try inner.time(3))
        }
        if !secrets.isEmpty { client.secrets = secrets }
        client.creationDate = try reader.time(17)
        client.lastModifiedDate = try reader.time(18)
        operations = try OperationRing(bytes: reader.bytes(19))
        if try reader.flag(20) == true { client.refreshTokenRotation?.isEnabled = false }
        usersStart = RecordKey.users(of: pool)
    }
}

extension FieldReader {
    mutating func attributeNames(_ tag: UInt8) throws(CodecError) -> [AttributeName] {
        try list(tag) { (inner) throws(CodecError) in
            AttributeName(rawValue: try inner.text(1).required("attribute"))
        }
    }
}

extension RecordKey {
    /// An app client, by its id alone: clients come without a pool.
    package static func client(_ client: AppClientID) -> RecordKey {
        RecordKey(kind: "client/", SHA256.hash(utf8: client.text).array)
    }
}
