import Testing
import TriageCore

/// What happens between a verdict and its action.
struct InstanceSnapshotTests {
    enum Change: Sendable { case covers, refuses(String) }

    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let before: Instance
        var word: InstanceRule.OperatorStatement?
        let after: Instance
        let change: Change
        var testDescription: String { what }
    }

    private static let stopped = Instance.silent(service: .stopped)
    private static let cases = [
        Case(what: "nothing happened", before: Instance(), after: Instance(), change: .covers),
        Case(what: "its start is read 2 s later", before: Instance(), after: Instance(start: 12_000), change: .covers),
        Case(
            what: "its start is read 2001 ms later", before: Instance(), after: Instance(start: 12_001),
            change: .refuses("started anew")),
        Case(what: "its start is read earlier", before: Instance(), after: Instance(start: 1_000), change: .covers),
        Case(what: "it fell silent", before: Instance(), after: .silent(), change: .covers),
        Case(what: "it was stopped", before: Instance(), after: stopped, change: .covers),
        Case(what: "stopped, and still so", before: stopped, after: stopped, change: .covers),
        Case(what: "stopped, and silent now", before: stopped, after: .silent(), change: .covers),
        Case(what: "stopped, and answers now", before: stopped, after: Instance(), change: .refuses("was stopped")),
        Case(
            what: "stopped, and answers now with another mode", before: stopped, after: Instance(mode: "probe"),
            change: .refuses("answers now")),
        Case(
            what: "stopped by the operator's word, and answers now", before: .silent(), word: .saysStopped,
            after: Instance(), change: .refuses("was stopped")),
        Case(what: "silent, and answers now", before: .silent(), after: Instance(), change: .refuses("was silent")),
        Case(
            what: "stopped, and its status says running now", before: stopped, after: .silent(service: .running),
            change: .refuses("runs now")),
        Case(
            what: "it syncs the account now", before: Instance(), after: Instance(syncing: .yes("its page")),
            change: .refuses("syncs the account now")),
        Case(
            what: "whether it syncs was not read again", before: Instance(),
            after: Instance(syncing: .unknown(Given.unreachable)), change: .covers),
        Case(
            what: "it synced before", before: Instance(syncing: .yes("its page")),
            after: Instance(syncing: .yes("its page")), change: .covers),
        Case(
            what: "a standby trades now", before: .standby("a"), after: Instance(start: -90_000),
            change: .refuses("trades now")),
    ]

    @Test(arguments: cases) func `a verdict no longer holds when its instances have moved`(given: Case) {
        let snapshot = InstanceSnapshot(given.before.report, word: given.word)
        let why = [snapshot].outgrown(by: [given.after.report])
        switch given.change {
        case .covers: #expect(why == nil)
        case .refuses(let words): #expect(why?.contains(words) == true, "\(why ?? "covers")")
        }
        var request = GateRequest()
        request.targets[0].triages[0].instances = [snapshot]
        var facts = request.facts
        #expect(Gates.judge(facts).filter(\.isRefused).isEmpty)
        facts = facts.asking([given.after.report])
        #expect(Gates.judge(facts).filter(\.isRefused).map(\.code) == (why == nil ? [] : [.noFreshTriage]))
    }

    @Test func `one that cannot be read again refuses, and says so`() {
        let known = [InstanceSnapshot(Instance().report, word: nil)]
        #expect(known.outgrown(by: [])?.contains("a cannot be read again: its address was not recorded") == true)
        let gone = Instance(health: .notAsked, ready: .notAsked).report
        #expect(known.outgrown(by: [gone])?.contains("a cannot be read again") == true)
        // What never had a page has none to be read again.
        let paged = [InstanceSnapshot(Instance.silent(service: .running).report, word: nil)]
        #expect(paged.outgrown(by: [gone]) == nil)
        var request = GateRequest()
        request.targets[0].triages[0].instances = known
        #expect(Gates.judge(request.facts.asking([])).filter(\.isRefused).map(\.code) == [.noFreshTriage])
    }

    @Test func `instances are told apart by their places, and by names only where neither has one`() {
        func report(_ name: String, _ place: String?, start: Int64 = 10_000) -> InstanceReport {
            let report = Instance(start: start).report
            return InstanceReport(
                name: name, health: report.health, readiness: report.readiness, syncing: report.syncing,
                addresses: place.map { InstanceAddresses(health: $0, metrics: nil) })
        }
        let known = [InstanceSnapshot(report("a", "http://one:9090"), word: nil)]
        #expect(known.outgrown(by: [report("a", "http://two:9090")])?.contains("cannot be read again") == true)
        #expect(known.outgrown(by: [report("b", "http://one:9090")]) == nil)
        let both = [report("a", "http://two:9090"), report("b", "http://one:9090", start: 90_000)]
        #expect(known.outgrown(by: both)?.contains("started anew") == true)
        // A pipe has the name of another one by chance.
        let piped = [InstanceSnapshot(report("/dev/fd/63", nil), word: nil)]
        #expect(piped.outgrown(by: [report("/dev/fd/63", nil)])?.contains("cannot be read again") == true)
        // Addresses that differ in a token alone.
        let token = [InstanceSnapshot(report("a", "http://gw/h?token=…"), word: nil)]
        let tokens = [report("a", "http://gw/h?token=…"), report("b", "http://gw/h?token=…", start: 90_000)]
        #expect(token.outgrown(by: tokens)?.contains("b runs") == true)
    }

    @Test func `an instance that the verdict did not know of refuses when it runs`() {
        let known = [InstanceSnapshot(Instance().report, word: nil)]
        #expect(known.outgrown(by: [Instance().report, Instance.silent("b").report]) == nil)
        #expect(known.outgrown(by: [Instance().report, Instance(name: "b").report])?.contains("did not know") == true)
        #expect([InstanceSnapshot]().outgrown(by: [Instance().report]) != nil)
    }
}

extension GateFacts {
    /// The same, with what the instances answer.
    fileprivate func asking(_ instances: [InstanceReport]) -> GateFacts {
        GateFacts(
            action: action, investigation: investigation, accountContext: accountContext,
            mainnetAllowed: mainnetAllowed,
            targets: targets, allowedSymbols: allowedSymbols, maxOrders: maxOrders, maxNotional: maxNotional,
            clock: clock, weight: weight, weightNeeded: weightNeeded, flags: flags, now: now, instances: instances)
    }
}
