import AuditLog
import ExchangeSandbox
import Glibc
import JSON
import OperatorStage
import Synchronization
import TriageCore

/// Stands at the exchange's door: kills at the moment drawn, and sees that each mutating request has its intent in the
/// log before anything is done.
final class KillWitness: Sendable {
    private struct State {
        var victim: Victim?
        var log = ""
        var arrivals: [String: Int] = [:]
        var complaints: [String] = []
    }

    private struct Victim {
        let child: ChildProcess
        let moment: KillMoment
        var requests = 0
        var arrivals = 0
    }

    private let state = Mutex(State())

    var complaints: [String] { state.withLock { $0.complaints } }

    func watch(log path: String) { state.withLock { $0.log = path } }

    func complain(_ text: String) { state.withLock { $0.complaints.append(text) } }

    /// The process that is to be killed; `nil` once it has ended.
    func expect(_ child: ChildProcess?, _ moment: KillMoment = .arrival(0)) {
        state.withLock { $0.victim = child.map { Victim(child: $0, moment: moment) } }
    }

    func strike(_ child: ChildProcess) {
        state.withLock { state in
            guard state.victim?.child === child else { return }
            child.send(signal: SIGKILL)
        }
    }

    /// The log's nth change since the victim was started.
    func changed(_ number: Int) {
        state.withLock { state in
            guard let victim = state.victim, victim.moment == .change(number) else { return }
            victim.child.send(signal: SIGKILL)
        }
    }

    /// A mutating request has arrived; nothing is done yet.
    func arrived(_ request: SeenRequest) {
        let subject = Self.subject(request)
        let (log, count) = state.withLock { state in
            state.arrivals[subject, default: 0] += 1
            return (state.log, state.arrivals[subject] ?? 0)
        }
        do {
            let intents = try KillLog.open(log).entries(matching: EntryFilter(kinds: [.actionIntent]))
            let mine = try intents.filter { try KillLog.subject(of: $0) == subject }
            if mine.count < count {
                complain("\(subject) arrived \(count) times with \(mine.count) intents in the log")
            }
        } catch {
            complain("the log could not be read when \(subject) arrived: \(error)")
        }
        state.withLock { state in
            guard var victim = state.victim else { return }
            victim.arrivals += 1
            state.victim = victim
            if victim.moment == .arrival(victim.arrivals) { victim.child.send(signal: SIGKILL) }
        }
    }

    /// A request was done, and its answer is about to leave.
    func answered(_ request: SeenRequest) {
        let late = state.withLock { state -> (ChildProcess, Duration)? in
            guard var victim = state.victim else { return nil }
            victim.requests += 1
            state.victim = victim
            guard case .request(victim.requests, let delay) = victim.moment else { return nil }
            guard delay > .zero else {
                victim.child.send(signal: SIGKILL)
                return nil
            }
            return (victim.child, delay)
        }
        guard let (child, delay) = late else { return }
        Task {
            try? await Task.sleep(for: delay)
            self.strike(child)
        }
    }

    /// What a request is about: `DELETE /fapi/v1/order 8389765612825190229`.
    static func subject(_ request: SeenRequest) -> String {
        let id = ["orderId", "algoId", "newClientOrderId"].compactMap { request.parameters[$0] }.first ?? "?"
        return "\(request.method) \(request.path) \(id)"
    }
}

/// The audit log, read beside the processes that write it.
enum KillLog {
    static func open(_ path: String) throws(AuditFailure) -> AuditStore {
        try AuditStore.open(
            path: path, access: .read, identity: AuditIdentity(operator: "", host: "", environment: ""), now: { "" })
    }

    static func subject(of intent: AuditEntry) throws -> String {
        let request = try intent.payload()["request"]
        let id = ["orderId", "algoId", "newClientOrderId"].compactMap { request?[$0]?.stringValue }.first ?? "?"
        return "\(request?["endpoint"]?.stringValue ?? "?") \(id)"
    }
}
