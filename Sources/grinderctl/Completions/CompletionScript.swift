/// A shell's completion script as the argument parser writes it, with what it gets wrong put right:
/// the `help` it brings along would replace this tool's own; fish knows a cursor only at a terminal, not for
/// `complete -C`; and bash would sort what is offered the likeliest first.
enum CompletionScript {
    static func isAsked(_ arguments: [String]) -> Bool {
        arguments.contains { $0 == "--generate-completion-script" || $0.hasPrefix("--generate-completion-script=") }
    }

    static func mended(_ script: String) -> String {
        withoutSecondHelp(script)
            .replacing("(__grinderctl_tokens -tC)", with: #"(string length -- "$(commandline -ct)")"#)
            .replacing(
                "complete -o filenames -F _grinderctl grinderctl",
                with: """
                    # Before 4.4 bash knows no nosort.
                    complete -o nosort -o filenames -F _grinderctl grinderctl 2>/dev/null \\
                        || complete -o filenames -F _grinderctl grinderctl
                    """)
    }

    private static func withoutSecondHelp(_ script: String) -> String {
        var script = script.replacing("|help|help)", with: "|help)").replacing(" help help'", with: " help'")
        let function = "\n_grinderctl_help() {\n"
        if let first = script.ranges(of: function).first, let second = script.ranges(of: function).dropFirst().first,
            first != second, let end = script[second.lowerBound...].ranges(of: "\n}\n").first
        {
            script.removeSubrange(second.lowerBound..<end.upperBound)
        }
        return script.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("Show subcommand help information.") }.joined(separator: "\n")
    }
}
