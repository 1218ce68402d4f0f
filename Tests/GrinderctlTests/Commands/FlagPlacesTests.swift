import ArgumentParser
import Testing

@testable import grinderctl

@Suite struct FlagPlacesTests {
    static let places: [[String]] = [
        ["--json", "--env", "demo", "triage", "unexpected", "--no-audit", States.orphanID],
        ["triage", "--json", "--env", "demo", "--no-audit", "unexpected", States.orphanID],
        ["triage", "unexpected", States.orphanID, "--no-audit", "--json", "--env=demo"],
        ["--env", "demo", "triage", "--no-audit", "unexpected", "--json", States.orphanID],
        ["--env", "mainnet", "triage", "--env", "demo", "unexpected", "--json", "--no-audit", States.orphanID],
    ]

    @Test(arguments: places)
    func `a flag may stand before or after each word of a command`(_ words: [String]) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(words)
            #expect(answer.exit == 1)
            #expect(answer.json["environment"].text == "demo")
            #expect(answer.json["command"].text == "triage unexpected")
            #expect(answer.json["audit"] == .null)
        }
    }

    @Test(arguments: [["help"], ["--help"], [], ["help", "gates"], ["triage", "unexpected", "--help"], ["--version"]])
    func `help with json is one object that holds the text`(_ words: [String]) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["--json"] + words)
            #expect(answer.exit == 0)
            #expect(answer.json["schema"].text == "grinderctl/1")
            #expect(answer.json["text"] != .missing)
        }
    }

    @Test func `a fault whose name begins with a dash is taken as it stands`() {
        let words = ["sandbox", "serve", "--fault", "-1007", "--fault", "429*1", "--fault", "-1021@GET:/x*1", "-v"]
        let read = ["sandbox", "serve", "--fault=-1007", "--fault", "429*1", "--fault=-1021@GET:/x*1", "-v"]
        #expect(Shell.withDashedCodes(words) == read)
    }

    static let commands: [([String], String)] = [
        (["--env", "sandbox", "--json", "triage", "unexpected", "web_1"], "triage unexpected"),
        (["triage", "--symbol", "unexpected", "unexpected", "web_1", "--json"], "triage unexpected"),
        (["--incident", "cancel", "--json", "audit", "show", "9999"], "audit show"),
        (["cancel", "--json"], "cancel"),
        (["--json", "nonsense"], "nonsense"),
    ]

    @Test(arguments: commands)
    func `an error in JSON names the command and not a flag's value`(
        _ words: [String], _ command: String
    ) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(words)
            #expect(answer.exit >= 64)
            #expect(answer.json["command"].text == command)
            #expect(answer.json["error"]["code"] != .missing)
        }
    }

    @Test func `without a command one screen says where to begin, and names every command`() async throws {
        try await Stage.set { stage async throws in
            let shown = ShownScreen(await stage.run([]))
            #expect(shown.faults() == [] && shown.rows.count <= 24, "\(shown.rows)")
            let words = Set(shown.rows.joined(separator: " ").split { !$0.isLetter }.map(String.init))
            for command in GrinderCtl.configuration.subcommands {
                #expect(words.contains(Shell.name(of: command)), "\(Shell.name(of: command))")
            }
        }
    }

    @Test(
        arguments: [
            (["help"], "TOPICS"), (["help", "exit-codes"], "130"), (["help", "environment"], "BINANCE_API_KEY_FILE"),
            (["help", "audit"], "audit resolve"), (["help", "gates"], "stale-plan"), (["help", "runbooks"], "lint"),
            (["help", "triage", "unexpected"], "CID"), (["triage", "unexpected", "--help"], "--health"),
            (["--help"], "SUBCOMMANDS"), (["--version"], "."), ([], "grinderctl triage unexpected"),
        ] as [([String], String)])
    func `help is an answer: on stdout, ends 0, whole lines`(_ words: [String], _ says: String) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(words)
            #expect(answer.exit == 0)
            #expect(answer.output.contains(says))
            #expect(answer.output.hasSuffix("\n"))
            #expect(answer.error.isEmpty)
        }
    }

    @Test func `a topic that does not exist is told with the nearest`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["help", "exit-code"])
            #expect(answer.exit == 64)
            #expect(answer.error.contains("did you mean exit-codes?"))
        }
    }
}
