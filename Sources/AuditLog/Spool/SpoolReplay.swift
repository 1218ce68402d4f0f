import GRDB
import Glibc
import JSON
import Synchronization
import TriageCore

extension AuditStore {
    /// Room for what becomes of a request, to be had before its intent is called durable.
    package func spool() throws(AuditFailure) -> OutcomeSpool { try OutcomeSpool.make(beside: file) }

    /// Writes an entry to a spool that the log could not take. `false`: nor could the spool.
    package func keep(_ draft: EntryDraft, in spool: OutcomeSpool) -> Bool {
        guard (try? checkedPayload(of: draft)) != nil else { return false }
        return spool.keep(
            SpooledRecord(
                kind: draft.kind.rawValue, ts: now(), investigation: draft.investigation, incident: draft.incident,
                symbol: draft.symbol, clientOrderID: draft.clientOrderID, identity: identity, payload: draft.payload))
    }

    /// Takes in what earlier commands had to leave in spools, each record once, and tells of it.
    func replaySpools() throws(AuditFailure) -> [AuditWarning] {
        var warnings: [AuditWarning] = []
        for path in Self.spools(of: file) {
            if let warning = try fold(path) { warnings.append(warning) }
        }
        return warnings
    }

    /// What a reading command tells: it changes nothing.
    static func waitingSpools(of file: LogFile) -> [AuditWarning] {
        // An unfinished one is nothing yet, or never will be.
        spools(of: file).filter { !$0.hasSuffix(OutcomeSpool.unfinished) }.compactMap { path in
            guard let descriptor = opened(path, O_RDONLY) else { return unopened(path) }
            defer { close(descriptor) }
            if let strange = strange(path) { return strange }
            var first: UInt8 = 0
            return Glibc.read(descriptor, &first, 1) != 1 || first != 0 ? .outcomesWait(path: path) : nil
        }
    }

    static func outcomesWait(beside file: LogFile) -> Bool {
        waitingSpools(of: file).contains { if case .outcomesWait = $0 { true } else { false } }
    }

    /// Of a spool that could not be opened.
    private static func unopened(_ path: String) -> AuditWarning? {
        let code = errno
        if code == ENOENT { return nil }
        return strange(path)
            ?? .strangeReserve(path: path, what: "not to be opened (\(String(cString: strerror(code))))")
    }

