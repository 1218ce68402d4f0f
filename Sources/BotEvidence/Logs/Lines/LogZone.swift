import Glibc
import TriageCore

/// The zone of a log's times where they name none: grinder writes local time.
package enum LogZone: Sendable, Hashable {
    case utc
    /// East of Greenwich.
    case offset(seconds: Int)
    /// This machine's (`TZ`, `/etc/localtime`), with its summer time.
    case system

    /// Milliseconds to subtract from a local time (counted as if it were UTC) to have UTC.
    func offset(atLocal local: Int64) -> Int64 {
        switch self {
        case .utc: 0
        case .offset(let seconds): Int64(seconds) * 1_000
        case .system: Self.systemOffset(CivilDay.floorDivide(local, by: 1_000)) * 1_000
        }
    }

    /// Milliseconds to add to UTC to have local time.
    func offset(at moment: Timestamp) -> Int64 {
        guard case .system = self else { return offset(atLocal: moment.milliseconds) }
        var seconds = time_t(CivilDay.floorDivide(moment.milliseconds, by: 1_000))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return 0 }
        return Int64(parts.tm_gmtoff) * 1_000
    }

    private static func systemOffset(_ local: Int64) -> Int64 {
        var seconds = time_t(local)
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return 0 }
        parts.tm_isdst = -1
        let utc = mktime(&parts)
        return utc == -1 ? 0 : local - Int64(utc)
    }
}
