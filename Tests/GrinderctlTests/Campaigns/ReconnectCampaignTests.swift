import AuditLog
import ExchangeSandbox
import Foundation
import OperatorStage
import TestSupport
import Testing
import TriageCore

@testable import grinderctl

/// A reconnect whose requests, pages, commands and stream fare badly, at each place and in pairs: the instance is stopped
/// and started at most once, what was stopped is started again, no order is touched, what was done is recorded, and
/// nothing is verified without a newer start and an event.
@Suite struct ReconnectCampaignTests {
    /// What goes wrong in one play.
    struct Case: Sendable, CustomStringConvertible {
        var requests: [Int: NthFault.Fate] = [:]
        var pages: [Int: RestartedBot.Fate] = [:]
        var stops = true
        var starts = true
        var hears = true
        var hasKey = true

        var description: String {
            let requests = requests.sorted { $0.key < $1.key }.map { "request \($0.key) \($0.value.rawValue)" }
            let pages = pages.sorted { $0.key < $1.key }.map { "page \($0.key) \($0.value.rawValue)" }
            let rest = [
                stops ? nil : "its stop fails", starts ? nil : "its start fails", hears ? nil : "no event",
                hasKey ? nil : "no listenKey",
            ]
            return (requests + pages + rest.compactMap { $0 }).joined(separator: ", ")
        }

        func and(_ other: Case) -> Case {
            Case(
                requests: requests.merging(other.requests) { first, _ in first },
                pages: pages.merging(other.pages) { first, _ in first }, stops: stops && other.stops,
                starts: starts && other.starts, hears: hears && other.hears, hasKey: hasKey && other.hasKey)
        }
    }

    /// An order of the bot's own, and one that filled while the stream was deaf.
    private static let state =
        #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(States.order(States.botsID, "58500.00", "0.005", "-10m")),"#
        + #"{"symbol":"BTCUSDT","orderId":8389765612825190777,"clientOrderId":"\#(States.filledID)","side":"BUY","#
        + #""type":"LIMIT","price":"60000.00","origQty":"0.001","time":"-2h","status":"FILLED","updateTime":"-30s"}],"#
        + #""trades":[{"symbol":"BTCUSDT","id":77,"orderId":8389765612825190777,"side":"BUY","price":"60000.00","#
        + #""qty":"0.001","time":"-30s"}]}"#

    /// Each by itself, then each with one drawn; a part of them always the same.
    private static func cases(requests: Int, pages: Int) -> [Case] {
        var singles: [[Case]] = [
            [Case(stops: false)], [Case(starts: false)], [Case(hears: false)], [Case(hasKey: false)],
        ]
        for place in 1...requests { singles.append(NthFault.Fate.allCases.map { Case(requests: [place: $0]) }) }
        for place in 1...pages { singles.append(RestartedBot.Fate.allCases.map { Case(pages: [place: $0]) }) }
        var dice = SeededGenerator(seed: 20_260_308, "reconnect")
        var all = singles.flatMap { $0 }
        for (index, first) in singles.enumerated() {
            for second in singles[(index + 1)...] { all.append(dice.pick(first).and(dice.pick(second))) }
        }
        guard !Campaign.isWhole else { return all }
        let part = Int(dice.next() % 60)
        return singles.prefix(4).flatMap { $0 } + all.enumerated().filter { $0.offset % 60 == part }.map(\.element)
    }

    @Test func `whatever becomes of any of it, or of any two`() async throws {
        let calm = try await Self.play(Case())
        #expect(calm.complaints.isEmpty && calm.outcome == "verified", "\(calm)")
        let cases = Self.cases(requests: calm.requests, pages: calm.pages)
        var wrong: [String] = []
        var counts: [String: Int] = [:]
        for one in cases {
            let told = try await Self.play(one)
            counts[told.outcome, default: 0] += 1
            if !told.complaints.isEmpty { wrong.append("\(one): \(told.complaints.joined(separator: "\n  "))") }
        }
        Campaign.printSummary(
            "faults at every request, page and command, reconnect", cases: cases.count, failures: wrong.count, counts)
        #expect(wrong.isEmpty, "\(wrong.count) of \(cases.count):\n\(wrong.prefix(5).joined(separator: "\n\n"))")
        #expect(counts["verified", default: 0] > 0 && counts["failed", default: 0] > 0, "\(counts)")
    }

    struct Told: Sendable {
        var outcome = ""
        var requests = 0
        var pages = 0
        var complaints: [String] = []
    }

