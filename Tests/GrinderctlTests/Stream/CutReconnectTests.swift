import AuditLog
import Testing
import TriageCore

@testable import grinderctl

/// Which reconnects left something stopped, by rows as they write them.
@Suite struct CutReconnectTests {
    private static func members<Members: RestartMembers>(
        _ outcome: RecordedOutcome, _ instances: [String], executes: Bool = true
    ) throws -> Record<Members> {
        let flags = OperatorFlags(
            executes: executes, confirmation: "reconnect", expectedConfirmation: "reconnect", reason: "blind",
            ticket: nil,
            withoutTriage: false)
        let place = AccountContext(environment: "sandbox", baseURL: "http://127.0.0.1:9", account: "a")
        return Record(reconnect: flags, at: place, outcome, instances.map { RecordedRestart($0, outcome, "") }, [])
    }

    private static func plan(_ investigation: String, _ instances: String..., executes: Bool = true) throws
        -> EntryDraft
    {
        EntryDraft(
            .actionPlanned, investigation: investigation,
            try members(.planned, instances, executes: executes) as PlanRecord)
    }

    private static func outcome(
        _ investigation: String, _ instances: String..., ended outcome: RecordedOutcome = .verified
    ) throws -> EntryDraft {
        EntryDraft(.actionOutcome, investigation: investigation, try members(outcome, instances) as OutcomeRecord)
    }

    private static func cut(_ rows: [(environment: String, draft: EntryDraft)]) async throws -> [Int64] {
        try await Stage.set { stage in
            for (environment, draft) in rows {
                let identity = AuditIdentity(operator: "ada", host: "oncall-1", environment: environment)
                let store = try AuditStore.open(
                    path: stage.auditPath, access: .append, identity: identity, now: { "2026-03-08T12:00:00.000Z" })
                _ = try store.append([draft])
            }
            let identity = AuditIdentity(operator: "ada", host: "oncall-1", environment: "sandbox")
            let store = try AuditStore.open(path: stage.auditPath, access: .read, identity: identity, now: { "" })
            return try CutReconnects(in: store).all.map(\.plan.seq)
        }
    }

    @Test func `a plan alone stopped nothing`() async throws {
        #expect(try await Self.cut([("sandbox", Self.plan("a", "bot-1", executes: false))]).isEmpty)
    }

    @Test func `its own outcome ends it, whatever it was`() async throws {
        #expect(
            try await Self.cut([
                ("sandbox", Self.plan("a", "bot-1")), ("sandbox", Self.outcome("a", "bot-1", ended: .failed)),
            ]).isEmpty)
    }

    @Test func `another's outcome ends it only for the same instances of the same environment`() async throws {
        let cut = try Self.plan("a", "bot-1", "bot-2")
        let rest = try ["bot-1", "bot-2"].map { try Self.outcome("b", $0) }
        #expect(try await Self.cut([("sandbox", cut)]) == [1])
        #expect(try await Self.cut([("sandbox", cut), ("sandbox", rest[0])]) == [1])
        #expect(try await Self.cut([("sandbox", cut), ("sandbox", rest[0]), ("demo", rest[1])]) == [1])
        #expect(try await Self.cut([("sandbox", cut), ("sandbox", rest[0]), ("sandbox", rest[1])]).isEmpty)
        #expect(try await Self.cut([("sandbox", rest[0]), ("sandbox", rest[1]), ("sandbox", cut)]) == [3])
    }

    @Test func `another that did not start it ends nothing`() async throws {
        let rows = try [Self.plan("a", "bot-1"), Self.plan("b", "bot-1"), Self.outcome("b", "bot-1", ended: .failed)]
        #expect(try await Self.cut(rows.map { ("sandbox", $0) }) == [1])
        let unseen = try Self.outcome("c", "bot-1", ended: .unknown)
        #expect(try await Self.cut((rows + [unseen]).map { ("sandbox", $0) }).isEmpty)
    }

    @Test func `of two at once, the one that was cut off is told though the other ended`() async throws {
        let rows = try [Self.plan("a", "bot-1"), Self.plan("b", "bot-2"), Self.outcome("b", "bot-2")]
        #expect(try await Self.cut(rows.map { ("sandbox", $0) }) == [1])
    }
}
