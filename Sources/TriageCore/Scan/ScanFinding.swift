/// Something that is wrong right now, with the command that investigates it.
package struct ScanFinding: Sendable, Hashable {
    package let subject: Subject
    /// What was seen, in one sentence.
    package let sign: String
    /// Where it was seen.
    package let source: String

    package init(subject: Subject, sign: String, source: String) {
        self.subject = subject
        self.sign = sign
        self.source = source
    }

    package var next: NextCommand {
        let id = subject.clientOrderID?.rawValue
        switch subject.mismatch {
        case .orderUnexpected: return NextCommand(["triage", "unexpected"] + [id].compactMap { $0 } + symbolFlag)
        case .orderMissing: return NextCommand(["triage", "missing"] + [id ?? "CID"] + symbolFlag)
        case .statusDivergence: return NextCommand(["triage", "divergence"] + [id ?? "CID"] + symbolFlag)
        case .positionNonzero: return NextCommand("triage", "position", subject.symbol?.rawValue ?? "SYMBOL")
        case nil: return NextCommand("check")
        }
    }

    /// Only where the id does not tell its symbol by itself.
    private var symbolFlag: [String] {
        guard let id = subject.clientOrderID, let symbol = subject.symbol,
            ClientOrderIDParts(id, prefix: "grinder_")?.symbol != symbol
        else { return [] }
        return ["--symbol", symbol.rawValue]
    }
}
