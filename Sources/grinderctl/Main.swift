import Glibc

@main
struct Main {
    static func main() async {
        let arguments = TypedArguments.ofThisProcess
        let bench = Bench.live(arguments: arguments)
        // Asked by scripts before anything else: no command is put together for it.
        if arguments == ["--version"] {
            Shell.help(GrinderCtl.version + "\n", at: bench)
            exit(bench.console.outputFailure == nil ? 0 : Complaint.Code.auditUnwritable.exit)
        }
        let signals = bench.interrupts.listen()
        let status = await Shell.run(at: bench)
        withExtendedLifetime(signals) {}
        exit(status)
    }
}
