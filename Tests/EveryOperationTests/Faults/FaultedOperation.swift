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
    }

    /// The answer of a call, without random values.
    struct Told: Sendable {
        var text = "done"
        var tokens: AuthenticationResult?

        static let done = Told()

        init(_ text: String = "done", tokens: AuthenticationResult? = nil) {
            self.text = text
            self.tokens = tokens
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

    static let all: [FaultedOperation] =
        signIn + openChallenges + factors + passwords + signUps + attributes + users + pools
        + settings

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

    /// True when the outcome is unknown to the client, or the client was asked to repeat the call.
    var isUnknown: Bool { error?.code == .internalError || error?.code == .tooManyRequests }

    /// Makes the call, and waits for its background messages.
    init(_ operation: FaultedOperation, _ world: FaultWorld, _ given: FaultedOperation.Given) async {
        do {
            let told = try await operation.call(world, given)
            (text, error, tokens) = (told.text, nil, told.tokens)
        } catch {
            let error = error as? CognitoError ?? .internalError(error)
            (text, self.error, tokens) = ("\(error)", error, nil)
        }
        await world.service.shutDown()
    }
}
