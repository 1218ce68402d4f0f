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
        /// The hash of its first entry.
        var first = ""
        let walk = ChainWalk(expecting: [])
        /// Hashes as the lines give them, at the seqs of the given heads.
        var hashes: [Int64: String] = [:]

        var end: Int64 { walk.last?.seq ?? 0 }

        func begins(with entry: AuditEntry) -> Bool { first == entry.hash }

        func holds(_ head: AuditPosition) -> Bool { hashes[head.seq] == head.hash }
    }

    private let heads: [AuditPosition]
    private let headSeqs: Set<Int64>
    private var open: [Open] = []
    private let room = RawEntry.RowBuffer()
    private var hasEntry = false
    /// Lines that are no entries before the first that is one.
    private var strays = (count: 0, first: "")

    package init(expecting heads: [AuditPosition] = []) {
        self.heads = heads
        headSeqs = Set(heads.map(\.seq))
    }

    /// The name of a chain that begins with this entry.
    package static func name(of first: AuditEntry) -> String { String(first.hash.prefix(16)) }

    /// So many lines are read in search of a first entry.
    package static let patience = 1_000

    /// The next entry of a file, yet to be taken; lines before it that are none are held against their chain. `nil` at
    /// the end of a file in which there was one.
    package func next(of file: ExportFile) throws(ExportFailure) -> ExportLine? {
        while let line = try file.next() {
            do throws(ExportLine.Malformed) {
                let entry = try ExportLine(line.text)
                hasEntry = true
                return entry
            } catch {
                take(malformed: line, error)
                guard hasEntry || strays.count < Self.patience else { break }
            }
        }
        guard hasEntry else {
            throw file.failure(
                .notAnExport,
                strays.count == 0
                    ? "is empty: no export of an audit log" : "isn't an audit log export: \(strays.first)")
        }
        return nil
    }

    package func take(_ line: ExportLine) {
        let entry = line.entry
        let place = place(of: line)
        room.hold(entry) { open[place].walk.take($0) }
        if headSeqs.contains(entry.seq) { open[place].hashes[entry.seq] = entry.hash }
    }

    /// A line that is no entry stands where the next entry of the last chain should be.
    private func take(malformed line: ExportFile.Line, _ malformed: ExportLine.Malformed) {
        let reason =
            line.isLast && !malformed.isJSON && hasEntry
            ? "line \(line.number) is cut off: the file ends in it"
            : "line \(line.number) isn't an entry: \(malformed.reason)"
        guard let walk = open.last?.walk else {
            if strays.count == 0 { strays.first = reason }
            strays.count += 1
            return
        }
        walk.take(unreadable: .init(seq: (walk.last?.seq ?? 0) + 1, reason: reason))
    }

    private func place(of line: ExportLine) -> Int {
        if let name = line.chain, let place = open.firstIndex(where: { $0.name == name }) { return place }
        // The first line of a chain that is there already stands twice: the walk of that chain objects to it.
        if line.chain == nil, line.entry.seq == 1, let place = open.firstIndex(where: { $0.begins(with: line.entry) }) {
            return place
        }
        let begins = line.chain != nil || open.isEmpty || line.entry.seq == 1
        if begins {
            let chain = Open(
                name: line.chain ?? Self.name(of: line.entry), host: line.entry.host, first: line.entry.hash)
            if open.isEmpty, strays.count > 0 { chain.walk.take(unreadable: .init(seq: 1, reason: strays.first)) }
            open.append(chain)
        }
        return open.count - 1
    }

    /// In the order they began. A head that no chain holds is a problem of each chain that may have lost it: those that
    /// end before it, else all.
    package func finish() -> [Chain] {
        let chains = open.isEmpty ? [Open(name: "", host: "")] : open
        var missed = [[AuditPosition]](repeating: [], count: chains.count)
        for head in heads where !chains.contains(where: { $0.holds(head) }) {
            let short = chains.indices.filter { chains[$0].end < head.seq }
            for index in short.isEmpty ? Array(chains.indices) : short { missed[index].append(head) }
        }
        return chains.enumerated().map { index, chain in
            var joined = ChainSegments(expecting: [])
            joined.join(chain.walk)
            let found = joined.finish()
            let problems = missed[index].map { head in
                head.seq > chain.end
                    ? Verification.Problem(
                        seq: chain.end + 1, reason: "the log ends at seq \(chain.end), before \(head.seq)")
                    : Verification.Problem(seq: head.seq, reason: "is not the entry the given head names")
            }
            return Chain(
                name: chain.name, host: chain.host,
                verification: Verification(
                    entries: found.entries, head: found.head, problems: found.problems + problems))
        }
    }
}

extension RawEntry.RowBuffer {
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
