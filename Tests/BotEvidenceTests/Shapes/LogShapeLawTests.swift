import BotEvidence
import TestSupport
import Testing
import TriageCore

/// Whatever wrapping the bot's lines wear, the verdict on a missing order is the plain line's or `inconclusive`.
@Suite struct LogShapeLawTests {
    static func history(
        _ shape: LogShape, _ lines: [LogShape.Line], naming ids: Set<ClientOrderID>? = [ShapeWorld.id]
    ) async -> LogHistory {
        await BotEvidenceTests.history(
            shape.wrap(lines), naming: ids, symbol: Symbol("BTCUSDT"), since: nil, until: nil, now: ShapeWorld.now,
            zone: .utc, limit: 20_000)
    }

    @Test func `the shapes are many and each has its tool`() {
        #expect(LogShape.all.count >= 60)
        #expect(Set(LogShape.all.map(\.tool)).count == LogShape.all.count)
    }

    /// The other fates are asked for more, below.
    private static let fates = Campaign.isWhole ? ShapeWorld.Fate.allCases : [.unanswered]

    @Test(arguments: LogShape.all + LogShape.torn, ShapeWorld.Form.allCases)
    func `no verdict is drawn from absence while the line stands there`(shape: LogShape, form: ShapeWorld.Form) async {
        let plain = LogShape("plain") { $0.text }
        for fate in Self.fates {
            let lines = ShapeWorld.lines(fate, form)
            let wanted = await ShapeWorld.verdict(of: Self.history(plain, lines))
            let found = await ShapeWorld.verdict(of: Self.history(shape, lines))
            #expect(found != nil)
            #expect(
                found?.code == wanted?.code || found?.code == "inconclusive",
                "\(fate): \(found?.code ?? "-") for \(wanted?.code ?? "-"), \(found?.cause ?? "-")")
        }
    }

    /// Shapes that tear a line without a sign of it: what names the order is not understood, and said so.
    static let torn: Set<String> = ["fold -w 80"]

    /// Nothing of it was left unread, `but` for this reason where one is given.
    private static func isRead(_ history: LogHistory, but reason: String?) -> Bool {
        history.problems.allSatisfy { problem in reason.map { problem.detail.contains($0) } ?? false }
    }

    @Test(arguments: LogShape.all, ShapeWorld.Form.allCases)
    func `the line is understood as the plain one is`(shape: LogShape, form: ShapeWorld.Form) async throws {
        let isTorn = Self.torn.contains(shape.tool)
        let accepted = await Self.history(shape, ShapeWorld.lines(.accepted, form))
        // Where every line is cut, other orders' placements are, too.
        #expect(Self.isRead(accepted, but: isTorn ? "is cut before its client order id" : nil))
        let verdict = try #require(ShapeWorld.verdict(of: accepted))
        #expect(verdict.code == "inconclusive")
        #expect(verdict.cause.contains("accepted it") != isTorn, "\(verdict.cause)")
        let refused = try #require(await ShapeWorld.verdict(of: Self.history(shape, ShapeWorld.lines(.refused, form))))
        #expect(refused.code == (isTorn ? "inconclusive" : "rejected"), "\(refused.cause)")
        let absent = try #require(await ShapeWorld.verdict(of: Self.history(shape, ShapeWorld.lines(.absent, form))))
        // Where every line is cut, another order's id may be cut before what tells it from this one.
        #expect(
            absent.code == "never-arrived" || absent.code == "inconclusive" && LogShape.cuttingAll.contains(shape.tool),
            "\(absent.cause)")
    }

    @Test(arguments: LogShape.torn, ShapeWorld.Form.allCases)
    func `an id that no word says whole is named, and nothing is concluded`(
        shape: LogShape, form: ShapeWorld.Form
    ) async throws {
        for fate in [ShapeWorld.Fate.accepted, .refused, .unanswered] {
            let history = await Self.history(shape, ShapeWorld.lines(fate, form))
            let verdict = try #require(ShapeWorld.verdict(of: history))
            #expect(verdict.code == "inconclusive", "\(fate): \(verdict.cause)")
            let isCut = LogShape.cuttingAll.contains(shape.tool)
            #expect(Self.isRead(history, but: isCut ? "is cut before its client order id" : nil))
            #expect(!history.unclear(ShapeWorld.id).isEmpty)
        }
        let absent = try #require(await ShapeWorld.verdict(of: Self.history(shape, ShapeWorld.lines(.absent, form))))
        // Where every line is cut, another order's id may be cut before what tells it from this one.
        #expect(
            absent.code == "never-arrived" || absent.code == "inconclusive" && LogShape.cuttingAll.contains(shape.tool),
            "\(absent.cause)")
    }

    @Test(arguments: LogShape.torn, ShapeWorld.Form.allCases)
    func `a refusal is not certain while a retry stands there torn`(shape: LogShape, form: ShapeWorld.Form) async {
        let plain = LogShape.plain(ShapeWorld.lines(.refused, form))
        let retry = shape.wrap(ShapeWorld.lines(.accepted, form))
        let joined = LogShape(bytes: "a log and its rest") { _ in Array(plain.utf8) + retry }
        let verdict = await ShapeWorld.verdict(of: Self.history(joined, []))
        #expect(verdict?.code == "inconclusive", "\(verdict?.cause ?? "-")")
    }

    @Test(arguments: LogShape.all + LogShape.torn, ShapeWorld.Form.allCases)
    func `no secret is shown in any wrapping`(shape: LogShape, form: ShapeWorld.Form) async {
        for ids in [nil, Set([ShapeWorld.id])] {
            let history = await Self.history(shape, ShapeWorld.lines(.accepted, form), naming: ids)
            // Where every line is hidden nothing but a wanted id is found.
            #expect(!history.events.isEmpty || ids == nil && LogShape.torn.contains { $0.tool == shape.tool })
            for event in history.events {
                #expect(!event.text.contains(ShapeWorld.signature.prefix(48)), "\(event.text)")
                #expect(!event.text.contains("timestamp=1772971202000"), "\(event.text)")
                let digits = ShapeWorld.signature.utf8.prefix(24).map(String.init).joined(separator: ",")
                #expect(!event.text.contains(digits), "\(event.text)")
            }
        }
    }

    @Test(arguments: LogShape.all, ShapeWorld.Form.allCases)
    func `no listenKey is shown in any wrapping`(shape: LogShape, form: ShapeWorld.Form) async {
        let key = String(repeating: "pqia91ma", count: 8)
        let request =
            "HTTP Request: PUT https://fapi.binance.com/fapi/v1/listenKey?listenKey=\(key) \"HTTP/1.1 400 Bad Request\""
        let messages = [
            ("INFO", "httpx", request), ("WARNING", "grinder.connectors.binance_user_data_ws", "listenKey_expired"),
        ]
        let lines = messages.enumerated().map { index, message in
            LogShape.Line(text: ShapeWorld.formatted(message, form, second: index), second: index)
        }
        let history = await Self.history(shape, lines, naming: nil)
        let isTorn = Self.torn.contains(shape.tool)
        // Where the cut goes through the word itself nothing is left that says it.
        let isCut = isTorn && !LogShape.folded(lines[1].text, width: 80).contains { $0.contains("listenKey_expired") }
        #expect(history.events.contains { $0.meaning == .stream("listenKey_expired") } != isCut)
        #expect(
            history.events.contains { $0.meaning == .request(method: "PUT", path: "/fapi/v1/listenKey", status: 400) }
                != isTorn)
        for event in history.events { #expect(!event.text.contains(key.prefix(16)), "\(event.text)") }
    }
}
