import Foundation
import JSON
import OperatorStage
import Runbooks
import TestSupport
import Testing
import TriageCore

@testable import AuditLog
@testable import Binance
@testable import BotEvidence
@testable import grinderctl

/// Whatever a file or an answer holds, reading it ends with a value or an error in a bounded time: no crash, no trap, no
/// endless loop. 100,000 inputs of each format, or two minutes of reading, from good ones by small and by brutal changes.
@Suite(.serialized) struct MutatedInputTests {
    struct Format: Sendable, CustomTestStringConvertible {
        let name: String
        let seeds: [String]
        /// Reads it; whether it was taken.
        let read: @Sendable ([UInt8]) async -> Bool
        /// Of the 600 inputs of every test run, how many are worth their time.
        var share = 1.0
        var testDescription: String { name }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func json(_ bytes: [UInt8]) -> JSONValue? { try? CanonicalJSON.parse(text(bytes)) }

    static let formats = files + exchange

    private static let files = [
        Format(
            name: "configuration",
            seeds: [
                "environment: sandbox\nprofiles:\n  demo: {limits: {max-orders: 3}}\npolicy: {ticket: required}\n",
                "instances:\n  - name: a\n    health: http://127.0.0.1:1\n    trading: true\nsymbols: [BTCUSDT]\n",
                "identity: {prefix: grinder_, strategies: [d, tp], legacy: yes}\nlogs: ['/var/log/*.log']\n",
            ],
            read: { bytes in (try? Configuration(text: text(bytes), path: "config.yaml")) != nil }, share: 0.3),
        Format(
            name: "runbook",
            seeds: ["---\nid: missing\ntitle: T\n---\n# A\n\n## order\n\ntext\n\nask: has it been seen?\n"],
            read: { bytes in (try? Runbook(text: text(bytes))).map { RunbookLibrary.lint($0).isEmpty } ?? false }),
        Format(
            name: "export",
            seeds: [
                #"{"client_order_id":null,"environment":"sandbox","hash":"00","host":"h","incident":null,"#
                    + #""investigation":"i","kind":"note","operator":"ada","payload":"{\"text\":\"x\"}","#
                    + #""prev_hash":"00","seq":1,"symbol":null,"ts":"2026-03-08T12:00:00.000Z"}"#
            ],
            read: { bytes in
                guard let line = try? ExportLine(text(bytes)) else { return false }
                return (try? line.text()) != nil
            }),
        Format(
            name: "plan",
            seeds: [
                #"{"action":"cancel","created":"2026-03-08T12:00:00.000Z","investigation":"i","overrides":[],"#
                    + #""planner":{"host":"h","operator":"ada"},"reason":"r","schema":"\#(PlanFile.schema)","#
                    + #""station":{"account":"0","baseURL":"http://127.0.0.1:1","environment":"sandbox"},"#
                    + #""targets":[{"name":"x","preconditions":{"orderId":"1","status":"NEW"},"requests":[],"#
                    + #""sketch":"s","symbol":"BTCUSDT"}],"ticket":null,"verdicts":[1]}"#
            ], read: { bytes in json(bytes).flatMap { PlanFile($0) } != nil }),
        Format(
            name: "approval",
            seeds: [
                #"{"schema":"grinderctl-approval/1","signature":"-----BEGIN SSH SIGNATURE-----","statement":"#
                    + #""{\"approver\":\"bob\",\"created\":\"2026-03-08T12:00:00.000Z\",\"expires\":"#
                    + #"\"2026-03-08T12:30:00.000Z\",\"plan\":\"ab\",\"schema\":\"grinderctl-approval-statement/1\"}"}"#
            ], read: { bytes in ApprovalFile(text: text(bytes)) != nil }),
        Format(
            name: "alert",
            seeds: [
                #"{"version":"4","status":"firing","truncatedAlerts":0,"alerts":[{"status":"firing","labels":"#
                    + #"{"alertname":"ReconcileMismatchDetected","type":"ORDER_MISSING_ON_EXCHANGE"},"#
                    + #""startsAt":"2026-03-08T12:00:00Z"}]}"#,
                #"[{"labels":{"alertname":"X"},"status":{"state":"active"}}]"#,
            ], read: { bytes in (try? AlertPayload.read(Data(bytes))) != nil }, share: 0.5),
        Format(
            name: "metrics",
            seeds: [
                "# HELP a b\n# TYPE grinder_up gauge\ngrinder_up{instance=\"a\\\"b\",x=\"\"} 1 1772971200000\n"
                    + "grinder_account_sync_last_wall_ts 0\ngrinder_x NaN\n"
            ], read: { bytes in !MetricsText.page(bytes).samples.isEmpty }),
        Format(
            name: "log",
            seeds: [
                "2026-03-08T12:00:00Z INFO order placed grinder_d_BTCUSDT_1_1772971200_1 POST /fapi/v1/order 200\n",
                #"{"ts":"2026-03-08T12:00:00Z","level":"ERROR","event":"RECONCILE_MISMATCH_DETECTED","#
                    + #""client_order_id":"grinder_d_BTCUSDT_1_1772971200_1"}"# + "\n",
                "Mar 08 11:59:59 host grinder[1]: 12:00:00 INFO     ws_connected\n",
            ], read: { bytes in await log(bytes) }, share: 0.05),
        Format(
            name: "gzip", seeds: ["12:00:00 INFO ws_connected\n"],
            read: { bytes in await log([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bytes) }, share: 0.1),
        Format(
            name: "canonical JSON",
            seeds: [#"{"a":[1,-2,9007199254740991,"\u00e9\ud83d\ude00"],"b":{"c":null,"d":true,"e":false}}"#],
            read: { bytes in
                guard let value = json(bytes) else { return false }
                // What was read is written again, and read as the same.
                guard let again = try? CanonicalJSON.text(of: value) else { return false }
                return (try? CanonicalJSON.parse(again)) == value
            }),
    ]

    private static let row =
        #"{"avgPrice":"0.00000","clientOrderId":"grinder_d_BTCUSDT_1_1772971200_1","cumQuote":"0","executedQty":"0.1","#
        + #""orderId":8389765612825190229,"origQty":"0.4","origType":"LIMIT","price":"61234.50","reduceOnly":false,"#
        + #""side":"BUY","positionSide":"BOTH","status":"NEW","stopPrice":"0","symbol":"BTCUSDT","#
        + #""time":1780000000000,"timeInForce":"GTC","type":"LIMIT","updateTime":1780000000000}"#

    private static let exchange = [
        Format(
            name: "exchange JSON", seeds: [row, "[\(row),\(row)]"],
            read: { bytes in
                (try? Decoding.decode(OrderRow.self, from: bytes)) != nil
                    || (try? Decoding.decode([OrderRow].self, from: bytes)) != nil
            }),
        Format(
            name: "HTTP answer",
            seeds: [
                #"{"code":-2011,"msg":"Unknown order sent."}"#, "<html>Bad Gateway</html>",
                #"{"code":-1003,"msg":"Way too many requests; IP banned until 1780000000000."}"#,
            ],
            read: { bytes in
                var refused = false
                for status in [200, 202, 400, 401, 403, 404, 408, 418, 429, 451, 500, 503, Int(bytes.first ?? 7) * 4] {
                    let answer = HTTPAnswer(
                        status: status, headers: ["retry-after": text(Array(bytes.prefix(9)))], body: bytes)
                    _ = AnswerClassifier.problem(answer, source: "GET /x", exchangeTime: 1_780_000_000_000)
                    // A success that does not confirm the request is never done.
                    let outcome = AnswerClassifier.outcome(answer, exchangeTime: 1_780_000_000_000) { _ in false }
                    if outcome == .done { return false }
                    if case .notExecuted = outcome { refused = true }
                }
                return refused
            }, share: 0.2),
        Format(
            name: "WebSocket frames",
            seeds: [#"{"e":"ORDER_TRADE_UPDATE","E":1780000003010,"o":{"s":"BTCUSDT","c":"x","X":"NEW","i":7}}"#],
            read: { bytes in
                var assembler = FrameAssembler()
                var dice = SeededGenerator(seed: UInt64(bytes.count), text(bytes))
                var rest = bytes[...]
                var isTaken = false
                for _ in 0..<12 {
                    let piece = rest.prefix(Int.random(in: 0...140, using: &dice))
                    rest = rest.dropFirst(piece.count)
                    let kind = dice.pick([
                        StreamFrame.Kind.text, .text, .continuation, .continuation, .ping, .pong, .close, .binary,
                        .reserved,
                    ])
                    let frame = StreamFrame(
                        kind: kind, isFinal: dice.chance(500), isMasked: dice.chance(50),
                        hasReservedBits: dice.chance(50), payload: Array(piece))
                    if case .message(let message) = assembler.take(frame) {
                        isTaken = true
                        _ = StreamDecoder.event(message)
                    }
                }
                _ = StreamDecoder.event(bytes)
                return isTaken
            }, share: 0.5),
    ]

    private static func log(_ bytes: [UInt8]) async -> Bool {
        let chunks = LogChunks { continuation in
            continuation.yield(bytes)
            continuation.finish()
        }
        let history = await LogReader.history(
            [.standardInput], naming: nil, symbol: nil, since: nil, until: nil,
            now: Timestamp(milliseconds: 1_773_100_800_000), zone: .utc, standardInput: chunks, limit: 2_000)
        return !history.events.isEmpty
    }

    @Test(arguments: formats) func `100,000 inputs of a format end as they should`(_ format: Format) async throws {
        var dice = SeededGenerator(seed: 20_260_308, format.name)
        var allowance = Campaign.Allowance(full: 100_000, share: Int(600 * format.share))
        var taken = 0
        var slow: [String] = []
        for seed in format.seeds where await format.read(Array(seed.utf8)) { taken += 1 }
        while allowance.allowsOneMore {
            let bytes = Self.mutated(Array(dice.pick(format.seeds).utf8), &dice)
            let began = ContinuousClock.now
            if await format.read(bytes) { taken += 1 }
            let took = ContinuousClock.now - began
            allowance.spend(took)
            // A thousand times what any takes: a busy machine is no fault.
            if took > .seconds(20) { slow.append(Self.text(bytes)) }
        }
        let cases = allowance.played
        Campaign.printSummary(
            "mutated input, \(format.name)", cases: cases, failures: slow.count,
            ["taken": taken, "refused": max(0, cases - taken)])
        #expect(slow.isEmpty, "\(slow.prefix(2))")
    }

    private static let pieces = [
        "", "0", "-1", "9007199254740993", "1e999", "null", "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", ":",
        ",",
        "\n", "\r", "\0", "\u{FEFF}", "\u{202E}", "é", "💥", "---", "&a", "*a", "!!binary ", "<<: *a", "- ", "# ",
        String(repeating: "[", count: 600), String(repeating: "{\"a\":", count: 300),
        String(repeating: "9", count: 400),
    ]

    private static func mutated(_ seed: [UInt8], _ dice: inout SeededGenerator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...6, using: &dice) {
            let place = Int.random(in: 0...bytes.count, using: &dice)
            let span = min(bytes.count - place, Int.random(in: 0...24, using: &dice))
            switch Int.random(in: 0..<9, using: &dice) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &dice)
            case 2: bytes.removeSubrange(place..<(place + span))
            case 3: bytes.insert(contentsOf: bytes[place..<(place + span)], at: place)
            case 4: bytes = Array(bytes.prefix(place))
            case 5: bytes.insert(contentsOf: (0..<span).map { _ in UInt8.random(in: 0...255, using: &dice) }, at: place)
            case 6: bytes.replaceSubrange(place..<(place + span), with: Array(dice.pick(pieces).utf8))
            case 7: bytes.insert(contentsOf: seed.suffix(from: min(place, seed.count)), at: place)
            default: bytes.insert(contentsOf: Array(dice.pick(pieces).utf8), at: place)
            }
            if bytes.count > 8_000 { bytes = Array(bytes.prefix(8_000)) }
        }
        return bytes
    }
}