    private static func play(_ one: Case) async throws -> Told {
        try await Stage.set(state: state) { stage async throws in
            if one.hasKey { stage.exchange.makeListenKey() }
            let mark = stage.folder + "/deeds"
            var told = Told()
            let answer = try await run(one, on: stage, mark, &told)
            told.outcome = answer.outcome ?? "exit \(answer.exit)"
            judge(one, answer, (try? String(contentsOfFile: mark, encoding: .utf8)) ?? "", stage, &told)
            try judgeLog(answer, stage, &told)
            // A ban is over, and everything works: the same command ends the work.
            stage.clock.advance(.seconds(120))
            try? FileManager.default.removeItem(atPath: mark)
            if !one.hasKey { stage.exchange.makeListenKey() }
            var calm = Told()
            let again = try await run(Case(), on: stage, mark, &calm)
            if again.exit != 0 { told.complaints.append("again, it ended \(again.exit): \(again.all)") }
            if try stage.openIntents() > 0 { told.complaints.append("an intent stays open") }
            return told
        }
    }

    private static func run(
        _ one: Case, on stage: Stage, _ mark: String, _ told: inout Told
    ) async throws -> CommandAnswer {
        let config = try stage.write(
            """
            instances:
              - name: bot-1
                health: \(stage.bot.baseURL)
                stop: "\(one.stops) && echo stopped >> \(mark)"
                start: "\(one.starts) && echo started >> \(mark)"

            """, to: "config.yaml")
        let words = [
            "stream", "reconnect", "--config", config, "--execute", "--confirm", "reconnect", "--reason",
            "blind since 03:00", "--json",
        ]
        let console = ScriptedConsole()
        var context = stage.context(words, console: console)
        let transport = NthFault(try #require(context.exchangeTransport), one.requests)
        let pages = RestartedBot(origin: stage.bot.baseURL, mark: mark, clock: stage.clock, one.pages)
        let event = StreamEvent(name: "ORDER_TRADE_UPDATE", time: nil, content: .other)
        context.exchangeTransport = transport
        context.pages = { pages }
        context.streams = { _ in PlayedStream(events: one.hears ? [event] : []) }
        context.eventPatience = .milliseconds(20)
        let exit = await Shell.run(at: context, parse: NarrowParser.parse)
        told.requests = transport.requests
        told.pages = pages.asked
        return CommandAnswer(exit: exit, output: console.output, error: console.error)
    }

    private static func judge(_ one: Case, _ answer: CommandAnswer, _ deeds: String, _ stage: Stage, _ told: inout Told)
    {
        var complaints: [String] = []
        func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) {
            if !holds { complaints.append(complaint()) }
        }
        expect(answer.exit != 70, "a bug: \(answer.all)")
        let problems = ReportValidator.strict.problems(inLines: answer.output)
        expect(problems.isEmpty, "not of its schema: \(problems)")
        expect(["", "stopped\n", "stopped\nstarted\n"].contains(deeds), "its commands ran: \(deeds)")
        if deeds == "stopped\n" { expect(!one.starts, "it was stopped and not started: \(answer.all)") }
        let changes = stage.exchange.mutatingRequests().filter { $0.path != "/fapi/v1/listenKey" || $0.method != "PUT" }
        expect(changes.isEmpty, "sent \(changes.map { "\($0.method) \($0.path)" })")
        switch answer.outcome {
        case "verified"?:
            expect(answer.exit == 0 && one.hears && one.hasKey, "verified, exit \(answer.exit): \(answer.all)")
            expect(deeds == "stopped\nstarted\n", "verified, and its commands ran: \(deeds)")
        case "failed"?: expect([1, 4, 75].contains(answer.exit), "failed with exit \(answer.exit): \(answer.all)")
        case "unknown"?: expect(answer.exit == 5, "unknown, exit \(answer.exit): \(answer.all)")
        default: expect(deeds.isEmpty, "\(answer.outcome ?? "an error"), and yet its commands ran: \(answer.all)")
        }
        if !deeds.isEmpty {
            expect(!answer.all.contains("Nothing was stopped"), "\(answer.all)")
            expect(answer.json["results"][0]["detail"].text?.isEmpty == false, "what became of it: \(answer.all)")
        }
        told.complaints += complaints
    }

    private static func judgeLog(_ answer: CommandAnswer, _ stage: Stage, _ told: inout Told) throws {
        let deeds = (try? String(contentsOfFile: stage.folder + "/deeds", encoding: .utf8)) ?? ""
        let outcomes = try stage.entries(.actionOutcome)
        let verified = try stage.entries(.actionVerified)
        if !deeds.isEmpty, outcomes.count != 1 { told.complaints.append("\(outcomes.count) outcomes in the log") }
        if !deeds.isEmpty, try stage.entries(.actionPlanned).isEmpty { told.complaints.append("no plan in the log") }
        if verified.count != (answer.outcome == "verified" ? 1 : 0) {
            told.complaints.append("\(verified.count) rows say verified, and it is \(answer.outcome ?? "an error")")
        }
    }
}
