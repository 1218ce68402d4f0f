import AuditLog
import JSON

/// `audit verify FILE`: every chain of an export, recomputed.
struct ExportVerdict {
    let chains: [ExportCheck.Chain]

    init(_ file: ExportFile, expecting heads: [AuditPosition]) throws(CommandError) {
        chains = try exporting { () throws(ExportFailure) in
            let check = ExportCheck(expecting: heads)
            while let line = try check.next(of: file) { check.take(line) }
            return check.finish()
        }
    }

    private var firstBad: Verification? { chains.map(\.verification).first { !$0.ok } }

    var ok: Bool { firstBad == nil }

    var members: [(String, JSONValue)] {
        if let only = chains.first, chains.count == 1 { return only.verification.members }
        return [
            ("ok", .bool(ok)), ("entries", .integer(Int64(chains.map(\.verification.entries).reduce(0, +)))),
            ("head", .null), ("firstBad", firstBad?.firstBad.map { .integer($0) } ?? .null),
            ("why", .string(orNull: firstBad?.why)),
            (
                "chains",
                .array(
                    chains.map {
                        .object(
                            [("chain", .string($0.name)), ("host", .string($0.host))] + $0.verification.members)
                    })
            ),
        ]
    }

    var text: String {
        if let only = chains.first, chains.count == 1 { return only.verification.line + "\n" }
        return chains.map { Printable.line("chain \($0.name) of \($0.host): \($0.verification.line)") + "\n" }.joined()
    }
}

/// Runs a read of an export; its failures become complaints.
func exporting<Value>(_ work: () throws(ExportFailure) -> Value) throws(CommandError) -> Value {
    do throws(ExportFailure) {
        return try work()
    } catch {
        throw CommandError(error)
    }
}

extension CommandError {
    init(_ failure: ExportFailure) {
        switch failure.kind {
        case .missing, .inputOutput: self.init(.inputMissing, "\(failure)")
        case .permission: self.init(.permissions, "\(failure)")
        case .notAnExport: self.init(.badData, "\(failure)", try: "grinderctl audit export > FILE")
        case .database:
            self.init(
                .badData, "\(failure)",
                try: "grinderctl audit export --audit-db \(Printable.shellWord(failure.name)) > FILE")
        }
    }
}
