import AuthFlow

extension HashingQueue {
    /// The places, the line, and the continuations of the checks that wait.
    ///
    /// It is a value: it changes under the lock, and every continuation is resumed outside the lock.
    struct State {
        /// A check before it starts.
        enum WaitingCheck {
            case single(CheckedContinuation<Int, any Error>)
            case derivation(KeyDerivation, CheckedContinuation<[UInt8], any Error>)

            var cost: Int? { if case .derivation(let derivation, _) = self { derivation.cost } else { nil } }

            func refuse(_ error: any Error) {
                switch self {
                case .single(let turn): turn.resume(throwing: error)
                case .derivation(_, let answer): answer.resume(throwing: error)
                }
            }
        }

        /// The work to do after the lock is released.
        indirect enum Effect {
            case refuse(WaitingCheck, any Error, then: Effect?)
            case single(CheckedContinuation<Int, any Error>, lane: Int)
            case wait(lane: Int, group: Int, cost: Int)
            case group([(derivation: KeyDerivation, answer: CheckedContinuation<[UInt8], any Error>)], lane: Int)
        }

        private var places: HashingPlaces
        private var lastTicket = 0
        /// Tickets given out whose checks are not in the line yet; false when cancelled meanwhile.
        private var arriving: [Int: Bool] = [:]
        private var checks: [Int: WaitingCheck] = [:]

        init(lanes: Int) { places = HashingPlaces(lanes: lanes) }

        var line: HashingLine { places.line }
        /// The number of operations that hold a place.
        var admitted: Int { places.taken }

        /// Gives a place to an operation; nil when there is none for it.
        ///
        /// The effect refuses the checks of the operation that lost its place to it.
        mutating func admit(
            _ name: RecordKey, from network: SourceAddress.Network?, bound: Int, perName: Int
        ) -> (number: Int, effect: Effect?)? {
            guard let (number, displaced) = places.admit(name, from: network, bound: bound, perName: perName) else {
                return nil
            }
            var effect: Effect?
            for ticket in displaced {
                guard let check = checks.removeValue(forKey: ticket) else { continue }
                effect = .refuse(check, DisplacedCheck(), then: effect)
            }
            return (number, effect)
        }

        mutating func dismiss(_ number: Int) { places.dismiss(number) }

        mutating func nextTicket() -> Int {
            lastTicket += 1
            arriving[lastTicket] = true
            return lastTicket
        }

        mutating func enqueue(_ ticket: Int, of number: Int?, _ check: WaitingCheck, waitsForGroup: Bool) -> Effect? {
            guard arriving.removeValue(forKey: ticket) == true else {
                return .refuse(check, CancellationError(), then: nil)
            }
            if let number, places.isDisplaced(number) { return .refuse(check, DisplacedCheck(), then: nil) }
            checks[ticket] = check
            return effect(of: places.enqueue(ticket, of: number, cost: check.cost, waitsForGroup: waitsForGroup))
        }

        /// Removes a check that waits, with CancellationError; one that runs goes on.
        mutating func remove(_ ticket: Int) -> Effect? {
            let (wasWaiting, next) = places.remove(ticket)
            guard wasWaiting, let check = checks.removeValue(forKey: ticket) else {
                if arriving[ticket] != nil { arriving[ticket] = false }
                return nil
            }
            return .refuse(check, CancellationError(), then: effect(of: next))
        }

        mutating func closeGroup(on lane: Int, number: Int) -> Effect? {
            effect(of: places.closeGroup(on: lane, number: number))
        }

        mutating func release(_ lane: Int) -> Effect? { effect(of: places.release(lane)) }

        private mutating func effect(of move: HashingLine.Move?) -> Effect? {
            switch move {
            case nil: return nil
            case .wait(let lane, let group, let cost)?: return .wait(lane: lane, group: group, cost: cost)
            case .start(let lane, let tickets)?:
                var members: [(KeyDerivation, CheckedContinuation<[UInt8], any Error>)] = []
                for ticket in tickets {
                    switch checks.removeValue(forKey: ticket) {
                    case .single(let turn)?: return .single(turn, lane: lane)
                    case .derivation(let derivation, let answer)?: members.append((derivation, answer))
                    case nil: break
                    }
                }
                return .group(members, lane: lane)
            }
        }
    }
}
