/// The runbook's Full State Reset as a value: it says what is to be done next and takes what came of it. It performs
/// nothing, believes nothing it has not been shown, and begins each step by looking.
///
/// Forward only: stop, clear, cancel, close, start. What a later look finds of an earlier step's (an order that a trigger
/// made) sends it back to that step, a bounded number of times.
package struct FullStateReset: Sendable {
    package struct Setting: Sendable, Hashable {
        package let scope: ResetScope
        package let identity: Identity
        /// `--without-triage`: every position is closed, whoever made it.
        package let closesAll: Bool
        /// Plain files of the expected state, to be set aside.
        package let files: [String]

        package init(scope: ResetScope, identity: Identity, closesAll: Bool, files: [String]) {
            self.scope = scope
            self.identity = identity
            self.closesAll = closesAll
            self.files = files
        }
    }

    /// Cancels of one order, closings of one position, and returns to the cancels, at most.
    static let mostTries = 3
    /// Looks at a trigger that is firing, a second apart.
    static let mostWaits = 15

    package let setting: Setting
    package internal(set) var step: ResetStep?
    package internal(set) var instances: ResetInstances
    var reports: [ResetStep: StepReport] = [:]
    var facts: [ResetStep: [Fact]] = [:]
    var left: [ResetLeftover] = []
    var halted: String?
    var isBlocked = false
    var hasAsked = false
    var work = Work()
    /// What earlier runs did, of a reset that is resumed.
    let progress: ResetProgress

    /// What the steps remember between two moves.
    struct Work: Sendable {
        var hasLooked = false
        var leader: String?
        var areFilesDone = false
        /// As last read; `nil`: to be read (again).
        var orders: ResetOrders?
        var open: [Order] = []
        var positions: [ResetPosition]?
        /// By order or position: how often, and what went wrong last.
        var tries: [String: Int] = [:]
        var reasons: [String: String] = [:]
        var obstacles: [String: ResetObstacle] = [:]
        var waits = 0
        var returns = 0
        /// Conditional orders that were firing when last seen, or that a cancel did not reach.
        var watched: [AlgoOrderID: AlgoOrder] = [:]
        var toFollow: [AlgoOrderID: AlgoOrder] = [:]
        /// Normal orders that triggers of grinder's made.
        var children: Set<OrderID> = []
        var cancelled = 0
        var verdicts: [ResetPosition.Key: (amount: Quantity, code: String)] = [:]
        var closed = 0
        /// The orders were read after the last closing, and then the positions.
        var areOrdersChecked = false
        var isChecked = false
        var hasLookedAgain = false
        var hasAskedToStart = false
        var isSaidStarted = false
        var tried: Set<String> = []
        var started: [String] = []
    }

    package init(_ setting: Setting, instances: ResetInstances, progress: ResetProgress = ResetProgress()) {
        self.setting = setting
        self.instances = instances
        self.progress = progress
        step = progress.isRestarting ? .restart : .instanceStopped
        proceed()
    }

    package func next() -> ResetEffect {
        guard halted == nil, let step else {
            return .conclude(ResetConclusion(halted: halted, left: left, isBlocked: isBlocked))
        }
        switch step {
        case .instanceStopped: return nextOfInstances()
        case .expectedState: return .setAside(setting.files.filter { !progress.setAside.contains($0) })
        case .cancel: return nextOfCancel()
        case .flatten: return nextOfFlatten()
        case .restart: return nextOfRestart()
        }
    }

    package mutating func receive(_ event: ResetEvent) {
        switch event {
        case .instances, .answered, .stopped: step == .restart ? receiveRestart(event) : receiveOfInstances(event)
        case .setAside(let files): receiveFiles(files)
        case .orders(let read): receiveOrders(read)
        case .cancelled(let results): receiveCancels(results)
        case .followed(let algos): receiveFollowed(algos)
        case .waited(let read): receiveWait(read)
        case .positions(let read): receivePositions(read)
        case .triaged(let symbol, let codes): receiveVerdicts(symbol, codes)
        case .closed(let result): receiveClosing(result)
        case .started(let name, let report, let failure): receiveStart(name, report, failure)
        }
        proceed()
    }

    /// The operator interrupted, or a gate refused the rest: what is done stands.
    package mutating func halt(_ why: String) {
        guard halted == nil, let step else { return }
        stop(step, why, knownLeavings(step))
    }

    /// The steps that have come to an end, as of now.
    package var ended: [ResetStep: StepReport] { reports }

    /// All five, those not reached as skipped.
    package func report() -> [StepReport] {
        ResetStep.allCases.map { step in
            reports[step] ?? StepReport(step.definition, .skipped, notReached(step), facts: facts[step] ?? [])
        }
    }

    private func notReached(_ step: ResetStep) -> String {
        if progress.isRestarting, step != .restart { return "done in an earlier run" }
        if setting.scope.onlyCancels, step == .flatten || step == .restart { return "--only cancel ends before it" }
        return "not reached"
    }

    /// What was there when it was last read.
    private func knownLeavings(_ step: ResetStep) -> [ResetLeftover] {
        switch step {
        case .instanceStopped, .expectedState, .restart: []
        case .cancel: work.orders.map(leftOrders) ?? [.unread("the open orders were not read again")]
        case .flatten:
            work.positions.map { $0.map(leftPosition) } ?? [.unread("the positions were not read again")]
        }
    }

    mutating func end(_ step: ResetStep, _ status: StepReport.Status, _ summary: String) {
        reports[step] = StepReport(step.definition, status, summary, facts: facts[step] ?? [])
    }

    mutating func stop(_ step: ResetStep, _ why: String, _ more: [ResetLeftover] = []) {
        end(step, .failed, why)
        left += more
        halted = why
    }

    /// Goes on to the next step as long as the present one has nothing more to do.
    private mutating func proceed() {
        while halted == nil, let step, settle(step) {
            let next = ResetStep.allCases.firstIndex(of: step).map { $0 + 1 }
            let ends = setting.scope.onlyCancels && step == .cancel
            self.step = ends ? nil : next.flatMap { $0 < ResetStep.allCases.count ? ResetStep.allCases[$0] : nil }
        }
    }

    /// Whether a step has just come to its end.
    private mutating func settle(_ step: ResetStep) -> Bool {
        switch step {
        case .instanceStopped: settleInstances()
        case .expectedState: settleFiles()
        case .cancel: settleCancel()
        case .flatten: settleFlatten()
        case .restart: settleRestart()
        }
    }
}
