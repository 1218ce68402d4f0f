import Binance
import Dispatch
import Synchronization
import TriageCore

/// Tells on stderr what a command is at: the steps as they end, and what is waited for. On a terminal its last line is
/// replaced ten times a second; a pipe gets a line a step, once the command takes long enough to make somebody wonder,
/// and one every ten seconds in between.
final class StepProgress: Sendable {
    private struct State {
        var work = RunningWork()
        /// When the current wait began.
        var since: Int64
        var told: Int64
        var begun: [StepID: Int64] = [:]
        var timings: [StepID: StepTiming] = [:]
        var bytes: [String: Int] = [:]
        var isOver = false
        /// Lines that wait for whether the command takes long.
        var held: [String] = []
    }

    /// Shorter waits are not worth a line that flickers.
    private static let shortest: Int64 = 300
    private static let betweenLines: Int64 = 10_000

    /// Until when neither a pipe nor the terminal that the answer will stand on is told of a step that ended: most
    /// commands are over by then, and their answer tells each step.
    static let patience: Int64 = 5_000

    let style: ProgressStyle
    private let speaksFrom: Int64
    private let console: any Console
    private let text: ProgressText
    private let uptime: @Sendable () -> Int64
    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "grinderctl.progress")

    /// - Parameter patience: milliseconds before the first line; a terminal is told at once.
    init(
        console: any Console, style: ProgressStyle, patience: Int64 = 0, palette: Palette,
        uptime: @escaping @Sendable () -> Int64
    ) {
        self.console = console
        self.style = style
        self.uptime = uptime
        text = ProgressText(palette: palette)
        let now = uptime()
        speaksFrom = now + patience
        state = Mutex(State(since: now, told: now))
        if style != .none { schedule() }
    }

    /// On a queue of its own: reading a log may keep every thread of the tasks busy.
    private func schedule() {
        queue.asyncAfter(deadline: .now() + .milliseconds(style == .live ? 100 : 1_000)) { [weak self] in
            guard let self, tick() else { return }
            schedule()
        }
    }

    /// Steps are asked for from now on.
    func begin(_ steps: [StepID]) {
        let now = uptime()
        state.withLock { state in
            for step in steps where state.begun[step] == nil { state.begun[step] = now }
            if state.work.steps.isEmpty { state.since = now }
            for step in steps where !state.work.steps.contains(step) { state.work.steps.append(step) }
        }
    }

    /// One answer to what a step asks; `isLast`: the step waits for no other.
    func answered(_ evidence: Evidence, of step: StepID, isLast: Bool) {
        let now = uptime()
        state.withLock { state in
            var timing = state.timings[step] ?? StepTiming()
            for record in evidence.requests {
                timing.add(record)
                state.work.weight += record.weight
            }
            timing.milliseconds = now - (state.begun[step] ?? now)
            state.timings[step] = timing
            if isLast { state.work.steps.removeAll { $0 == step } }
        }
    }

    func finish(_ step: StepReport) {
        guard style != .none else { return }
        let now = uptime()
        let timing = state.withLock { state in
            state.work.steps.removeAll { $0 == step.id }
            state.told = now
            if state.work.steps.isEmpty { (state.since, state.work.doing, state.work.reading) = (now, nil, nil) }
            // What took no time and asked nobody needs no word about it.
            return state.timings[step.id].flatMap { $0.requests == 0 && $0.milliseconds < 100 ? nil : $0 }
        }
        let width = style == .live ? console.width - 1 : nil
        let line = text.finished(step, timing, width: width) + "\n"
        state.withLock { state in
            state.held.append(line)
            if now >= speaksFrom { speak(&state) }
        }
    }

    private func speak(_ state: inout State) {
        if !state.held.isEmpty { console.error(state.held.joined()) }
        state.held = []
    }

    /// Told of each request as it leaves.
    func left(_ request: OutgoingRequest) {
        state.withLock { state in
            state.work.requests += 1
            state.work.doing = "\(request.method) \(request.address.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" })"
        }
    }

    func read(_ bytes: Int, of file: String) {
        state.withLock { state in
            let total = (state.bytes[file] ?? 0) + bytes
            state.bytes[file] = total
            let name = file.split(separator: "/").last.map(String.init) ?? file
            state.work.reading = "\(total / 1_000_000).\(total % 1_000_000 / 100_000) MB of \(name)"
        }
    }

    /// Nothing is shown any more.
    func end() {
        state.withLock { $0.isOver = true }
        console.status(nil)
    }

    /// `false` when there is nothing more to tell.
    private func tick() -> Bool {
        let now = uptime()
        return state.withLock { state in
            guard !state.isOver else { return false }
            var work = state.work
            work.milliseconds = now - state.since
            // Within the lock: nothing is shown after the end.
            if style == .live {
                if work.milliseconds >= Self.shortest { console.status(text.running(work, width: console.width - 1)) }
            } else {
                if now - state.told >= Self.betweenLines {
                    state.told = now
                    state.held.append(text.stillRunning(work) + "\n")
                }
                if now >= speaksFrom { speak(&state) }
            }
            return true
        }
    }
}
