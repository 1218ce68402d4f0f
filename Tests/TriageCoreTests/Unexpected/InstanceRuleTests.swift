import Testing
import TriageCore

/// One instance as a test states it.
struct Instance: Sendable, Hashable {
    enum Page: Sendable, Hashable { case answers, fails, notAsked, foreign }

    var name = "a"
    var health = Page.answers
    /// The start, in milliseconds from the order's placement.
    var start: Int64 = 10_000
    var ready = Page.answers
    var mode: String? = "trading_loop"
    var stated: Bool?
    var service: InstanceReport.ServiceState?
    var syncing = AccountSyncing.no("its page")
    var isAtLatest = false
    var role: String?
    var port: String?

    var report: InstanceReport {
        let up: Int64 = 5_000
        let readAt = Given.at(start + up)
        return InstanceReport(
            name: name,
            health: Self.page(
                health, InstanceReport.Health(uptimeMilliseconds: up, readAt: readAt, isAtLatest: isAtLatest)),
            readiness: Self.page(ready, InstanceReport.Readiness(isReady: true, mode: mode, role: role)),
            statedTrading: stated, service: service,
            metrics: port.map { InstanceReport.Metrics(role: nil, port: $0) }, syncing: syncing)
    }

    private static func page<Value: Sendable>(_ page: Page, _ value: Value) -> Result<Value, Unavailable> {
        switch page {
        case .answers: .success(value)
        case .fails: .failure(Given.unreachable)
        case .notAsked: .failure(Given.notAsked)
        case .foreign:
            .failure(Unavailable(.unusable, source: "GET http://a/healthz", detail: "it answered with status 404"))
        }
    }

    static func silent(_ name: String = "a", service: InstanceReport.ServiceState? = nil) -> Instance {
        Instance(name: name, health: .fails, ready: .fails, service: service)
    }

    static func standby(_ name: String = "b", start: Int64 = -90_000) -> Instance {
        Instance(name: name, start: start, mode: nil)
    }
}

struct InstanceRuleTests {
    /// The finding in one word.
    enum Outcome: Sendable { case predates, stoppedByStatus, stoppedByWord, running, doubt(String) }

    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let instances: [Instance]
        let answer: String?
        let expected: Outcome
        let placed: Bool
        var testDescription: String { what }

