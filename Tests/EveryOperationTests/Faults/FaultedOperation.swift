import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Testing
import UserPoolModel

/// One operation of the fault table: the state before, the call, and the result of its repetition.
struct FaultedOperation: Sendable, CustomTestStringConvertible {
    /// The values that the set-up hands to the call.
    struct Given: Sendable {
        var token: AccessToken = ""
        var refresh: RefreshToken = ""
        var session: SessionHandle = ""
        var code: OneTimeCode = ""
        /// The caller's browser session.
        var browser: BrowserSession = ""
        /// Another browser's session of the same user.
        var other: BrowserSession = ""
    }

    /// One of the two browsers of a set-up.
    enum Browser: Sendable {
        case caller, other

        func session(in given: Given) -> BrowserSession { self == .caller ? given.browser : given.other }
    }

    /// The answer of a call, without random values.
    struct Told: Sendable {
        var text = "done"
        var tokens: AuthenticationResult?
        var browser: BrowserSession?

        static let done = Told()

        init(_ text: String = "done", tokens: AuthenticationResult? = nil) {
            self.text = text
            self.tokens = tokens
        }

        init(_ outcome: BrowserOutcome) {
            switch outcome {
            case .signedIn(let session):
                self.init("signed in")
                browser = session
            case .challenged(let challenge): self.init(challenge.name.rawValue)
            }
        }

        init(_ outcome: AuthOutcome) {
            switch outcome {
            case .authenticated(let tokens): self.init("tokens", tokens: tokens)
            case .challenged(let challenge): self.init(challenge.name.rawValue)
            }
        }
    }

    /// The result of a second call after a first one that was performed.
    enum Repetition: Sendable, Equatable {
        /// It only reads.
        case reads
        /// It sets the same values again: the same answer.
        case sets
        /// It is a new run.
        case runs
        /// It is refused, because its code or session is spent.
        case refused
    }

    let name: String
    let variant: String
    var settings: WorldSettings
    let repetition: Repetition
    /// Rows of which a crash may leave a part; the next call repairs them.
    let partial: [String]
    /// The differences that a crash may leave for good, by their words, with the reason.
    let residues: [(words: String, why: String)]
    let prepare: @Sendable (FaultWorld) async throws -> Given
    let call: @Sendable (FaultWorld, Given) async throws -> Told
    /// The browser sessions that are dead once the call is answered with success.
    var ends: [Browser] = []
    /// The browser sessions that the call leaves alive, whatever befalls it.
    var keeps: [Browser] = []

    init(
        _ name: String, _ variant: String, _ repetition: Repetition, settings: WorldSettings = WorldSettings(),
        partial: [String] = [], residues: [(words: String, why: String)] = [],
        given prepare: @escaping @Sendable (FaultWorld) async throws -> Given = { _ in Given() },
        _ call: @escaping @Sendable (FaultWorld, Given) async throws -> Told
    ) {
        self.name = name
        self.variant = variant
        self.settings = settings
        self.repetition = repetition
        self.partial = partial
        self.residues = residues
        self.prepare = prepare
        self.call = call
    }

    init(
        _ name: String, _ repetition: Repetition, settings: WorldSettings = WorldSettings(),
        partial: [String] = [], residues: [(words: String, why: String)] = [],
        given prepare: @escaping @Sendable (FaultWorld) async throws -> Given = { _ in Given() },
        _ call: @escaping @Sendable (FaultWorld, Given) async throws -> Told
    ) {
        self.init(
            name, "", repetition, settings: settings, partial: partial, residues: residues, given: prepare, call)
    }

    var label: String { variant.isEmpty ? name : "\(name), \(variant)" }
    var testDescription: String { label }

    /// Returns true when two dumps are equal except for the residues that the row allows.
    func matches(_ state: StateDump, _ due: StateDump) -> Bool {
        state.differences(from: due).allSatisfy { difference in
            residues.contains { difference.contains($0.words) }
        }
    }

    static let all: [FaultedOperation] =
        signIn + openChallenges + browsers + factors + passwords + signUps + attributes + users + pools
        + settings + groups

    /// The calls on a browser session, which a page makes in process and nobody by a request.
    static let inProcessOnly: Set<String> = ["Reauthenticate", "BrowserSession"]

    /// Signed in, with the tokens.
    static let signedIn: @Sendable (FaultWorld) async throws -> Given = { world in
        let tokens = try await world.tokens()
        return Given(token: tokens.accessToken, refresh: tokens.refreshToken ?? "")
    }
}

/// The result of a call.
struct FaultAnswer: Sendable {
    let text: String
    let error: CognitoError?
    let tokens: AuthenticationResult?
    let browser: BrowserSession?

    /// True when the outcome is unknown to the client, or the client was asked to repeat the call.
    var isUnknown: Bool { error?.code == .internalError || error?.code == .tooManyRequests }

    /// Makes the call, and waits for its background messages.
    init(_ operation: FaultedOperation, _ world: FaultWorld, _ given: FaultedOperation.Given) async {
        do {
            let told = try await operation.call(world, given)
            (text, error, tokens, browser) = (told.text, nil, told.tokens, told.browser)
        } catch {
            let error = error as? CognitoError ?? .internalError(error)
            (text, self.error, tokens, browser) = ("\(error)", error, nil, nil)
        }
        await world.service.shutDown()
    }
}
