import CognitoMFACore
import UserPoolModel

extension UserPoolService {
    /// A page of a list of ids; a token is the last id of the page before, in base64.
    ///
    /// - Parameter item: nil for an entry without a record.
    /// - Throws: InvalidParameterException for a token that is none.
    func page<ID: TextIdentifier, Item>(
        of ids: [ID], after token: String?, atMost count: Int,
        _ item: (ID) async throws(CognitoError) -> Item?
    ) async throws(CognitoError) -> (items: [Item], next: String?) {
        var rest = ids
        if let token {
            guard let bytes = try? Base64.decode(token, alphabet: .urlSafe),
                let last = String(validating: bytes, as: UTF8.self)
            else { throw .invalidPaginationToken }
            rest = ids.filter { $0.text > last }
        }
        var items: [Item] = []
        for (place, id) in rest.enumerated() {
            if let item = try await item(id) { items.append(item) }
            guard items.count == count, place + 1 < rest.count else { continue }
            return (items, Base64.encodeURL(Array(id.text.utf8)))
        }
        return (items, nil)
    }
}
