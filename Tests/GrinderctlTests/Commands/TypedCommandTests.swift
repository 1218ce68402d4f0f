import Testing

@testable import grinderctl

@Suite struct TypedCommandTests {
    private func typed(_ line: String) -> TypedCommand { TypedCommand(line.split(separator: " ").map(String.init)) }

    @Test(arguments: [
        ("reset --resume a --execute", "reset --execute"), ("reset --resume=a --execute", "reset --execute"),
        ("reset --env sandbox --resume=a --env=demo", "reset --env sandbox --env=demo"), ("reset", "reset"),
        ("reset --resumed x", "reset --resumed x"),
    ])
    func `a flag goes with its value, in either form`(line: String, left: String) {
        #expect(typed(line).without(["--resume"]).words == typed(left).words)
    }

    @Test(arguments: [
        ("cancel --confirm x --execute", "cancel --confirm y --execute"),
        ("cancel --confirm=x --execute", "cancel --confirm=y --execute"),
        ("cancel --execute", "cancel --execute --confirm y"),
    ])
    func `a remedy's value replaces the one there was`(line: String, left: String) {
        #expect(typed(line).adding(["--confirm", "y"]).words == typed(left).words)
    }

    @Test func `an answer replaces an answer to the same question, and no other`() {
        let line = "reset --answer restart=yes --answer instance-stopped=maybe --answer=instance-stopped=perhaps"
        #expect(
            typed(line).adding(["--answer", "instance-stopped=yes"]).words
                == typed("reset --answer restart=yes --answer instance-stopped=yes").words)
    }

    @Test(arguments: [
        ("--incident reset reset --execute", "--incident reset --execute"),
        ("reset --confirm reset", "--confirm reset"),
        ("--env=sandbox reset", "--env=sandbox"),
    ])
    func `the subcommand is told from a value of the same word`(line: String, left: String) {
        #expect(typed(line).withoutSubcommand("reset").words == typed(left).words)
    }
}
