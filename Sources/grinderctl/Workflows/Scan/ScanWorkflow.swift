import AuditLog
import Binance
import BotEvidence
import TriageCore

/// One scan, or one after another.
struct ScanWorkflow {
    let session: Session
    let inputs: TriageInputs
    let symbol: Symbol?
    /// `--run`
    let triages: Bool
    /// `--answer`, to the triages.
    let answers: [String: String]

    func once() async throws -> Int32 {
        // The triages of its findings read the same logs.
        try await KeptCommandOutput.$current.withValue(KeptCommandOutput()) { try await scannedOnce() }
    }

    private func scannedOnce() async throws -> Int32 {
        session.notes.note("this scan takes request weight \(ScanReadings.weight(symbol))")
        try recordOpening()
        let scanned = try await scan()
        try record(scanned.readings)
        var scan = ScanReport(scanned.readings)
        var requests = scanned.first.requests + scanned.readings.requests
        if triages { requests += try await triage(&scan.rows, clock: scanned.first.clock) }
        let report = await advised(report(scanned.readings, scan, requests), scan)
        return await session.finish(report, exit: scan.exit)
    }

    /// Until interrupted; each look tells what appeared and what cleared since the one before, and is recorded when
    /// something did.
    func watch(every interval: Duration) async throws -> Int32 {
        let interrupts = session.context.interrupts
        interrupts.serve()
        session.notes.note("each look takes request weight \(ScanReadings.weight(symbol))")
        try recordOpening()
        var before: [ScanFinding]?
        while !interrupts.isRequested {
            let scanned = try await scan()
            let now = scanned.readings.findings
            let appeared = now.filter { before?.contains($0) != true }
            let cleared = (before ?? []).filter { !now.contains($0) }
            if before == nil || !appeared.isEmpty || !cleared.isEmpty { try record(scanned.readings) }
            let requests = scanned.first.requests + scanned.readings.requests
            let report = report(scanned.readings, ScanReport(scanned.readings), requests)
            printChange(ScanChange(report: report, appeared: appeared, cleared: cleared))
            before = now
            try await rest(interval)
            try await restUntilThereIsRoom()
        }
        await session.exchange.shutdown()
        return session.settled(0)
    }

    /// In slices, so that an interrupt ends it soon.
    private func rest(_ interval: Duration) async throws {
        let end = session.context.uptime() + interval.components.seconds * 1_000
        while session.context.uptime() < end, !session.context.interrupts.isRequested {
            try await session.context.sleep(.milliseconds(200))
        }
    }

    /// Looks that follow each other faster than the budget of a minute lets them wait for the next one.
    private func restUntilThereIsRoom() async throws {
        let weight = await session.exchange.weight()
        // Beside the lists the exchange's time is asked, three times at most.
        let needed = ScanReadings.weight(symbol) + 3
        guard needed <= weight.budget, !weight.hasRoom(for: needed) else { return }
        session.notes.note(
            "the weight budget of this minute is used up: the next look is in \(weight.secondsToNextMinute) s")
        try await rest(.seconds(weight.secondsToNextMinute))
    }

    private func scan() async throws -> (first: Session.Preflight, readings: ScanReadings) {
        let first = try await session.preflight(symbol.map { [$0] } ?? [])
        try await checkWeight()
        return (first, await ScanReadings.readings(session, inputs: inputs, symbol: symbol, clock: first.clock))
    }

    private func recordOpening() throws {
        try session.investigation.record(
            .investigationOpened, symbol: symbol,
            OpenedRecord(command: Scan.name, accountContext: session.settings.accountContext, runbook: nil))
    }

    private func record(_ readings: ScanReadings) throws {
        for step in readings.steps { try session.investigation.record(.step, StepRecord(step)) }
    }

    private func report(_ readings: ScanReadings, _ scan: ScanReport, _ requests: [RequestRecord]) -> Report {
        var report = session.report()
        report.steps = readings.steps
        report.scan = scan
        report.requests = requests
        report.time = session.context.now()
        return report
    }

    private func advised(_ report: Report, _ scan: ScanReport) async -> Report {
        var report = report
        let judged = scan.rows.compactMap(\.judged)
        if !judged.isEmpty { return await RecommendationBuilder(session: session).advised(report, judged) }
        let only = scan.rows.count == 1 ? scan.rows.first?.finding.next : nil
        if let only, only.isComplete {
            report.recommendation = Recommendation(commands: [only])
        } else if !scan.rows.isEmpty {
            let symbols = symbol.map { ["--symbol", $0.rawValue] } ?? []
            report.recommendation = Recommendation(commands: [NextCommand(["scan", "--run"] + symbols)])
        } else {
            report.recommendation = Recommendation(
                commands: scan.unanswered.isEmpty ? [] : [NextCommand("check", "rest")])
        }
        return report
    }

    private func triage(_ rows: inout [ScanReport.Row], clock: ClockReading?) async throws -> [RequestRecord] {
        var requests: [RequestRecord] = []
        for index in rows.indices {
            let workflow = MismatchWorkflow(session: session, inputs: inputs, answers: answers, stepwise: false)
            guard let result = try await workflow.conduct(rows[index].finding.subject, clock: clock) else { continue }
            requests += result.requests
            // One a side of a hedge account, as the rows are.
            let side = rows[index].finding.subject.positionSide
            rows[index].judged =
                result.conclusion.findings.first { $0.subject.positionSide == side } ?? result.conclusion.findings.first
        }
        return requests
    }

    /// Said before it is spent; a share is kept for the bot.
    private func checkWeight() async throws {
        let needed = ScanReadings.weight(symbol)
        let weight = await session.exchange.weight()
        guard !weight.hasRoom(for: needed) else { return }
        guard needed <= weight.budget else {
            throw CommandError(
                .rateLimited,
                "a scan needs request weight \(needed), more than the whole budget of \(weight.budget) a minute. Nothing more was "
                    + "asked; waiting (\(weight.secondsToNextMinute) s to the next minute) would not help.",
                try: "grinderctl scan --symbol SYMBOL")
        }
        let used = weight.usedByAll.map { ", this IP \($0) of \(weight.limit)" } ?? ""
        throw CommandError(
            .rateLimited,
            "a scan needs request weight \(needed), and too little is left: used \(weight.usedHere) of the budget of "
                + "\(weight.budget) this minute\(used). Nothing more was asked; wait \(weight.secondsToNextMinute) s.",
            try: "grinderctl scan --symbol SYMBOL")
    }

    private func printChange(_ change: ScanChange) {
        let console = session.context.console
        console.output(session.shared.json ? change.json.text + "\n" : change.text)
    }
}
