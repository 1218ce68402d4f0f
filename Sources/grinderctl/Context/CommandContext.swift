import AuditLog
import Binance
import BotEvidence
import Glibc
import TriageCore

/// The capabilities a command gets. Nothing below `run(at:)` touches the clock, the process or the network otherwise.
struct CommandContext: Sendable {
    var arguments: [String]
    var environment: [String: String]
    var console: any Console
    /// Local time, milliseconds since 1970.
    var now: @Sendable () -> Timestamp
    /// Milliseconds that never step back, for durations.
    var uptime: @Sendable () -> Int64
    var sleep: @Sendable (Duration) async throws -> Void
    /// Ends once so much real time is over: the limit of somebody else's work, whatever ``sleep`` makes of time.
    var limit: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    /// A new investigation's id.
    var newID: @Sendable () -> String
    var operatorName: String
    var host: String
    var interrupts: Interrupts
    /// What an interrupt tells of the work so far.
    var workSummary = WorkSummary()
    /// A key of the terminal no longer reaches this process.
    var leaveTerminal: @Sendable () -> Void = {}
    /// The wall clock that is shown beside UTC.
    var localTime = LocalTime.utc
    /// How requests reach the exchange; HTTP when nil.
    var exchangeTransport: (any ExchangeTransport)?
    /// How the pages of the bot's instances are read; HTTP when nil.
    var pages: (@Sendable () -> any PageReading)?
    /// How the user-data stream is opened; a WebSocket when nil.
    var streams: (@Sendable (StreamURL) -> any StreamOpening)?
    /// How long a restarted bot's stream is listened to for its first event.
    var eventPatience = Duration.seconds(10)
    var programs = Programs.live
    /// What the kernel says of the local clock.
    var timeSynchronisation: @Sendable () -> Result<TimeSynchronisation, Unavailable> = KernelClock.reading
    /// Called between the phases of an action; tests stop the work here as a crash would.
    var atPhase: @Sendable (ActionPhase) async throws -> Void = { _ in }
    /// What was asked of the exchange to find out which procedure is meant.
    var askedBefore: [RequestRecord] = []
    /// A line of the bot's that was pasted with `triage TEXT`: evidence like a log.
    var pastedLine: String?
    /// Who acts, looked up when something is opened.
    var whoActs: @Sendable () -> ActingIdentity = { .unknown }

    /// Asks the bot's instances.
    func probe(hiding secrets: [String]) -> InstanceProbe {
        InstanceProbe(environment: environment, redaction: Redaction(secrets: secrets), pages: pages)
    }

    /// The exchange's time, where its clock was read.
    func now(on clock: ClockReading?) -> Timestamp {
        now().advanced(byMilliseconds: clock?.offsetMilliseconds ?? 0)
    }

    func userStream(_ url: StreamURL) -> UserStream {
        UserStream(url, opening: streams?(url), now: now, uptime: uptime, sleep: sleep)
    }

    /// The five phases of an action, each named by what has just become true; and what a reset does between them.
    enum ActionPhase: String, Sendable, Hashable, CaseIterable {
        case planned, gated, intentDurable, sent, outcomeRecorded, readBack, verified
        case stepBegun, stepEnded, instanceStopped, fileSetAside, instanceStarted
    }
}

/// Other programs as a command may start them.
struct Programs: Sendable {
    /// The absolute path of a program by its name and `PATH`; `nil` where there is none.
    var find: @Sendable (_ name: String, _ searchPath: String?) -> String?
    var run: @Sendable (Program) async -> Program.Outcome

    /// The system's own place comes before `PATH`: whoever checks a signature is not to be replaced by a variable.
    static let live = Programs(
        find: { name, searchPath in
            let folders = ["/usr/bin", "/bin"] + (searchPath ?? "").split(separator: ":").map(String.init)
            return folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
        },
        run: { await $0.run() })
}
