import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct AuditResolve: ToolCommand {
    static let name = "audit resolve"
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Resolve open intents by asking the exchange; nothing is sent again.",
        discussion: """
            Without SEQ every open intent. Ends 0 when all are settled, 5 when some are left.

            EXAMPLES
              grinderctl audit resolve
              grinderctl audit resolve 12
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(
        help: ArgumentHelp("Seqs of the intents (default: all open ones).", valueName: "SEQ"), completion: .openIntents)
    var seqs: [Int64] = []

    func run(at context: CommandContext) async throws -> Int32 {
        let settings = try SettingsReader(shared, environment: context.environment).settings()
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: context, recording: true,
            access: .amend)
        return try await session.whileOpen { session in
            let intents = try open(in: session)
            guard !intents.isEmpty else { return await finish(session, [], []) }
            try session.investigation.record(
                .investigationOpened,
                OpenedRecord(command: Self.name, accountContext: settings.accountContext, runbook: nil))
            let (resolutions, requests) = try await IntentResolver(session: session).resolve(intents)
            return await finish(session, resolutions, requests)
        }
    }

    private func open(in session: Session) throws -> [UnresolvedIntent] {
        guard let store = session.investigation.store else { return [] }
        let intents = try reading { () throws(AuditFailure) in try AuditMemory(store: store).unresolvedIntents() }
        for seq in seqs where !intents.contains(where: { $0.seq == seq }) {
            throw CommandError(.usage, "seq \(seq) isn't an open intent", try: "grinderctl audit resolve")
        }
        return seqs.isEmpty ? intents : intents.filter { seqs.contains($0.seq) }
    }

    private func finish(
        _ session: Session, _ resolutions: [IntentResolver.Resolution], _ requests: [RequestRecord]
    ) async -> Int32 {
        await session.exchange.shutdown()
        var report = session.report()
        report.requests = requests
        report.audit = await session.anchored() ?? report.audit
        let resolved = ResolveReport(report: report, resolutions: resolutions)
        session.context.show(resolved, shared, signature: session.context.signature(session.settings))
        return resolved.isSettled ? 0 : 5
    }
}
