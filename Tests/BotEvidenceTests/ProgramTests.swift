import BotEvidence
import Foundation
import Glibc
import Testing

/// One run of a program, whatever it does.
struct ProgramTests {
    private static func shell(
        _ text: String, input: [UInt8] = [], timeout: Duration = .seconds(900), usesTerminal: Bool = false
    ) -> Program {
        Program(
            path: "/bin/sh", arguments: ["-c", text], environment: ["PATH": "/usr/bin:/bin"], input: input,
            timeout: timeout, usesTerminal: usesTerminal)
    }

    @Test func `its exit status and the signal that ended it are told apart`() async {
        #expect(await Self.shell("exit 0").run().ending == .exited(0))
        #expect(await Self.shell("exit 137").run().ending == .exited(137))
        #expect(await Self.shell("kill -9 $$").run().ending == .signalled(9))
        #expect(Self.shell("exit 255").runAndWait().ending == .exited(255))
    }

    @Test func `one that is not there, may not be run or is none is told as that`() async throws {
        try await withTemporaryFolder { folder in
            func ending(_ path: String) async -> Program.Outcome.Ending {
                await Program(path: path, arguments: [], environment: [:], timeout: .seconds(900)).run().ending
            }
            try "#!/bin/sh\n".write(toFile: folder.at("plain"), atomically: false, encoding: .utf8)
            try "#!/no/such/shell\n".write(toFile: folder.at("orphan"), atomically: false, encoding: .utf8)
            #expect(chmod(folder.at("orphan"), 0o755) == 0)
            #expect(await ending(folder.at("absent")) == .notRun("No such file or directory"))
            #expect(await ending(folder.at("orphan")) == .notRun("No such file or directory"))
            #expect(await ending(folder.at("plain")) == .notRun("Permission denied"))
            #expect(await ending(folder.at("")) == .notRun("Permission denied"))
            #expect(await ending(folder.at("plain/x")) == .notRun("Not a directory"))
        }
    }

    @Test func `the end of a long output is kept, and the beginning of what it says of errors`() async {
        let outcome = await Self.shell(
            "yes out | head -c 300000; echo last; (echo first; yes err | head -c 300000) >&2"
        )
        .run()
        #expect(outcome.ending == .exited(0))
        #expect(outcome.output.utf8.count == 65_536 && outcome.output.hasSuffix("out\nlast\n"))
        #expect(outcome.errors.utf8.count == 65_536 && outcome.errors.hasPrefix("first\nerr\n"))
    }

    @Test func `it reads what it is given, and one that does not keeps its own ending`() async {
        let input = [UInt8](repeating: UInt8(ascii: "x"), count: Program.mostInput)
        #expect(await Self.shell("wc -c", input: input).run().output.filter(\.isNumber) == "60000")
        for _ in 1...20 {
            #expect(await Self.shell("exec <&-; exit 3", input: input).run().ending == .exited(3))
        }
        #expect(await Self.shell("cat", input: input + [0]).run().ending == .notRun("its input is too long"))
    }

    @Test func `it has a group of its own, unless it is to ask on the terminal`() async {
        for usesTerminal in [false, true] {
            let said = await Self.shell("cut -d' ' -f1,5 /proc/$$/stat", usesTerminal: usesTerminal).run().output
            let numbers = said.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
            #expect(numbers.count == 2)
            #expect(numbers.last == (usesTerminal ? getpgrp() : numbers.first), "\(said)")
        }
    }

    @Test(arguments: [false, true])
    func `what it started is killed with it where it has a group of its own, and only there`(
        usesTerminal: Bool
    ) async throws {
        try await withTemporaryFolder { folder in
            let mark = folder.at("pid")
            var program = Self.shell(
                "sleep 600 & echo $! > \(mark).new; mv \(mark).new \(mark); wait", usesTerminal: usesTerminal)
            program.endsWhenCancelled = true
            let running = Task { [program] in await program.run() }
            for _ in 0..<90_000 where access(mark, F_OK) != 0 { try await Task.sleep(for: .milliseconds(10)) }
            let child = try #require(pid_t(try String(contentsOfFile: mark, encoding: .utf8).filter(\.isNumber)))
            running.cancel()
            #expect(await running.value.ending == .timedOut)
            if usesTerminal {
                #expect(Self.runs(child))
                #expect(kill(child, SIGKILL) == 0)
            }
            for _ in 0..<90_000 where Self.runs(child) { try await Task.sleep(for: .milliseconds(10)) }
            #expect(!Self.runs(child))
        }
    }

    @Test func `what it leaves writing behind its back does not hold its answer`() async throws {
        try await withTemporaryFolder { folder in
            let mark = folder.at("pid")
            let outcome = await Self.shell("yes & echo $! > \(mark); exit 4").run()
            #expect(outcome.ending == .exited(4))
            let child = try #require(pid_t(try String(contentsOfFile: mark, encoding: .utf8).filter(\.isNumber)))
            // Nobody reads what it writes any more.
            for _ in 0..<90_000 where Self.runs(child) { try await Task.sleep(for: .milliseconds(10)) }
            #expect(!Self.runs(child))
        }
    }

    /// A zombie has ended: whoever adopted it collects it in its own time.
    private static func runs(_ process: pid_t) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        guard let state = status?.split(separator: ")").last?.first(where: { !$0.isWhitespace }) else { return false }
        return state != "Z" && state != "X"
    }
}
