extension ContractClause {
    static let ordinaryMessageAccepted = ContractClause(
        "ordinary-message-accepted", ["R71"], "a message to a number or address that takes some is answered accepted")
    static let answersInTime = ContractClause(
        "answers-in-time", ["R72"], "a send is answered before the library gives it up")
    static let refusalIsAnswered = ContractClause(
        "refusal-is-answered", ["R71"],
        "what will not be sent is answered refused, with a reason; a throw counts as sent")
    static let cancelledSendEnds = ContractClause(
        "cancelled-send-ends", ["R72"], "a send whose task is cancelled ends")
    static let manyAtOnce = ContractClause("many-at-once", ["R72"], "sends at once are answered, each for itself")
    static let textUnchanged = ContractClause(
        "text-unchanged", ["R66"], "destination and text are handed over byte by byte")
    static let sentOnce = ContractClause(
        "sent-once", ["R55", "R72"],
        "one call is one message; what was accepted is handed over, what was refused is not")
    static let oddTextAnswered = ContractClause(
        "odd-text-answered", ["R71"], "any text is accepted or refused, and is no reason to throw")

    static let ofSenders: [ContractClause] = [
        .ordinaryMessageAccepted, .answersInTime, .refusalIsAnswered, .cancelledSendEnds, .manyAtOnce, .textUnchanged,
        .sentOnce, .oddTextAnswered,
    ]
}
