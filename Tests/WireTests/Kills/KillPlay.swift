import AuditLog
import ExchangeSandbox
import Foundation
import Glibc
import JSON
import OperatorStage
import TriageCore

/// Plays one round and says what was wrong, and how many commands were killed, and with how many intents open.
struct KillPlay {
    struct Told: Sendable {
        var complaints: [String] = []
        var counts: [String: Int] = [:]
    }

    private let round: KillRound
    private let stage: OperatorStage
    private let witness: KillWitness
    private var counts: [String: Int] = [:]
    private var lastKill = ContinuousClock.now

    static func run(_ round: KillRound) async throws -> Told {
        let witness = KillWitness()
        return try await OperatorStage.setAtOnce(
            state: KillAccount.state, onRequest: { witness.answered($0) }, beforeMutation: { witness.arrived($0) }
        ) { stage async throws in
            witness.watch(log: stage.auditPath)
            var play = KillPlay(round: round, stage: stage, witness: witness)
            try await play.play()
            return Told(complaints: witness.complaints, counts: play.counts)
        }
    }

    private init(round: KillRound, stage: OperatorStage, witness: KillWitness) {
        self.round = round
        self.stage = stage
        self.witness = witness
    }

    private mutating func play() async throws {
        try keepBot()
        for (number, deed) in round.deeds.enumerated() {
            if round.isReset, number > 0 { try await waitUntilSpent() }
            try await OperatorStage.turn { try await kill(deed) }
        }
        counts["intents left open", default: 0] += try openIntents().count
        try await waitUntilSpent()
        try await OperatorStage.turn {
            if round.resolves { try await resolve() }
            if round.isReset { try await run(resumed(KillAccount.reset)) } else { try await clear() }
        }
        try judge()
    }

    // MARK: - Killing

    private mutating func kill(_ deed: KillRound.Command) async throws {
        let words = round.isReset ? try resumed(deed.words) : deed.words
        let changes = try FolderChanges(in: stage.folder, of: "audit.db") { [witness] in witness.changed($0) }
        defer { changes.stop() }
        let child = try stage.start(words, with: environment)
        witness.expect(child, deed.moment)
        if case .after(let delay) = deed.moment {
            Task { [witness] in
                try? await Task.sleep(for: delay)
                witness.strike(child)
            }
        }
        let ended = await child.end()
        witness.expect(nil)
        lastKill = .now
        if ended.exit == 128 + SIGKILL {
            counts["killed", default: 0] += 1
            try await waitForOrphans()
        } else {
            counts["over before", default: 0] += 1
            expect(ended.exit == 0, "\(words) ended \(ended.exit): \(ended.outputText)\(ended.errorText)")
        }
        guard deed.isRepeated else { return }
        let again = try await stage.run(words, with: environment)
        counts["typed again, exit \(again.exit)", default: 0] += 1
        expect([0, 3].contains(again.exit), "\(words) again ended \(again.exit): \(again.errorText)")
    }

    /// What a killed reset had started of the bot's commands ends by itself.
    private func waitForOrphans() async throws {
        guard round.keepsBot else { return }
        let own = Data(stage.folder.utf8)
        func isThere(_ process: String) -> Bool {
            guard let words = PlainFile.bytes("/proc/\(process)/cmdline") else { return false }
            return Int(process) != nil && words.range(of: own) != nil
        }
        try await eventually("what it had started ends") {
            !PlainFile.names(in: "/proc").contains(where: isThere)
        }
    }

    // MARK: - Settling

    /// Until the requests of open intents can no longer execute, which settling would wait for.
    private func waitUntilSpent() async throws {
        guard try !openIntents().isEmpty else { return }
        try await Task.sleep(until: lastKill + .milliseconds(10_100))
    }

    private func resolve() async throws {
        try await run(["audit", "resolve", "--json"])
        let left = try openIntents()
        expect(left.isEmpty, "\(left.count) intents are left open")
        try judgeResolutions()
    }

