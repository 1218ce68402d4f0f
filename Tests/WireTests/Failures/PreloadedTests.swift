import ExchangeSandbox
import OperatorStage
import Testing

/// What a library does before the start that was put in front of the program's own.
@Suite struct PreloadedTests {
    /// A variable more: the environment is moved away from the arguments, beside which the runtime looks for them.
    private static let source = """
        #include <stdlib.h>
        __attribute__((constructor)) static void change(void) { setenv("SET_BY_THE_LIBRARY", "1", 1); }
        """

    @Test func `a changed environment loses no argument: what was typed is done or refused, never taken for help`()
        async throws
    {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            let library = try await PreloadedLibrary.build(Self.source, in: stage.folder)
            let refused = try await stage.run(
                ["cancel", Orphans.first, "--execute", "--json"], with: ["LD_PRELOAD": library])
            #expect(refused.exit == 3, "\(refused.outputText)\(refused.errorText)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let done = try await stage.run(Orphans.cancel + ["--without-triage"], with: ["LD_PRELOAD": library])
            #expect(done.exit == 0, "\(done.outputText)\(done.errorText)")
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }
}
