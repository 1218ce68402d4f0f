/// Refuses without the name of what is acted on: `--confirm NAME`, or typed at the prompt.
enum ConfirmationMissingGate: Gate {
    static let code = GateCode.confirmationMissing

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard facts.flags.confirmation != nil else {
            // A plan that is only written down is confirmed when it is carried out.
            let again = Remedy.again(["--confirm", facts.flags.expectedConfirmation])
            return .refused("not confirmed", remedy: facts.planOut == nil ? again : nil)
        }
        return .passed("confirmed")
    }
}

/// Refuses a confirmation that names something else.
enum ConfirmationMismatchGate: Gate {
    static let code = GateCode.confirmationMismatch

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard let given = facts.flags.confirmation else { return nil }
        let expected = facts.flags.expectedConfirmation
        guard given.utf8.elementsEqual(expected.utf8) else {
            return .refused(
                "confirmed \(given), expected \(expected)", remedy: .again(["--confirm", expected]))
        }
        return .passed(expected)
    }
}
