import Testing
import TriageCore

@Suite struct ResetInstancesTests {
    private static func report(
        _ name: String, answers: Bool, mode: String? = "trading_loop", role: String? = nil,
        service: InstanceReport.ServiceState? = nil
    ) -> InstanceReport {
        InstanceReport(
            name: name,
            health: answers
                ? .success(InstanceReport.Health(uptimeMilliseconds: 1_000, readAt: Given.noon))
                : .failure(Given.unreachable),
            readiness: answers
                ? .success(InstanceReport.Readiness(isReady: true, mode: mode, role: role))
                : .failure(Given.unreachable),
            service: service)
    }

    private static func finding(
        _ reports: [InstanceReport], stoppable: Set<String> = [], word: InstanceRule.OperatorStatement? = nil
    ) -> ResetInstances.Finding {
        var instances = ResetInstances(
            reports.map {
                ResetInstances.Instance(
                    name: $0.name, hasStop: stoppable.contains($0.name), hasStart: false, isConfigured: true)
            }, word: word)
        for report in reports { instances.reports[report.name] = report }
        return instances.finding
    }

    @Test func `the standby is stopped before the leader`() {
        let pair = [
            Self.report("a", answers: true, role: "active"), Self.report("b", answers: true, role: "standby"),
        ]
        #expect(Self.finding(pair, stoppable: ["a", "b"]) == .stopFirst(["b", "a"]))
    }

    @Test func `one that runs without a stop command holds up everything, whatever is said`() {
        let pair = [Self.report("a", answers: true), Self.report("b", answers: true)]
        #expect(Self.finding(pair, stoppable: ["a"], word: .saysStopped) == .running(["b"]))
    }

    @Test func `silence is taken for nothing until something says more`() {
        let silent = Self.report("a", answers: false)
        #expect(Self.finding([silent]) == .unproven(["a"]))
        #expect(Self.finding([silent], word: .saysStopped) == .stopped)
        #expect(Self.finding([silent], word: .saysRunning) == .running(["an instance, the operator says"]))
        #expect(Self.finding([silent], stoppable: ["a"]) == .stopFirst(["a"]))
        #expect(Self.finding([Self.report("a", answers: false, service: .stopped)]) == .stopped)
        #expect(Self.finding([Self.report("a", answers: false, service: .running)]) == .running(["a"]))
        #expect(Self.finding([]) == .unproven([]))
        #expect(Self.finding([], word: .saysStopped) == .stopped)
    }

    @Test func `another mode places nothing, and proves nothing of the others`() {
        let monitor = Self.report("m", answers: true, mode: "monitor")
        #expect(Self.finding([monitor]) == .unproven([]))
        #expect(Self.finding([monitor], word: .saysStopped) == .stopped)
        #expect(Self.finding([monitor, Self.report("a", answers: false, service: .stopped)]) == .stopped)
    }
}
