import AuditLog
import Binance
import Synchronization
import TriageCore

/// One investigation of `listen`: from what waited to its recorded verdict and its notification.
///
/// It holds a session, and so only what reads: no ``BinanceTrading`` comes here.
final class ListenInvestigation: Sendable {
    let waiting: AlertInbox.Waiting
    let session: Session
    private let notifier: Notifier?
    private let metrics: ListenMetrics
    private let isConcluded = Mutex(false)

    init(_ waiting: AlertInbox.Waiting, _ session: Session, _ notifier: Notifier?, _ metrics: ListenMetrics) {
        self.waiting = waiting
        self.session = session
        self.notifier = notifier
        self.metrics = metrics
    }

    /// Either the investigation or whoever cuts it off concludes, not both.
    func conclude() -> Bool {
        isConcluded.withLock { isConcluded in
            defer { isConcluded = true }
            return !isConcluded
        }
    }

    /// `false`: told again, its alerts are to be looked at again. Its verdict is not recorded, or nothing of the exchange
    /// was read for it.
    func run(symbol: Symbol?) async -> Bool {
        session.exchange.forgetSymbols()
        let report: Report
        // What Prometheus lists changes while `listen` runs.
        let informed = await session.informed()
        do {
            let inputs = try TriageInputs.read(session.settings, home: session.context.environment["HOME"])
            report = try await AlertWorkflow(
                session: informed, inputs: inputs, answers: [:], symbol: symbol, payload: waiting.payload,
                intake: intake
            ).report()
        } catch {
            guard conclude() else { return true }
            let why = (error as? CommandError)?.message ?? "\(error)"
            return await end(inconclusive(why, "The alert was received, but not all of it could be checked."))
        }
        guard conclude() else { return true }
        return await end(report)
    }

    /// The time is over: what was read until then proves nothing.
    func cut(notifyingWithin patience: Duration) async -> Bool {
        session.investigation.close()
        let again = Investigation(
            id: session.investigation.id, incident: waiting.incidents.first,
            accountContext: session.settings.accountContext,
            store: session.investigation.store)
        let cut = ListenInvestigation(waiting, session.with(again), notifier, metrics)
        cut.markUnsettled("listen was ended before everything was read")
        return await cut.end(
            cut.inconclusive(
                "listen was ended before everything was read",
                "What was read until then is recorded and proves nothing. Triage the alert again."),
            within: patience)
    }

    /// What is recorded of the alerts with the opening; the identities tell a later run that they were looked at.
    private var intake: RecordedIntake {
        var intake = RecordedIntake()
        intake.identities = waiting.identities.map(\.text)
        intake.incidents = waiting.incidents
        intake.alerts = waiting.alerts.map(RecordedAlert.init)
        return intake
    }

    private func inconclusive(_ cause: String, _ summary: String) -> Report {
        let name = waiting.alerts.first.map { [$0.name, $0.labels["type"]].compactMap(\.self).joined(separator: " ") }
        let finding = Finding(
            subject: Subject(alert: name ?? waiting.matter.words),
            verdict: .inconclusive(cause, summary, next: [NextCommand("scan")]))
        do throws(CommandError) {
            if session.investigation.recorded == nil, !session.investigation.isContinued {
                try session.investigation.record(
                    .investigationOpened,
                    OpenedRecord(
                        command: session.command, accountContext: session.settings.accountContext, runbook: nil
                    )
                    .about(intake))
            }
            try session.investigation.record(
                .verdict, VerdictRecord(finding, accountContext: session.settings.accountContext, runbook: nil))
        } catch {
            session.notes.warn("\(error.message)")
        }
        var report = session.report()
        report.conclusion = .several([finding])
        return report
    }

    private func end(_ report: Report, within patience: Duration = Notifier.patience) async -> Bool {
        let findings = report.conclusion?.findings ?? []
        session.investigation.commit()
        let isRecorded = report.audit != nil && session.investigation.lost == nil
        if let lost = session.investigation.lost { session.notes.warn(lost.message) }
        let codes = Set(findings.map(\.verdict.code)).sorted().joined(separator: ", ")
        session.notes.note(
            "\(waiting.matter.words): \(codes.isEmpty ? "nothing found" : codes); investigation "
                + "\(session.investigation.id), incident \(waiting.incidents.first ?? "none")")
        noteOtherIncidents(codes)
        metrics.change { state in
            state.investigations += 1
            if !isRecorded { state.failures += 1 }
            for finding in findings { state.verdicts[finding.verdict.code, default: 0] += 1 }
            if findings.isEmpty { state.verdicts["none", default: 0] += 1 }
            state.lastVerdict = session.context.uptime()
        }
        let isDeaf = report.conclusion?.exit == CommandError.Code.exchangeUnavailable.exit
        if isDeaf { markUnsettled("the exchange answered nothing") }
        await notify(report, within: patience)
        return isRecorded && !isDeaf
    }

    /// Recorded for a later run: this investigation has answered nothing, and its alerts are not known by it.
    private func markUnsettled(_ why: String) {
        note(
            NoteRecord(
                "\(waiting.matter.words) is not settled: \(why). If it is sent again, it is checked again.",
                listen: .unsettled))
    }

    static func isUnsettled(_ entry: AuditEntry) -> Bool {
        entry.kind == .note && (try? entry.record(NoteRecord.self))?.listen == .unsettled
    }

    private func notify(_ report: Report, within patience: Duration) async {
        guard let notifier else { return }
        let block = report.text(.markdown, signature: session.context.signature(session.settings))
        guard let why = await notifier.send(block, within: patience) else { return }
        metrics.change { $0.notifyFailures += 1 }
        session.notes.warn("notify failed: \(why). The verdict is unchanged.")
        note(NoteRecord("notify failed: \(why). The verdict is unchanged.", listen: .notify))
    }

    /// Groups that told the same meanwhile have an incident of their own.
    private func noteOtherIncidents(_ codes: String) {
        let id = session.investigation.id
        for incident in waiting.incidents.dropFirst() {
            note(
                NoteRecord(
                    "\(waiting.matter.words) is investigated in \(id): \(codes.isEmpty ? "nothing found" : codes)",
                    listen: .joined), under: incident)
        }
    }

    private func note(_ note: NoteRecord, under incident: String? = nil) {
        guard let store = session.investigation.store else { return }
        do throws(AuditFailure) {
            _ = try store.append(
                EntryDraft(
                    .note, investigation: session.investigation.id, incident: incident ?? waiting.incidents.first, note)
            )
        } catch {
            session.notes.warn("a note could not be recorded: \(error)")
        }
    }
}

extension Session {
    /// The same exchange and settings for another investigation, which nobody watches: no question, no progress.
    func with(_ investigation: Investigation) -> Session {
        var shared = shared
        shared.noInput = true
        return Session(
            context: context, shared: shared, settings: settings, command: command, exchange: exchange,
            investigation: investigation, notes: notes,
            progress: StepProgress(
                console: context.console, style: .none, patience: StepProgress.patience, palette: .plain,
                uptime: context.uptime),
            reads: reads, namedInstances: namedInstances)
    }
}
