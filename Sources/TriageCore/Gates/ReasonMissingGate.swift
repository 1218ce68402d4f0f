/// Refuses an action without `--reason`, or with a word that only stands where a reason belongs: whoever reads the log a
/// month later wants to know why.
enum ReasonMissingGate: Gate {
    static let code = GateCode.reasonMissing

    /// Where a command that is printed leaves the reason to its reader.
    package static let blank = "…"

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        let remedy = Remedy.again(["--reason", blank])
        guard let reason = facts.flags.reason, !reason.allSatisfy(\.isWhitespace) else {
            return .refused("no reason given", remedy: remedy)
        }
        guard !isPlaceholder(reason) else {
            return .refused("\(reason) is no reason: say why, in your own words", remedy: remedy)
        }
        return .passed(reason)
    }

    private static let placeholders: Set<String> = [
        "why", "reason", "the reason", "your reason", "reason here", "text", "todo", "tbd", "fixme", "placeholder",
        "n/a",
        "na", "none",
    ]

    /// `WHY`, `<reason>`, `…`, `xxx`: signs alone, or what a manual writes where the reason belongs.
    package static func isPlaceholder(_ reason: String) -> Bool {
        func isSign(_ character: Character) -> Bool { !character.isLetter && !character.isNumber }
        let words = reason.drop(while: isSign).reversed().drop(while: isSign).reversed()
        let bare = String(words).lowercased()
        return bare.isEmpty || placeholders.contains(bare) || (bare.count >= 3 && bare.allSatisfy { $0 == "x" })
    }
}