    private static func strange(_ path: String) -> AuditWarning? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return nil
        case S_IFLNK: return .strangeReserve(path: path, what: "a symbolic link")
        case S_IFDIR: return .strangeReserve(path: path, what: "a folder")
        default: return .strangeReserve(path: path, what: "no regular file")
        }
    }

    /// Their paths, but those set aside as damaged.
    private static func spools(of file: LogFile) -> [String] {
        let prefix = String(file.path.dropFirst(file.folder.count + 1)) + OutcomeSpool.infix
        guard let stream = opendir(file.folder.isEmpty ? "/" : file.folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let found = readdir(stream) {
            let name = withUnsafeBytes(of: found.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(prefix), !name.hasSuffix(OutcomeSpool.damaged) { names.append(name) }
        }
        return names.sorted().map { file.folder + "/" + $0 }
    }

    private static func opened(_ path: String, _ flags: Int32) -> Int32? {
        let descriptor = Glibc.open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        return descriptor >= 0 ? descriptor : nil
    }

    private func fold(_ path: String) throws(AuditFailure) -> AuditWarning? {
        guard let descriptor = Self.opened(path, O_RDONLY) else { return Self.unopened(path) }
        defer { close(descriptor) }
        if let strange = Self.strange(path) { return strange }
        // Its process lives, or another command is taking it in.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, try isStill(path, descriptor) else { return nil }
        if path.hasSuffix(OutcomeSpool.unfinished) {
            unlink(path)
            return nil
        }
        let bytes = Self.content(of: descriptor)
        let (records, damage) = SpooledRecord.all(in: bytes)
        guard !records.isEmpty || damage != nil else {
            unlink(path)
            return nil
        }
        try takeIn(records, from: path, damage.map { ($0, SpooledRecord.seal(of: bytes)) })
        if let damage {
            rename(path, path + OutcomeSpool.damaged)
            try file.sync(folder: file.folder)
            return .damagedReserve(path: path + OutcomeSpool.damaged, reason: damage, taken: records.count)
        }
        unlink(path)
        try file.sync(folder: file.folder)
        return .foldedReserve(path: path, count: records.count)
    }

    private func isStill(_ path: String, _ descriptor: Int32) throws(AuditFailure) -> Bool {
        var held = stat()
        guard fstat(descriptor, &held) == 0, held.st_mode & S_IFMT == S_IFREG,
            let named = try file.status(of: path)
        else { return false }
        return FileIdentity(named) == FileIdentity(held)
    }

    private static func content(of descriptor: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: OutcomeSpool.size * 2)
        var count = 0
        while count < bytes.count {
            let more = bytes[count...].withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, count) }
            guard more > 0 else { break }
            count += more
        }
        return Array(bytes.prefix(count))
    }

    /// In one transaction. A record whose seal is in the log already was taken in by a command that was killed before it
    /// could remove the file.
    private func takeIn(
        _ records: [SpooledRecord], from path: String, _ damage: (reason: String, sha256: String)?
    ) throws(AuditFailure) {
        let name = String(path.dropFirst(file.folder.count + 1))
        var all = records
        if let damage {
            all.append(
                SpooledRecord(
                    kind: AuditKind.note.rawValue, ts: now(), investigation: nil, incident: nil, symbol: nil,
                    clientOrderID: nil, identity: identity,
                    payload: NoteRecord(damagedReserve: damage.reason).payload, seal: damage.sha256))
        }
        let queue = self.queue
        let told = now()
        try file.sqlite {
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    var last = try self.sound(Self.last(in: db, of: file))
                    for record in all where try !Self.holds(record, db) {
                        var kept = Kept(record.payload, by: RecordedDetour(file: name, sha256: record.seal, at: told))
                        // The log is not the one the intent was recorded in: whatever has its seq here stays open.
                        if let intent = kept.intent, try !Self.isIntent(intent, of: record, db) { kept.disown() }
                        let entry = try AuditEntry.next(
                            after: last, record, payload: CanonicalJSON.text(of: kept.payload))
                        try Rows.insert(entry, in: db)
                        last = entry
                    }
                    return .commit
                }
            }
        }
        try confirmSameFile()
    }

    private static func isIntent(_ seq: JSONValue, of record: SpooledRecord, _ db: Database) throws -> Bool {
        guard let seq = seq.integerValue else { return false }
        return try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM entries WHERE seq = ? AND kind = ? AND investigation IS ? "
                + "AND symbol IS ? AND client_order_id IS ?)",
            arguments: [
                seq, AuditKind.actionIntent.rawValue, record.investigation, record.symbol, record.clientOrderID,
            ]) ?? false
    }

    private static func holds(_ record: SpooledRecord, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM entries WHERE kind = ? AND investigation IS ? AND json_valid(payload) "
                + "AND json_extract(payload, '$.kept.sha256') = ?)",
            arguments: [record.kind, record.investigation, record.seal]) ?? false
    }
}

extension AuditEntry {
    fileprivate static func next(after last: AuditEntry?, _ record: SpooledRecord, payload: String) throws -> AuditEntry
    {
        func entry(hash: String) -> AuditEntry {
            AuditEntry(
                seq: (last?.seq ?? 0) + 1, ts: record.ts, kindText: record.kind, investigation: record.investigation,
                incident: record.incident, operator: record.identity.operator, host: record.identity.host,
                environment: record.identity.environment, symbol: record.symbol, clientOrderID: record.clientOrderID,
                payloadText: payload, prevHash: last?.hash ?? EntryHash.beforeFirst, hash: hash)
        }
        return entry(hash: try EntryHash.of(entry(hash: "")))
    }
}
