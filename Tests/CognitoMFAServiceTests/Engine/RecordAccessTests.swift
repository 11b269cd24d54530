import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// A row that is read twice in one operation.
@Suite struct RecordAccessTests {
    /// The bytes are taken apart again unless both they and their version are the same.
    @Test func otherBytesUnderTheSameVersionAreSeen() async throws {
        let fixture = try await Fixture()
        let row = try #require(await fixture.store.row(fixture.key))
        let (store, key) = (fixture.store, fixture.key)
        await store.before("read user", skipping: 1) {
            await store.put(VersionedRecord(version: row.version, contents: [1, 2, 3]), under: key)
        }
        let error = await failure { _ = try await fixture.tokens() }
        #expect(error?.code == .internalError && error?.underlyingError is CodecError)
    }

    @Test func theSameBytesUnderAnotherVersionAreAnotherRow() async throws {
        let fixture = try await Fixture()
        let row = try #require(await fixture.store.row(fixture.key))
        let (store, key) = (fixture.store, fixture.key)
        await store.before("read user", skipping: 1) {
            await store.put(VersionedRecord(version: RecordVersion("other"), contents: row.contents), under: key)
        }
        await store.forgetCalls()
        _ = try await fixture.tokens()
        #expect(await store.calls.filter { $0 == "swap user" }.count == 1, "the version that was read last is replaced")
    }
}
