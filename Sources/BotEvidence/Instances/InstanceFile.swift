import JSON
import TriageCore

/// Files that hold what an instance's pages said.
enum InstanceFile {
    private static let largest = 1 << 20

    /// The time of reading is the file's modification time; of what a pipe gave it is not known.
    static func health(_ path: String) -> Result<InstanceReport.Health, Unavailable> {
        read(path).flatMap { InstanceAnswer.health($0.object, source: path, at: $0.modified) }.map { health in
            guard PipedInput.isKept(path) else { return health }
            return InstanceReport.Health(
                uptimeMilliseconds: health.uptimeMilliseconds, readAt: health.readAt, isAtLatest: true)
        }
    }

    static func readiness(_ path: String) -> Result<InstanceReport.Readiness, Unavailable> {
        read(path).flatMap { InstanceAnswer.readiness($0.object, source: path) }
    }

    /// From the health file itself where `/readyz`'s `mode` was merged into it, else from its `readyz` sibling.
    static func readiness(besideHealth path: String) -> Result<InstanceReport.Readiness, Unavailable> {
        if case .success(let (object, _)) = read(path), let mode = object.given("mode") {
            guard object.given("ready") == nil, let mode = mode.stringValue else {
                return InstanceAnswer.readiness(object, source: path)
            }
            let role = (object.given("ha_role") ?? object.given("role"))?.stringValue
            return .success(InstanceReport.Readiness(isReady: false, mode: mode, role: role))
        }
        let unknown = Unavailable(
            .notAsked, source: path, detail: "neither it nor a file next to it says what /readyz said")
        guard let sibling = sibling(of: path) else { return .failure(unknown) }
        do {
            _ = try RegularFile(path: sibling)
        } catch .missing {
            return .failure(unknown)
        } catch {
            return .failure(Unavailable(.unreadable, source: sibling, detail: error.detail))
        }
        return readiness(sibling)
    }

    /// `x.metrics.json`, `.prom`, `.txt` or without an ending beside `x.healthz.json`; `nil` where there is none.
    static func metrics(besideHealth path: String) -> String? {
        guard let beside = sibling(of: path, named: "metrics") else { return nil }
        let start = beside.utf8.lastIndex(of: UInt8(ascii: "/")).map { beside.index(after: $0) } ?? beside.startIndex
        let stem = beside[start...].lastIndex(of: ".").map { String(beside[..<$0]) } ?? beside
        return [beside, stem + ".prom", stem + ".txt", stem].first { (try? RegularFile(path: $0)) != nil }
    }

    /// `x.readyz.json` for `x.healthz.json`; `nil` for a name without `healthz`.
    static func sibling(of path: String, named name: String = "readyz") -> String? {
        let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.index(after: $0) } ?? path.startIndex
        guard let range = path[start...].ranges(of: "healthz").last else { return nil }
        return path[..<range.lowerBound] + name + path[range.upperBound...]
    }

    private static func read(_ path: String) -> Result<(object: JSONValue, modified: Timestamp), Unavailable> {
        do {
            let (bytes, modified) = try RegularFile.contents(of: path, limit: largest)
            return InstanceAnswer.object(withoutStatus(bytes), source: path).map { ($0, modified) }
        } catch {
            let isHost = error == .missing && path.wholeMatch(of: /[A-Za-z0-9.\-]+:[0-9]+(\/.*)?/) != nil
            let detail = error.detail + (isHost ? " (a URL begins with http://)" : "")
            return .failure(Unavailable(.unreadable, source: path, detail: detail))
        }
    }

    /// `curl -w ' HTTP %{http_code}'`, a habit with `/readyz`, leaves the status behind the body.
    private static func withoutStatus(_ bytes: [UInt8]) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let status = text.firstMatch(of: /\}\s*HTTP(\/[0-9.]+)? [0-9]{3}\s*$/) else { return bytes }
        return Array(text[...status.range.lowerBound].utf8)
    }
}
