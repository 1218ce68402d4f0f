/// What a code means to whoever meets it at night, in plain words: the one source of `explain` and of `help`.
package struct Explanation: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case binanceError = "Binance error"
        case httpStatus = "HTTP status"
        case verdict
        case gate
        case exitCode = "exit code"
        case errorCode = "error code"
        case mismatch
        case alert
    }

    /// Of a request that would have changed something and met this answer.
    package enum Execution: String, Sendable, Hashable, CaseIterable {
        case notExecuted = "not executed"
        /// It may have been: never sent again before it was read.
        case unknown
    }

    package let kind: Kind
    /// `-1022`, `orphaned`, `no-fresh-triage`, `5`, `ORDER_STATUS_DIVERGENCE`.
    package let code: String
    /// Where the same word is said by several procedures: `triage missing`.
    package let context: String?
    package let meaning: String
    /// `nil` where no request is concerned.
    package let execution: Execution?
    /// What to do, in words.
    package let advice: String
    /// What to type, most useful first.
    package let next: [NextCommand]

    /// What the exchange, or something before it, answers to a request.
    package var isAnswer: Bool { kind == .binanceError || kind == .httpStatus }

    package init(
        _ kind: Kind, _ code: String, in context: String? = nil, _ meaning: String, execution: Execution? = nil,
        advice: String, next: [NextCommand] = []
    ) {
        self.kind = kind
        self.code = code
        self.context = context
        self.meaning = meaning
        self.execution = execution
        self.advice = advice
        self.next = next
    }
}

extension Explanation {
    package static let all: [Explanation] =
        exitCodes + errorCodes + verdicts + checkVerdicts + gates + mismatches + alerts + httpStatuses + binanceErrors

    /// Everything that goes by this name, whatever its case; a Binance code with or without its minus.
    package static func of(_ text: String) -> [Explanation] {
        let word = text.lowercased()
        let isErrorNumber = word.count >= 4 && word.allSatisfy(\.isNumber)
        let wanted = isErrorNumber ? "-\(word)" : word
        return all.filter { $0.code.lowercased() == wanted }
    }

    /// - Parameter context: only what that command says; what is said of several names them all, `all checks` is any of them.
    package static func codes(of kind: Kind, in context: String? = nil) -> [String] {
        var seen: Set<String> = []
        return all.filter { explanation in
            let contexts = (explanation.context ?? "").split(separator: ",").map { $0.drop { $0 == " " } }
            let isMeant = context.map { asked in
                contexts.contains { $0 == asked || ($0.hasSuffix("checks") && asked.hasPrefix("check ")) }
            }
            return explanation.kind == kind && isMeant != false && seen.insert(explanation.code).inserted
        }.map(\.code)
    }
}
