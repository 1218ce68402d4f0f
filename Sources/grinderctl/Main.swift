import Glibc

@main
struct Main {
    static func main() async {
        let arguments = TypedArguments.ofThisProcess
        let context = CommandContext.live(arguments: arguments)
        // Asked by scripts before anything else: no command is put together for it.
        if arguments == ["--version"] {
            Shell.help(GrinderCtl.version + "\n", at: context)
            exit(context.console.outputFailure == nil ? 0 : CommandError.Code.auditUnwritable.exit)
        }
        let signals = context.interrupts.listen()
        let status = await Shell.run(at: context)
        withExtendedLifetime(signals) {}
        exit(status)
    }
}
