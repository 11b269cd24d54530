import CognitoMFACore
package import UserPoolModel

extension VerifiedSoftwareToken {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, secret.bytes)
        writer.put(2, friendlyDeviceName)
        writer.put(3, Int64(bitPattern: replayFloor.rawValue))
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        let secret = try SharedSecret(stored: reader.bytes(1))
        let name = try reader.text(2)
        let floor = try reader.int64(3).required("replay floor")
        self.init(secret: secret, friendlyDeviceName: name, replayFloor: TimeStep(UInt64(bitPattern: floor)))
    }
}

extension PendingSoftwareToken {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, secret.bytes)
        writer.put(2, associatedAt)
        writer.put(3, failures)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        self.init(
            secret: try SharedSecret(stored: reader.bytes(1)),
            associatedAt: try reader.time(2).required("association"), failures: try reader.count(3) ?? 0)
    }
}

extension SharedSecret {
    fileprivate init(stored bytes: [UInt8]?) throws(CodecError) {
        guard let bytes, let secret = try? SharedSecret(bytes: bytes) else { throw CodecError("no secret") }
        self = secret
    }
}
