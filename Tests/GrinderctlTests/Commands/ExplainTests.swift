import Foundation
import Testing
import TriageCore

@testable import grinderctl

@Suite struct ExplainTests {
    private func explain(_ words: String...) async -> Answer {
        let console = ScriptedConsole()
        let context = CommandContext(
            arguments: ["explain"] + words, environment: [:], console: console, now: { Timestamp(milliseconds: 0) },
            uptime: { 0 }, sleep: { _ in }, newID: { "" }, operatorName: "ada", host: "oncall-1",
            interrupts: Stage.deaf())
        let exit = await Shell.run(at: context)
        return Answer(exit: exit, output: console.output, error: console.error)
    }

    @Test(arguments: ["-1022", "1022"])
    func `a Binance code is taken as it stands, and without its minus`(_ code: String) async {
        let told = await explain(code)
        #expect(told.exit == 0)
        #expect(told.output.hasPrefix("-1022  Binance error\n"))
        #expect(told.output.contains("was not executed"))
        #expect(told.error == "")
    }

    @Test func `flags may follow a code that begins with a dash`() async {
        let told = await explain("-1007", "--json")
        #expect(told.exit == 0)
        #expect(told.output.contains(#""execution":"unknown""#))
        #expect(told.output.contains(#""command":"explain","code":"-1007""#))
    }

    @Test func `a word that several procedures say is told for each of them`() async {
        let told = await explain("INCONCLUSIVE")
        #expect(told.exit == 0)
        for name in ["unexpected", "missing", "divergence", "position"] {
            #expect(told.output.contains("inconclusive  verdict of triage \(name)\n"))
        }
    }

    @Test(
        arguments: GateCode.allCases.map(\.rawValue) + Mismatch.allCases.map(\.rawValue)
            + UnexpectedVerdict.allCases.map(\.rawValue) + MissingVerdict.allCases.map(\.rawValue)
            + DivergenceVerdict.allCases.map(\.rawValue) + PositionVerdict.allCases.map(\.rawValue)
            + CommandError.Code.allCases.map { String($0.exit) } + CommandError.Code.allCases.map(\.rawValue)
            + ["0", "2", "planned", "verified", "failed", "unknown", "418", "429", "503", "-2019", "-4116"])
    func `every code that this tool says is known`(_ code: String) async {
        let told = await explain(code)
        #expect(told.exit == 0)
        #expect(told.output.hasPrefix("\(code)  "))
        #expect(told.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `an unknown code is a usage error that names the known ones`() async {
        let told = await explain("orphand")
        #expect(told.exit == 64)
        #expect(told.output == "")
        #expect(told.error.contains("there is no code orphand; did you mean orphaned?"))
        #expect(told.error.contains("no-fresh-triage") && told.error.contains("-1022"))
        #expect(told.error.contains("try: grinderctl explain orphaned\n"))
    }

    @Test func `what says that a write may have been executed never says to send it again`() {
        for explanation in Explanation.all where explanation.execution == .unknown {
            #expect(explanation.next.first == NextCommand("audit", "resolve"), "\(explanation.code)")
        }
    }
}
