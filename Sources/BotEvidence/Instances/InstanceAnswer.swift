import JSON
import TriageCore

/// What `/healthz` and `/readyz` say (grinder: `{"status": "ok", "uptime_s": 0.28}`;
/// `{"ready": true, "loop_ready": true, "ha_enabled": false, "ha_role": "n/a", "mode": "trading_loop"}`,
/// `{"ready": false, "role": "unknown"}`).
enum InstanceAnswer {
    static func health(
        _ answer: PageAnswer, from page: InstancePage, at time: Timestamp?
    ) -> Result<InstanceReport.Health, Unavailable> {
        let source = page.source
        guard (200..<300).contains(answer.status) else {
            return .failure(unexpected(answer, source: source))
        }
        guard let time else {
            let detail = "it answers, but without the exchange's time its start cannot be placed"
            return .failure(Unavailable(.unusable, source: source, detail: detail))
        }
        return object(answer.body, source: source).flatMap { health($0, source: source, at: time) }
    }

    /// A standby answers 503 and is heard all the same.
    static func readiness(
        _ answer: PageAnswer, from page: InstancePage
    ) -> Result<InstanceReport.Readiness, Unavailable> {
        let source = page.source
        let read = object(answer.body, source: source).flatMap { readiness($0, source: source) }
        guard case .failure = read, !(200..<300).contains(answer.status) else { return read }
        return .failure(unexpected(answer, source: source))
    }

    static func health(
        _ object: JSONValue, source: String, at time: Timestamp
    ) -> Result<InstanceReport.Health, Unavailable> {
        guard let text = object["uptime_s"]?.numberText,
            let uptime = PlainDecimal.milliseconds(ofSeconds: text)
        else {
            let detail = "its answer has no uptime_s that is a number of seconds from 0 on"
            return .failure(Unavailable(.unusable, source: source, detail: detail))
        }
        return .success(InstanceReport.Health(uptimeMilliseconds: uptime, readAt: time))
    }

    static func readiness(_ object: JSONValue, source: String) -> Result<InstanceReport.Readiness, Unavailable> {
        let mode = object.given("mode")
        let role = object.given("ha_role") ?? object.given("role")
        guard let ready = object["ready"]?.boolValue, mode == nil || mode?.stringValue != nil,
            role == nil || role?.stringValue != nil
        else {
            let detail = "its answer does not say ready, mode and role as grinder does"
            return .failure(Unavailable(.unusable, source: source, detail: detail))
        }
        return .success(InstanceReport.Readiness(isReady: ready, mode: mode?.stringValue, role: role?.stringValue))
    }

    /// The one JSON object of an answer.
    static func object(_ bytes: [UInt8], source: String) -> Result<JSONValue, Unavailable> {
        guard let value = try? JSONReader.value(bytes, .grinder), case .object = value else {
            let detail = "its answer is not a JSON object, but \(described(bytes))"
            return .failure(Unavailable(.unusable, source: source, detail: detail))
        }
        return .success(value)
    }

    private static func unexpected(_ answer: PageAnswer, source: String) -> Unavailable {
        let body = answer.body.isEmpty ? "" : " and \(described(answer.body))"
        return Unavailable(.unusable, source: source, detail: "it answered with status \(answer.status)\(body)")
    }

    /// What an answer looks like that is not grinder's: `an HTML page`, `“ok”`.
    private static func described(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes.prefix(400), as: UTF8.self)
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !line.isEmpty else { return "nothing" }
        if line.hasPrefix("<") { return line.lowercased().contains("html") ? "an HTML page" : "a page of markup" }
        let plain = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        return plain.count <= 24 ? "“\(String(String.UnicodeScalarView(plain)))”" : "some other text"
    }
}