        init(
            _ what: String, _ instances: [Instance], answer: String? = nil, placed: Bool = true, _ expected: Outcome
        ) {
            self.what = what
            self.instances = instances
            self.answer = answer
            self.placed = placed
            self.expected = expected
        }
    }

    private static let boundaries = [
        Case("placed a minute after the start", [Instance(start: -60_000)], .running),
        Case("placed 1 ms after the start", [Instance(start: -1)], .running),
        Case("placed exactly at the start", [Instance(start: 0)], .running),
        Case("placed 1 ms before the start", [Instance(start: 1)], .doubt("within")),
        Case("placed 1999 ms before", [Instance(start: 1_999)], .doubt("within")),
        Case("placed exactly 2000 ms before", [Instance(start: 2_000)], .doubt("within")),
        Case("placed 2001 ms before", [Instance(start: 2_001)], .predates),
        Case("placed before a start that is at the latest then", [Instance(isAtLatest: true)], .doubt("start")),
        Case("placed after a start that is at the latest then", [Instance(start: -1, isAtLatest: true)], .running),
        Case("placed at an unknown time", [Instance()], placed: false, .doubt("placement")),
    ]

    private static let company = [
        Case("before two starts", [Instance(), Instance(name: "b", start: 3_000)], .predates),
        Case("after the second's start", [Instance(), Instance(name: "b", start: -1)], .running),
        Case("within the second's margin", [Instance(), Instance(name: "b", start: 2_000)], .doubt("within")),
        Case("before the trading one, after the standby's", [Instance(), .standby()], .predates),
        Case("a standby alone", [.standby()], .doubt("none trades")),
        Case("a standby that the config says trades", [Instance(mode: nil, stated: true)], .predates),
        Case("a standby that the config says does not", [Instance(mode: nil, stated: false)], .doubt("none trades")),
        Case("trading, though the config says it does not", [Instance(start: -1, stated: false)], .running),
        Case("another mode", [Instance(mode: "TRADING_LOOP")], .doubt("none trades")),
        Case("a standby that runs the loop", [Instance(role: "standby")], .doubt("none trades")),
        Case("it, after whose start it was placed", [Instance(start: -1, role: "standby")], .doubt("none trades")),
        Case(
            "it, beside the one that leads",
            [Instance(role: "active"), Instance(name: "b", start: -9, role: "standby")],
            .doubt("may have led")),
        Case(
            "it, started after the order too",
            [Instance(role: "active"), Instance(name: "b", start: 2_001, role: "standby")], .predates),
        Case(
            "after the leader's start, beside a standby",
            [Instance(start: -1, role: "active"), Instance(name: "b", role: "standby")], .running),
        Case(
            "a standby that the config says trades, in the loop", [Instance(stated: true, role: "standby")], .predates),
        Case("a dry run", [Instance(port: "noop")], .predates),
        Case("without high availability", [Instance(role: "n/a")], .predates),
    ]

    private static let unread = AccountSyncing.unknown(Given.unreachable)
    private static let synced = AccountSyncing.yes("its last sync")

    private static let syncs = [
        Case("it syncs the account", [Instance(syncing: synced)], .doubt("takes over")),
        Case("whether it syncs is not known", [Instance(syncing: unread)], .doubt("may take over")),
        Case("one of two syncs", [Instance(), Instance(name: "b", syncing: synced)], .doubt("takes over")),
        Case("of one of two it is not known", [Instance(), Instance(name: "b", syncing: unread)], .doubt("may take")),
        Case(
            "a standby that syncs", [Instance(), Instance(name: "b", mode: nil, syncing: synced)], .doubt("takes over")),
        Case(
            "of a standby it is not known", [Instance(), Instance(name: "b", mode: nil, syncing: unread)],
            .doubt("may take")),
        Case(
            "one in another mode syncs", [Instance(), Instance(name: "b", mode: "read_only", syncing: synced)],
            .doubt("takes over")),
        Case(
            "of one in another mode it is not known",
            [Instance(), Instance(name: "b", mode: "read_only", syncing: unread)], .doubt("may take")),
        Case("one in another mode does not sync", [Instance(), Instance(name: "b", mode: "read_only")], .predates),
        Case("it syncs, placed after its start", [Instance(start: -1, syncing: synced)], .running),
        Case("it syncs, within the margin", [Instance(start: 1, syncing: synced)], .doubt("within")),
        Case("it syncs, the operator says stopped", [Instance(syncing: synced)], answer: "yes", .doubt("takes over")),
    ]

    private static let silence = [
        Case("another page answers there", [Instance(health: .foreign, ready: .foreign)], .doubt("unusable")),
        Case(
            "another page, and silence", [.silent(), Instance(name: "b", health: .foreign, ready: .fails)],
            .doubt("unusable")),
        Case(
            "another page answers there, yes", [Instance(health: .foreign, ready: .foreign)], answer: "yes",
            .stoppedByWord),
        Case("no instance known", [], .doubt("none known")),
        Case("refused", [.silent()], .doubt("unreachable")),
        Case("one of two refused", [Instance(), .silent("b")], .doubt("unreachable")),
        Case(
            "one of two refused, placed after the other's start", [Instance(start: -1), .silent("b")], .running
        ),
        Case(
            "one of two is stopped, placed after the other's start",
            [Instance(start: -1), .silent("b", service: .stopped)], .running),
        Case("health without readiness", [Instance(ready: .fails)], .doubt("unreachable")),
        Case("health, readiness failed, stated trading", [Instance(ready: .fails, stated: true)], .doubt("unreach")),
        Case(
            "a second one whose readiness failed and that the config says does not trade",
            [Instance(), Instance(name: "b", start: -9, ready: .fails, stated: false)], .doubt("unreachable")),
        Case("a file of health, stated trading", [Instance(ready: .notAsked, stated: true)], .predates),
        Case("a file of health, nothing stated", [Instance(ready: .notAsked)], .doubt("unreachable")),
        Case("readiness without health", [Instance(health: .fails)], .doubt("unreachable")),
        Case("refused, stated trading", [Instance(health: .fails, ready: .fails, stated: true)], .doubt("unreach")),
    ]

    private static let services = [
        Case("its status says stopped", [.silent(service: .stopped)], .stoppedByStatus),
        Case("both say stopped", [.silent(service: .stopped), .silent("b", service: .stopped)], .stoppedByStatus),
        Case("one of two says stopped", [.silent(service: .stopped), .silent("b")], .doubt("unreachable")),
        Case("its status says running", [.silent(service: .running)], .doubt("unreachable")),
        Case("its status is unclear", [.silent(service: .unclear("127"))], .doubt("unreachable")),
        Case("stopped, but it answers", [Instance(start: 1, service: .stopped)], .doubt("within")),
        Case("stopped, but it answers, a standby", [Instance(mode: nil, service: .stopped)], .doubt("none trades")),
        Case("stopped, the other answers", [.silent(service: .stopped), Instance(name: "b")], .doubt("unreachable")),
        Case("stopped, unknown placement", [.silent(service: .stopped)], placed: false, .stoppedByStatus),
    ]

    private static let answers = [
        Case("refused, yes", [.silent()], answer: "yes", .stoppedByWord),
        Case("refused, no", [.silent()], answer: "no", .doubt("unreachable")),
        Case("refused, perhaps", [.silent()], answer: "perhaps", .doubt("unreachable")),
        Case("refused, an empty answer", [.silent()], answer: "", .doubt("unreachable")),
        Case("none known, yes", [], answer: "yes", .stoppedByWord),
        Case("none known, no", [], answer: "no", .doubt("none known")),
        Case("unclear status, yes", [.silent(service: .unclear("?"))], answer: "yes", .stoppedByWord),
        Case("running by its status, yes", [.silent(service: .running)], answer: "yes", .doubt("unreachable")),
        Case("stopped by its status, no", [.silent(service: .stopped)], answer: "no", .doubt("unreachable")),
        Case("stopped by its status, nonsense", [.silent(service: .stopped)], answer: "eh", .stoppedByStatus),
        Case("stopped by its status, yes", [.silent(service: .stopped)], answer: "yes", .stoppedByStatus),
        Case("it answers, yes", [Instance(start: 1)], answer: "yes", .doubt("within")),
        Case("it answers and trades since before, yes", [Instance(start: -1)], answer: "yes", .running),
        Case("one answers, one refuses, yes", [.standby(), .silent("c")], answer: "yes", .doubt("unreachable")),
        Case("only its readiness answers, yes", [Instance(health: .fails)], answer: "yes", .doubt("unreachable")),
        Case("only its health answers, yes", [Instance(ready: .fails)], answer: "yes", .doubt("unreachable")),
        Case("the order predates it, no", [Instance()], answer: "no", .predates),
    ]

    @Test(arguments: [boundaries, company, syncs, silence, services, answers].joined().map(\.self))
    func `an instance proves just what the contract says`(given: Case) {
        let rule = InstanceRule(
            instances: given.instances.map(\.report), word: given.answer.map(InstanceRule.OperatorStatement.init))
        let found = rule.judge(placedAt: given.placed ? Given.noon : nil)
        switch (given.expected, found) {
        case (.predates, .predates(let starts)): #expect(!starts.isEmpty)
        case (.stoppedByStatus, .allStopped(byOperator: false)), (.stoppedByWord, .allStopped(byOperator: true)),
            (.running, .placedByRunning), (.doubt("placement"), .undecided(.placementUnknown)),
            (.doubt("within"), .undecided(.withinMargin)), (.doubt("none known"), .undecided(.noInstanceKnown)),
            (.doubt("unreachable"), .undecided(.unreachable)), (.doubt("unreach"), .undecided(.unreachable)),
            (.doubt("none trades"), .undecided(.noneTrades)), (.doubt("may have led"), .undecided(.mayHaveLed)),
            (.doubt("unusable"), .undecided(.unusable)),
            (.doubt("takes over"), .undecided(.takesOver)), (.doubt("may take over"), .undecided(.mayTakeOver)),
            (.doubt("may take"), .undecided(.mayTakeOver)), (.doubt("start"), .undecided(.startUnknown)):
            break
        default: Issue.record("\(found), expected \(given.expected)")
        }
    }

    @Test(arguments: [
        ("yes", true), ("YES", true), ("stopped", true), ("no", false), ("running", false), ("maybe", nil),
        ("", nil), ("yes!", nil), ("ye", nil), ("1", nil),
    ])
    func `only a clear word is an answer`(text: String, stopped: Bool?) {
        let expected: InstanceRule.OperatorStatement =
            switch stopped {
            case true?: .saysStopped
            case false?: .saysRunning
            case nil: .unclear(text)
            }
        #expect(InstanceRule.OperatorStatement(text) == expected)
    }

    @Test(arguments: [
        ([Instance.silent()], true), ([], true), ([Instance()], false), ([Instance.silent(service: .stopped)], false),
        ([Instance.silent(service: .running)], false), ([Instance.silent(service: .unclear("?"))], true),
        ([Instance(health: .fails)], false), ([Instance.silent(service: .stopped), .silent("b")], true),
    ])
    func `the operator is asked only where the answer could decide`(instances: [Instance], asked: Bool) {
        #expect(InstanceRule(instances: instances.map(\.report), word: nil).needsOperator == asked)
    }

    @Test func `who contradicts the answer is named`() {
        let rule = InstanceRule(
            instances: [Instance.silent("x"), .standby("y"), .silent("z", service: .running)].map(\.report),
            word: .saysStopped)
        #expect(rule.isContradicted)
        #expect(rule.contradicting == ["y", "z"])
        #expect(!InstanceRule(instances: rule.instances, word: .saysRunning).isContradicted)
    }
}