    /// What was settled is so at the exchange.
    private func judgeResolutions() throws {
        guard FileManager.default.fileExists(atPath: stage.auditPath) else { return }
        let applied = Set(stage.exchange.mutatingRequests().filter { $0.status == 200 }.map(KillWitness.subject))
        let log = try KillLog.open(stage.auditPath)
        for entry in try log.entries(matching: EntryFilter(kinds: [.actionResolved])) {
            let payload = try entry.payload()
            guard let seq = payload["intent"]?.integerValue, let intent = try log.entry(seq: seq) else {
                expect(false, "a resolution of no intent: \(entry.payloadText)")
                continue
            }
            let subject = try KillLog.subject(of: intent)
            let status = payload["status"]?.stringValue
            let ended = ["CANCELED", "FILLED"].contains(status)
            expect(
                ended == applied.contains(subject),
                "\(subject) is settled as \(status ?? "none"), applied: \(applied.contains(subject))")
        }
    }

    /// Everything is done by commands nobody kills.
    private func clear() async throws {
        try await run(KillAccount.cancel(KillAccount.all))
        try await run(KillAccount.flatten)
    }

    private func run(_ words: [String]) async throws {
        let ended = try await stage.run(words, with: environment)
        expect(ended.exit == 0, "\(words) ended \(ended.exit): \(ended.outputText)\(ended.errorText)")
    }

    // MARK: - Judging

    private func judge() throws {
        let requests = stage.exchange.mutatingRequests()
        let applied = requests.filter { $0.status == 200 }.map(KillWitness.subject)
        let cancels = applied.filter { $0.hasPrefix("DELETE") }
        expect(
            cancels.count == KillAccount.all.count && Set(cancels).count == cancels.count,
            "not each order cancelled once: \(cancels.sorted())")
        let closings = requests.filter { $0.method == "POST" }.map(KillWitness.subject)
        expect(Set(closings).count == closings.count, "placed twice: \(closings)")
        expect(applied.count == cancels.count + 1, "the position was not closed once: \(applied)")
        var done: Set<String> = []
        for request in requests {
            let subject = KillWitness.subject(request)
            expect(!done.contains(subject), "\(subject) was sent again after it was done")
            if request.status == 200 { done.insert(subject) }
        }
        let verification = try KillLog.open(stage.auditPath).verify()
        expect(verification.ok, "the chain: \(verification)")
        let left = try openIntents()
        expect(left.isEmpty, "\(left.count) intents are open at the end")
        // Each step of each intent, whoever was killed in it, is one that the verified model takes.
        let objections = try PhaseModel().objections(to: KillLog.open(stage.auditPath).entries())
        expect(objections.isEmpty, "not as the model: \(objections.joined(separator: "; "))")
        let names = try FileManager.default.contentsOfDirectory(atPath: stage.folder)
        expect(!names.contains { $0.contains("-outcomes-") }, "left behind: \(names)")
        if round.keepsBot {
            let state = try String(contentsOfFile: stage.folder + "/state", encoding: .utf8)
            expect(state == "running\n", "the bot is \(state)")
        }
    }

    private func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) {
        if !holds { witness.complain(complaint()) }
    }

    private func openIntents() throws -> [OpenIntent] {
        guard FileManager.default.fileExists(atPath: stage.auditPath) else { return [] }
        do throws(AuditFailure) {
            return try KillLog.open(stage.auditPath).openIntents()
        } catch {
            // Killed before its first entry.
            if error.kind == .anotherApplication { return [] }
            throw error
        }
    }

    // MARK: - A reset's bot

    private var environment: [String: String?] {
        guard round.isReset else { return [:] }
        var changes: [String: String?] = ["GRINDERCTL_HEALTH": nil, "PATH": "/usr/bin:/bin"]
        if round.keepsBot { changes["GRINDERCTL_CONFIG"] = stage.folder + "/config.yaml" }
        return changes
    }

    private func keepBot() throws {
        guard round.keepsBot else { return }
        let state = stage.folder + "/state"
        try "running\n".write(toFile: state, atomically: false, encoding: .utf8)
        try """
        instances:
          - name: grinder-1
            status: cat '\(state)'
            stop: echo stopped > '\(state)'
            start: echo running > '\(state)'
        """.write(toFile: stage.folder + "/config.yaml", atomically: false, encoding: .utf8)
    }

    /// Goes on with the reset that was begun, if one was.
    private func resumed(_ words: [String]) throws -> [String] {
        let words =
            round.keepsBot || words.contains("--answer") ? words : words + ["--answer", "instance-stopped=yes"]
        guard FileManager.default.fileExists(atPath: stage.auditPath),
            let log = try? KillLog.open(stage.auditPath),
            let begun = try log.entries(matching: EntryFilter(kinds: [.resetStep])).last?.investigation
        else { return words }
        return words + ["--resume", begun]
    }
}
