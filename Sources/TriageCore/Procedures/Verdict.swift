/// The engine's complaint, as grinder names it.
package enum Mismatch: String, Sendable, Hashable, CaseIterable {
    case orderMissing = "ORDER_MISSING_ON_EXCHANGE"
    case orderUnexpected = "ORDER_EXISTS_UNEXPECTED"
    case statusDivergence = "ORDER_STATUS_DIVERGENCE"
    case positionNonzero = "POSITION_NONZERO_UNEXPECTED"
}

/// What an investigation is about: a mismatch of some order or position, one of the escalation checks, or an alert.
package struct Subject: Sendable, Hashable {
    package enum Matter: Sendable, Hashable {
        case mismatch(Mismatch)
        case check(EscalationCheck)
        /// An alert, by its name, that does not say what to look at.
        case alert(String)
    }

    package let matter: Matter
    /// `nil` when it is a check or an alert.
    package let mismatch: Mismatch?
    package let symbol: Symbol?
    package let clientOrderID: ClientOrderID?
    /// The side of a hedge account's position; `nil` everywhere else.
    package let positionSide: PositionSide?

    package init(
        _ mismatch: Mismatch, symbol: Symbol?, clientOrderID: ClientOrderID?, positionSide: PositionSide? = nil
    ) {
        matter = .mismatch(mismatch)
        self.mismatch = mismatch
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.positionSide = positionSide
    }

    package init(alert name: String) {
        matter = .alert(name)
        mismatch = nil
        symbol = nil
        clientOrderID = nil
        positionSide = nil
    }

    package init(_ check: EscalationCheck) {
        matter = .check(check)
        mismatch = nil
        symbol = nil
        clientOrderID = nil
        positionSide = nil
    }

    /// As people call it: `ORDER_EXISTS_UNEXPECTED`, `check rest`.
    package var word: String {
        switch matter {
        case .mismatch(let mismatch): mismatch.rawValue
        case .check(let check): "check \(check.rawValue)"
        case .alert(let name): "alert \(name)"
        }
    }
}

/// What happened, by which cause, and what the operator may do about it.
package struct Verdict: Sendable, Hashable {
    package enum Confidence: String, Sendable, Hashable, CaseIterable { case certain, likely, unknown }
    package enum Advice: String, Sendable, Hashable, CaseIterable { case none, cancel, flatten, escalate, wait }
    /// What it means for whoever was woken: becomes the exit code.
    package enum Weight: Sendable, Hashable {
        case clear
        case finding
        /// Could not be known; the failed read that says why, when it was one.
        case inconclusive(because: Unavailable?)
        /// No needed read was answered.
        case unavailable(because: Unavailable)
    }

    package let code: String
    package let cause: String
    package let summary: String
    package let confidence: Confidence
    package let action: Advice
    package let weight: Weight
    /// The exact next commands, most useful first.
    package let next: [NextCommand]
    /// How it is told as one of several; `nil`: by its cause.
    package var brief: Brief?

    /// A cause in two parts: what findings of one kind have in common, and what is this one's own, in a few words.
    package struct Brief: Sendable, Hashable {
        package var shared: String
        package let own: String

        package init(shared: String, own: String) {
            self.shared = shared
            self.own = own
        }
    }

    package init(
        code: String, cause: String, summary: String, confidence: Confidence, action: Advice, weight: Weight,
        next: [NextCommand] = [], brief: Brief? = nil
    ) {
        self.brief = brief
        self.code = code
        self.cause = cause
        self.summary = summary
        self.confidence = confidence
        self.action = action
        self.weight = weight
        self.next = next
    }
}

extension Verdict {
    /// Could not be known: never proposes a trade. `because` is the failed read, when it was one.
    package static func inconclusive(
        _ cause: String, _ summary: String, because problem: Unavailable? = nil, next: [NextCommand],
        brief: Brief? = nil
    ) -> Verdict {
        Verdict(
            code: "inconclusive", cause: cause, summary: summary + (problem?.waiting ?? ""), confidence: .unknown,
            action: .escalate,
            weight: .inconclusive(because: problem), next: useful(next, after: problem), brief: brief)
    }

    /// Asking again with a key that was refused is refused again: first comes what tells why.
    private static func useful(_ next: [NextCommand], after problem: Unavailable?) -> [NextCommand] {
        guard problem?.kind == .credentialsRefused else { return next }
        return [NextCommand("config", "check"), NextCommand("check", "rest")] + next
    }

    /// Not one needed read of the exchange was answered.
    package static func nothingRead(
        _ problem: Unavailable, code: String = "inconclusive", action: Advice = .escalate, next: [NextCommand]
    ) -> Verdict {
        let advice = problem.trouble.map { " \($0.advice.prefix(1).uppercased())\($0.advice.dropFirst())." } ?? ""
        let isRefused = problem.kind == .credentialsRefused
        return Verdict(
            code: code, cause: "\(problem.source): \(problem.detail)",
            summary: isRefused
                ? "Nothing could be read with this key.\(advice)"
                : "The exchange answered none of the reads, so nothing is known.\(advice)\(problem.waiting)",
            confidence: .unknown, action: action, weight: .unavailable(because: problem),
            next: useful(next, after: problem))
    }
}

/// A command of this tool without its name: `["cancel", "grinder_d_…"]`.
package struct NextCommand: Sendable, Hashable {
    package let words: [String]
    package init(_ words: String...) { self.words = words }
    package init(_ words: [String]) { self.words = words }
}

package struct Finding: Sendable, Hashable {
    package let subject: Subject
    package let verdict: Verdict
    /// The position it judged, signed; `nil` where it is about an order.
    package let amount: Quantity?
    /// `nil` where the exchange showed nothing that it could be about.
    package let judged: JudgedSubject?
    /// The order as it was read; `nil` where none was, and of a position.
    package let order: ObservedOrder?

    package init(
        subject: Subject, verdict: Verdict, amount: Quantity? = nil, judged: JudgedSubject? = nil,
        order: ObservedOrder? = nil
    ) {
        self.judged = judged
        self.order = order
        self.subject = subject
        self.verdict = verdict
        self.amount = amount
    }
}

package enum Conclusion: Sendable, Hashable {
    case single(Finding)
    /// One finding an order or side; empty when there is nothing to find.
    case several([Finding])

    package var findings: [Finding] {
        switch self {
        case .single(let finding): [finding]
        case .several(let findings): findings
        }
    }
}
