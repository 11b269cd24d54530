public import AuthFlow

/// A fault of one call of a store.
public enum StoreFault: Sendable, Hashable, CaseIterable {
    /// The call throws and changes nothing.
    case dropsBeforeCommit
    /// The change is made, then the call throws: a lost reply.
    case losesReply
    /// The call throws; its change is made later, just before the next swap.
    case landsBeforeNext
    /// The call throws; its change is made later, just after the next swap.
    case landsAfterNext
    /// A swap returns a conflict and changes nothing; a read or a scan works.
    case conflicts
    /// The change is made twice, like a network that delivers twice; the call returns the first answer.
    case deliversTwice
    /// A read returns the row before its last change; a swap works.
    case readsStale
    /// The call waits for ``FaultyRecordStore/release()``, then proceeds: a slow call.
    case waits
    /// The change is made, then the call waits for ``FaultyRecordStore/release()``: a slow reply.
    case waitsWithReply
    /// This call and all later ones throw: the process or its connection is gone.
    case crashesBefore
    /// The change is made; then this call and all later ones throw.
    case crashesAfter
}

/// A call of a store, as the input of a plan.
public struct StoreCall: Sendable, Hashable {
    /// The function that is called.
    public enum Kind: Sendable, Hashable {
        /// A call of `read`.
        case read
        /// A call of `compareAndSwap`.
        case swap
        /// A call of `scan`.
        case scan
    }

    /// The number of the call, from 0, among all calls since the plan was given.
    public let number: Int
    /// The number of the call, from 0, among the calls of its kind since the plan was given.
    public let numberOfKind: Int
    /// The function that is called.
    public let kind: Kind
    /// The key, or the prefix of a scan.
    public let key: RecordKey
}

/// A plan that assigns faults to the calls of a store.
public struct FaultPlan: Sendable {
    let fault: @Sendable (StoreCall) -> StoreFault?

    /// Creates a plan from a function; nil means no fault.
    public init(_ fault: @escaping @Sendable (StoreCall) -> StoreFault?) { self.fault = fault }

    /// A plan without faults.
    public static let none = FaultPlan { _ in nil }

    /// Returns a plan with one fault, at the call with this number, from 0.
    public static func call(_ number: Int, _ fault: StoreFault) -> FaultPlan {
        FaultPlan { $0.number == number ? fault : nil }
    }

    /// Returns a plan with the faults of the first swaps, in order; nil means no fault.
    public static func swaps(_ faults: [StoreFault?]) -> FaultPlan {
        FaultPlan { $0.kind == .swap && $0.numberOfKind < faults.count ? faults[$0.numberOfKind] : nil }
    }

    /// Returns a plan in which one call of `oneIn` has a fault.
    ///
    /// The calls and the faults depend on the seed and the number of the call only.
    public static func seeded(_ seed: UInt64, oneIn: Int, _ faults: [StoreFault]) -> FaultPlan {
        FaultPlan { call in
            let mixed = (seed &+ UInt64(truncatingIfNeeded: call.number) &* 0x9E37_79B9_7F4A_7C15).mixed
            guard !faults.isEmpty, mixed % UInt64(max(1, oneIn)) == 0 else { return nil }
            return faults[Int((mixed >> 32) % UInt64(faults.count))]
        }
    }
}
