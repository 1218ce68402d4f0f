import Foundation
import OperatorStage
import TestSupport

/// One generated request and the statuses it may be answered; `nil` among them: no answer at all.
struct HTTPFuzz {
    let sending: RawHTTP.Sending
    let allowed: Set<Int?>
    let name: String

    static let token = "fuzz-token-0123456789"

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let kinds: [(String, (inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>))] = [
            ("alerts", Self.alerts), ("chunked", Self.chunked), ("odd alerts", Self.odd), ("no alerts", Self.noAlerts),
            ("path", Self.path), ("method", Self.method), ("page", Self.page), ("token", Self.wrongToken),
            ("large", Self.large), ("head", Self.largeHead), ("garbage", Self.garbage), ("broken off", Self.brokenOff),
            ("mutated", Self.mutated), ("deep", Self.deep), ("framing", Self.framing),
        ]
        let (name, make) = kinds[Int.random(in: 0..<kinds.count, using: &random)]
        self.name = "\(name), seed \(seed)"
        (sending, allowed) = make(&random)
    }

    private static func head(_ line: String, _ more: [String], token: Bool = true) -> String {
        let lines =
            ["\(line) HTTP/1.1", "Host: x", "Connection: close"]
            + (token ? ["Authorization: Bearer \(Self.token)"] : [])
        return (lines + more).joined(separator: "\r\n") + "\r\n\r\n"
    }

    private static func post(_ body: String) -> RawHTTP.Sending {
        .init(head("POST /webhook", ["Content-Length: \(body.utf8.count)"]) + body)
    }

    private static func payload(_ random: inout SeededGenerator) -> String {
        let types = [
            "ORDER_MISSING_ON_EXCHANGE", "ORDER_EXISTS_UNEXPECTED", "ORDER_STATUS_DIVERGENCE",
            "POSITION_NONZERO_UNEXPECTED", "SOMETHING", "",
        ]
        let names = ["ReconcileMismatchDetected", "ReconcileSnapshotStale", "ReconcileLoopDown", "DiskFull"]
        let alerts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let symbol = random.chance(300) ? #","symbol":"\#(random.pick(["BTCUSDT", "ETHUSDT", "x", "../.."]))""# : ""
            let id = random.chance(200) ? #","client_order_id":"grinder_d_BTCUSDT_3_1772964000_41""# : ""
            return
                #"{"status":"\#(random.pick(["firing", "firing", "resolved", "pending"]))","labels":{"alertname":"\#(random.pick(names))","type":"\#(random.pick(types))","instance":"bot-\#(Int.random(in: 0..<40, using: &random))"\#(symbol)\#(id)},"startsAt":"2026-03-08T12:00:0\#(Int.random(in: 0...9, using: &random))Z"}"#
        }
        let truncated = random.chance(100) ? #","truncatedAlerts":\#(Int.random(in: -1...5, using: &random))"# : ""
        return
            #"{"version":"4","groupKey":"g\#(Int.random(in: 0..<20, using: &random))","alerts":[\#(alerts.joined(separator: ","))]\#(truncated)}"#
    }

    private static func alerts(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        (post(payload(&random)), [202, 503])
    }

    private static func chunked(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        var rest = Array(payload(&random).utf8)[...]
        var text = head("POST /webhook", ["Transfer-Encoding: chunked"])
        while !rest.isEmpty {
            let part = rest.prefix(Int.random(in: 1...300, using: &random))
            text += String(part.count, radix: 16) + "\r\n" + String(decoding: part, as: UTF8.self) + "\r\n"
            rest = rest.dropFirst(part.count)
        }
        return (.init(text + "0\r\n\r\n"), [202, 503])
    }

    private static func odd(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let values = ["7", "null", "true", "[]", "{}", #"{"a":[1,2]}"#, "-1e99", #""\ud800""#, #""\u0000\u001b[2J""#]
        let alert =
            #"{"status":\#(random.pick(values)),"labels":\#(random.pick(values + [#"{"alertname":\#(random.pick(values))}"#])),"startsAt":\#(random.pick(values))}"#
        return (
            post(
                #"{"groupKey":\#(random.pick(values)),"truncatedAlerts":\#(random.pick(values)),"alerts":[\#(alert)]}"#),
            [202, 400, 503]
        )
    }

    private static func noAlerts(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let texts = [
            "", "{", "{}", "null", "7", "[{}]", "[7]", "<html>", #"{"alerts":{}}"#, #"{"alerts":[{"labels":{}}]}"#,
            "\u{0}\u{1}",
        ]
        return (post(random.pick(texts)), [400])
    }

    private static func path(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let paths = [
            "/", "/webhook/", "/api", "/../webhook", "/webhook%00", "/fapi/v1/order", "*", "/" + word(&random),
        ]
        let methods = ["GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD"]
        let announced = random.chance(500) ? ["Content-Length: 99"] : []
        return (
            .init(head("\(random.pick(methods)) \(random.pick(paths))", announced, token: random.chance(500))), [404]
        )
    }

    private static func method(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let lines = [
            "GET /webhook", "DELETE /webhook", "PUT /webhook?a=b", "POST /healthz", "DELETE /metrics", "HEAD /metrics",
            "HEAD /webhook",
        ]
        return (.init(head(random.pick(lines), random.chance(300) ? ["Content-Length: 99"] : [])), [405])
    }

    private static func page(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        (
            .init(
                head(
                    "GET \(random.pick(["/healthz", "/metrics", "/healthz?\(word(&random))"]))", [],
                    token: random.chance(500))), [200]
        )
    }

    private static func wrongToken(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let tokens = [
            "Bearer x", "Basic \(token)", "Bearer \(token)x", "", token, "Bearer",
            "Bearer \(String(repeating: "t", count: 5_000))",
        ]
        let body = payload(&random)
        let more = ["Content-Length: \(body.utf8.count)", "Authorization: \(random.pick(tokens))"]
        return (.init(head("POST /webhook", more, token: false) + body), [401])
    }

    private static func large(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let length = random.pick(["4194305", "99999999", "9223372036854775807"])
        return (.init(head("POST /webhook", ["Content-Length: \(length)"]) + word(&random)), [413])
    }

    private static func largeHead(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let long = String(repeating: "h", count: random.pick([20_000, 100_000, 1_000_000]))
        let many = (0..<random.pick([200, 5_000])).map { "X-\($0): y" }
        return random.chance(500)
            ? (.init(head("GET /healthz", ["X: \(long)"])), [400, nil])
            : (.init(head("GET /healthz", many)), [400, nil])
    }

    private static func garbage(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let bytes = (0..<Int.random(in: 1...2_000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
        }
        var sending = RawHTTP.Sending(bytes)
        sending.closesHalf = true
        return (sending, [400, nil])
    }

    private static func brokenOff(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let whole = post(payload(&random)).bytes
        var sending = RawHTTP.Sending(Array(whole.prefix(Int.random(in: 0..<whole.count, using: &random))))
        sending.hangsUp = random.chance(700)
        sending.closesHalf = true
        return (sending, [400, nil])
    }

    /// A good request with a few bytes changed: anything may come of it but a crash.
    private static func mutated(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        var bytes = post(payload(&random)).bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        var sending = RawHTTP.Sending(bytes)
        sending.closesHalf = true
        return (sending, [202, 400, 401, 404, 405, 413, 503, nil])
    }

    private static func deep(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let depth = random.pick([100, 511, 513, 50_000])
        let opening = random.pick(["[", #"{"a":"#])
        return (post(String(repeating: opening, count: depth)), [400])
    }

    /// Ways to say two lengths, or none: a proxy and a server must not read two requests out of one.
    private static func framing(_ random: inout SeededGenerator) -> (RawHTTP.Sending, Set<Int?>) {
        let headers = [
            ["Content-Length: 2", "Content-Length: 3"], ["Content-Length: -1"], ["Content-Length: x"],
            ["Content-Length: 2", "Transfer-Encoding: chunked"], ["Transfer-Encoding: chunked, x"],
            ["Content-Length: 99999999999999999999999"], ["Transfer-Encoding: chunked\r\n\r\nZZ"],
        ]
        var sending = RawHTTP.Sending(head("POST /webhook", random.pick(headers)) + "[]")
        sending.closesHalf = true
        return (sending, [202, 400, 413, nil])
    }

    private static func word(_ random: inout SeededGenerator) -> String {
        String((0..<Int.random(in: 1...30, using: &random)).map { _ in random.pick(Array("abcXYZ019-_.~%20")) })
    }
}
