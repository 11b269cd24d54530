import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAService

extension HostedUI {
    /// Returns the page of an ending, which never repeats what was sent.
    ///
    /// - Parameters:
    ///   - start: the address of a new sign-in.
    ///   - reference: gets the number that the page shows.
    func ending(_ ending: Ending, startingAt start: String, _ reference: inout String?) -> ResponseMessage {
        let texts = theme.texts
        let number = Self.letters(service.random.bytes(count: 8, for: .nonce))
        reference = number
        // Without a client an address of ours leads nowhere.
        let leads = defaultClient != nil || start != Route.signIn.rawValue
        var page = MessagePage(
            texts: texts, title: title(of: ending), sentences: sentences(of: ending), reference: number,
            action: leads ? (texts.general.startAgain, start) : nil)
        if ending == .closed { page.action = (texts.signUp.haveAccount, start) }
        var fields = headers
        switch ending {
        case .method(let allowed): fields.append("Allow", HeaderValue(replacingUnprintable: allowed))
        case .tooManyCodes(nil): break
        case .locked(let end), .tooManyCodes(let end):
            let seconds = end.map { service.time.now().seconds(until: $0) } ?? 60
            fields.append("Retry-After", HeaderValue(replacingUnprintable: max(seconds, 1).description))
        case .fault: fields.append("Retry-After", "5")
        default: break
        }
        return ResponseMessage(status: ending.status, fields: fields, body: shell.document(page.page).bytes)
    }

    /// Returns eight letters without vowels and look-alikes, from eight random bytes.
    static func letters(_ bytes: [UInt8]) -> String {
        let letters = Array("bcdfghjkmnpqrstvwxz23456789bcdfg".utf8)
        return String(decoding: bytes.prefix(8).map { letters[Int($0 & 31)] }, as: UTF8.self)
    }

    private func title(of ending: Ending) -> String {
        let texts = theme.texts
        return switch ending {
        case .expired: texts.endings.expiredTitle
        case .refused, .noCookies, .noClient: texts.endings.badTitle
        case .locked, .tooManyCodes: texts.endings.lockedTitle
        case .fault: texts.endings.faultTitle
        case .absent, .method: texts.endings.absentTitle
        case .closed: texts.signUp.title
        }
    }

    private func sentences(of ending: Ending) -> [String] {
        let texts = theme.texts
        func locked(until end: UnixTime) -> String {
            texts.endings.locked(Pieces(texts: texts).words(forSeconds: service.time.now().seconds(until: end)))
        }
        switch ending {
        case .expired: return [texts.endings.expired]
        case .refused: return [texts.endings.bad]
        case .noCookies: return [texts.endings.noCookies]
        case .noClient: return [texts.endings.incomplete, peopleToAsk]
        case .tooManyCodes(let end): return [texts.endings.tooManyCodes] + (end.map { [locked(until: $0)] } ?? [])
        case .locked(let end): return [end.map { locked(until: $0) } ?? texts.endings.later]
        case .fault: return [texts.endings.fault]
        case .absent, .method: return [texts.endings.absent]
        case .closed: return [texts.signUp.closed]
        }
    }

    /// The sentence that names the people to ask.
    var peopleToAsk: String { theme.contact.map { theme.texts.help.ask($0) } ?? theme.texts.help.askOperator }
}
