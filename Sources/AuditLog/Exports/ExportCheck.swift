/// Recomputes the chains of an export, line by line: one chain, or several where exports were merged or put one behind
/// the other. It keeps no line.
package final class ExportCheck {
    package struct Chain: Sendable, Hashable {
        /// The first digits of the hash of its first entry, or as the merged file names it.
        package let name: String
        /// Who wrote its first entry.
        package let host: String
        package let verification: Verification
    }

    private struct Open {
        var name: String
        var host: String
        let walk: ChainWalk
    }

    private let heads: [AuditPosition]
    private var open: [Open] = []
    private let room = RawEntry.Room()

    package init(expecting heads: [AuditPosition] = []) { self.heads = heads }

    /// The name of a chain that begins with this entry.
    package static func name(of first: AuditEntry) -> String { String(first.hash.prefix(16)) }

    package func take(_ line: ExportLine) {
        let entry = line.entry
        room.hold(entry) { open[place(of: line)].walk.take($0) }
    }

    /// A line that is no entry stands where the next entry of the last chain should be.
    package func take(malformed line: Int, _ reason: ExportLine.Malformed) {
        if open.isEmpty { open.append(Open(name: "", host: "", walk: ChainWalk(expecting: heads))) }
        guard let walk = open.last?.walk else { return }
        walk.take(
            unreadable: .init(seq: (walk.last?.seq ?? 0) + 1, reason: "line \(line) is no entry: \(reason.reason)"))
    }

    private func place(of line: ExportLine) -> Int {
        if let name = line.chain, let place = open.firstIndex(where: { $0.name == name }) { return place }
        let begins = line.chain != nil || open.isEmpty || line.entry.seq == 1
        if begins {
            open.append(
                Open(
                    name: line.chain ?? Self.name(of: line.entry), host: line.entry.host,
                    walk: ChainWalk(expecting: heads)))
        }
        return open.count - 1
    }

    /// In the order they began.
    package func finish() -> [Chain] {
        let chains = open.isEmpty ? [Open(name: "", host: "", walk: ChainWalk(expecting: heads))] : open
        return chains.map { chain in
            var joined = Stretches(expecting: chains.count == 1 ? heads : heads.filter { named($0, chain.walk) })
            joined.join(chain.walk)
            return Chain(name: chain.name, host: chain.host, verification: joined.finish())
        }
    }

    /// Of several chains a head beyond the end of one may belong to another.
    private func named(_ head: AuditPosition, _ walk: ChainWalk) -> Bool { head.seq <= walk.last?.seq ?? 0 }
}

extension RawEntry.Room {
    /// The columns of an entry as bytes, for as long as the body runs.
    func hold(_ entry: AuditEntry, _ body: (RawEntry) -> Void) {
        let texts: [String?] = [
            entry.ts, entry.kindText, entry.investigation, entry.incident, entry.operator, entry.host,
            entry.environment, entry.symbol, entry.clientOrderID, entry.payloadText, entry.prevHash, entry.hash,
        ]
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for text in texts {
            bytes += (text ?? "").utf8
            ends.append(bytes.count)
        }
        bytes.withUnsafeBytes { all in
            var start = 0
            for (index, end) in ends.enumerated() {
                if texts[index] == nil {
                    setNull(index)
                } else {
                    set(
                        index,
                        start == end ? UnsafeRawBufferPointer(start: nil, count: 0) : .init(rebasing: all[start..<end]))
                }
                start = end
            }
            body(self.entry(seq: entry.seq))
        }
    }
}
