import AuthFlow
import CognitoMFACore
import UserPoolModel

/// The trigger's name in an error's text.
enum TriggerName: String, Sendable {
    case customMessage = "CustomMessage"
    case preTokenGeneration = "PreTokenGeneration"
}

extension UserPoolService {
    /// Calls a trigger after the swap, once and to its end whatever becomes of the caller, for at most its time.
    ///
    /// - Throws: UserLambdaValidationException when it throws, UnexpectedLambdaException when it takes too long.
    func call<Response: Sendable>(
        _ trigger: TriggerName, _ body: @escaping @Sendable () async throws -> Response
    ) async throws(CognitoError) -> Response {
        let limit = limits.triggerTimeout
        let result: Result<Response, any Error>?
        do {
            result = try await withoutCancellation { await withDeadline(limit, body) }
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let response)?: return response
        case .failure(let error)?:
            let text = (error as? TriggerError)?.message ?? "\(type(of: error))"
            throw .triggerFailed(trigger.rawValue, text, error)
        case nil: throw .triggerTimedOut(trigger.rawValue)
        }
    }
}

extension UserAuthRecord {
    /// The attributes as triggers see them.
    var attributesForTriggers: UserAttributes {
        attributes.merging([.sub: sub.text, "cognito:user_status": status.rawValue]) { $1 }
    }
}
