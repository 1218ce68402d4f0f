import Glibc

/// Something about an opened log that is no reason to refuse it, but that its operator should know.
package enum AuditWarning: Sendable, Hashable, CustomStringConvertible {
    /// Others than its owner may read or write it; files this tool makes are 0600. Not changed by opening.
    case openToOthers(path: String, mode: UInt32)
    /// It has more than one name; writing through different names at once would damage it.
    case severalNames(path: String, count: Int)
    /// What became of requests was kept beside the log, and is in it now.
    case foldedReserve(path: String, count: Int)
    /// The file that was to keep it is not what was written; it is set aside, and the log says so.
    case damagedReserve(path: String, reason: String, taken: Int)
    /// Noticed by a command that only reads.
    case outcomesWait(path: String)
    /// What stands where a spool would is none: a link, a folder, or another's file.
    case strangeReserve(path: String, what: String)

    package var description: String {
        switch self {
        case .openToOthers(let path, let mode):
            "others can read or write the audit log (mode \(String(mode, radix: 8))); try: chmod 600 \(path)"
        case .severalNames(let path, let count):
            "the audit log has \(count) names (hard links): \(path)"
        case .foldedReserve(let path, let count):
            "the audit log could not be written earlier: \(count) records kept in \(path) are in it now"
        case .damagedReserve(let path, let reason, let taken):
            "the file that kept what became of a request is damaged (\(reason)); \(taken) records of it were taken in, the "
                + "rest is in \(path). Ask the exchange: grinderctl audit resolve"
        case .strangeReserve(let path, let what):
            "\(path) is \(what), and no command can read what may be in it; inspect it, and move it away: "
                + "mv \(path) \(path)\(OutcomeSpool.damaged)"
        case .outcomesWait(let path):
            "what became of a request waits in \(path); the next command that records takes it in"
        }
    }

    static func all(about file: LogFile) throws(AuditFailure) -> [AuditWarning] {
        guard let status = try file.status(of: file.path) else { return [] }
        var warnings: [AuditWarning] = []
        let mode = UInt32(status.st_mode & 0o777)
        if mode & 0o077 != 0 { warnings.append(.openToOthers(path: file.path, mode: mode)) }
        if status.st_nlink > 1 { warnings.append(.severalNames(path: file.path, count: Int(status.st_nlink))) }
        if file.access == .read { warnings += AuditStore.waitingSpools(of: file) }
        return warnings
    }
}
