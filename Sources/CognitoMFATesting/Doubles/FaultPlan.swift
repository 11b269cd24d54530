public import AuthFlow
import CognitoMFAService

/// What may befall one call of a store.
public enum StoreFault: Sendable, Hashable, CaseIterable {
    /// Throws; nothing is done.
    case dropsBeforeCommit
    /// Does it, then throws: a lost reply.
    case losesReply
    /// Throws now; the change is made when the next swap arrives, just before it.
    case landsBeforeNext
    /// Throws now; the change is made when the next swap has been made, just after it.
    case landsAfterNext
    /// Answers conflict; nothing is done. A read or a scan is answered as it is.
    case conflicts
    /// Does it twice, as a network does that delivers twice, and gives the first answer.
    case deliversTwice
    /// A read shows the row as it was before its last change; a swap is made as it is.
    case readsStale
    /// Waits for ``FaultyRecordStore/release()``, then does it: a slow call.
    case waits
    /// Waits for ``FaultyRecordStore/release()``, having done it: a slow reply.
    case waitsWithReply
    /// Throws, and so does every call after it: the process or its connection is gone.
    case crashesBefore
    /// Does it, throws, and every call after it throws.
    case crashesAfter
}

/// A call of a store, as a plan sees it.
public struct StoreCall: Sendable, Hashable {
    /// What is called.
    public enum Kind: Sendable, Hashable {
        /// `read`
        case read
        /// `compareAndSwap`
        case swap
        /// `scan`
        case scan
    }

    /// Its number, from 0, among all calls since the plan was given.
    public let number: Int
    /// Its number, from 0, among the calls of its kind since the plan was given.
    public let numberOfKind: Int
    /// What is called.
    public let kind: Kind
    /// The key; a scan's prefix.
    public let key: RecordKey
}

/// Which call of a store meets which fault.
public struct FaultPlan: Sendable {
    let fault: @Sendable (StoreCall) -> StoreFault?

    /// A plan of one's own; nil lets a call pass.
    public init(_ fault: @escaping @Sendable (StoreCall) -> StoreFault?) { self.fault = fault }

    /// Nothing goes wrong.
    public static let none = FaultPlan { _ in nil }

    /// One fault, at the call with this number, from 0.
    public static func call(_ number: Int, _ fault: StoreFault) -> FaultPlan {
        FaultPlan { $0.number == number ? fault : nil }
    }

    /// The faults of the first swaps, one after another; nil lets one pass.
    public static func swaps(_ faults: [StoreFault?]) -> FaultPlan {
        FaultPlan { $0.kind == .swap && $0.numberOfKind < faults.count ? faults[$0.numberOfKind] : nil }
    }

    /// Every call in `oneIn` meets one of the faults, which and when by a seed and the call's number alone.
    public static func seeded(_ seed: UInt64, oneIn: Int, _ faults: [StoreFault]) -> FaultPlan {
        FaultPlan { call in
            var mixed = seed &+ UInt64(truncatingIfNeeded: call.number) &* 0x9E37_79B9_7F4A_7C15
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 31
            guard !faults.isEmpty, mixed % UInt64(max(1, oneIn)) == 0 else { return nil }
            return faults[Int((mixed >> 32) % UInt64(faults.count))]
        }
    }
}
