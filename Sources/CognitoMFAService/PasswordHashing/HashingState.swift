import AuthFlow
import UserPoolModel

extension HashingQueue {
    /// Who is admitted, who waits, and the continuations of those who do.
    ///
    /// A value: it changes under the lock, and every resumption happens outside it.
    struct State {
        /// A check before it starts.
        enum Entrant {
            case alone(CheckedContinuation<Int, any Error>)
            case derivation(KeyDerivation, CheckedContinuation<[UInt8], any Error>)

            var cost: Int? { if case .derivation(let derivation, _) = self { derivation.cost } else { nil } }

            func refuse(_ error: any Error) {
                switch self {
                case .alone(let turn): turn.resume(throwing: error)
                case .derivation(_, let answer): answer.resume(throwing: error)
                }
            }
        }

        /// What is to be done once the lock is open.
        indirect enum Effect {
            case refuse(Entrant, any Error, then: Effect?)
            case alone(CheckedContinuation<Int, any Error>, lane: Int)
            case gather(lane: Int, mark: Int, cost: Int)
            case group([(derivation: KeyDerivation, answer: CheckedContinuation<[UInt8], any Error>)], lane: Int)
        }

        private var places: HashingPlaces
        private var lastTicket = 0
        /// Tickets drawn that have not come to stand in line yet; false when cancelled meanwhile.
        private var arriving: [Int: Bool] = [:]
        private var entrants: [Int: Entrant] = [:]

        init(lanes: Int) { places = HashingPlaces(lanes: lanes) }

        var line: HashingLine { places.line }
        /// Operations that hold a place.
        var admitted: Int { places.taken }

        /// Gives an operation a place, or nil when there is none for it.
        ///
        /// The effect refuses those who give way.
        mutating func admit(
            _ name: RecordKey, from network: SourceAddress.Network?, bound: Int, perName: Int
        ) -> (number: Int, effect: Effect?)? {
            guard let (number, displaced) = places.admit(name, from: network, bound: bound, perName: perName) else {
                return nil
            }
            var effect: Effect?
            for ticket in displaced {
                guard let entrant = entrants.removeValue(forKey: ticket) else { continue }
                effect = .refuse(entrant, DisplacedCheck(), then: effect)
            }
            return (number, effect)
        }

        mutating func dismiss(_ number: Int) { places.dismiss(number) }

        mutating func nextTicket() -> Int {
            lastTicket += 1
            arriving[lastTicket] = true
            return lastTicket
        }

        mutating func enter(_ ticket: Int, of number: Int?, _ entrant: Entrant, gathers: Bool) -> Effect? {
            guard arriving.removeValue(forKey: ticket) == true else {
                return .refuse(entrant, CancellationError(), then: nil)
            }
            if let number, places.isDisplaced(number) { return .refuse(entrant, DisplacedCheck(), then: nil) }
            entrants[ticket] = entrant
            return effect(of: places.enter(ticket, of: number, cost: entrant.cost, gathers: gathers))
        }

        /// A check that waits is told that it is off; one that runs goes on.
        mutating func leave(_ ticket: Int) -> Effect? {
            let (wasThere, next) = places.leave(ticket)
            guard wasThere, let entrant = entrants.removeValue(forKey: ticket) else {
                if arriving[ticket] != nil { arriving[ticket] = false }
                return nil
            }
            return .refuse(entrant, CancellationError(), then: effect(of: next))
        }

        mutating func end(of lane: Int, mark: Int) -> Effect? { effect(of: places.end(of: lane, mark: mark)) }

        mutating func passOn(_ lane: Int) -> Effect? { effect(of: places.passOn(lane)) }

        private mutating func effect(of move: HashingLine.Move?) -> Effect? {
            switch move {
            case nil: return nil
            case .gather(let lane, let mark, let cost)?: return .gather(lane: lane, mark: mark, cost: cost)
            case .start(let lane, let tickets)?:
                var members: [(KeyDerivation, CheckedContinuation<[UInt8], any Error>)] = []
                for ticket in tickets {
                    switch entrants.removeValue(forKey: ticket) {
                    case .alone(let turn)?: return .alone(turn, lane: lane)
                    case .derivation(let derivation, let answer)?: members.append((derivation, answer))
                    case nil: break
                    }
                }
                return .group(members, lane: lane)
            }
        }
    }
}
