import Binance
import Dispatch
import FoundationEssentials
import Glibc
import TriageCore

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

extension CommandContext {
    static func live(arguments: [String]) -> CommandContext {
        let environment = ProcessInfo.processInfo.environment
        let console = StandardConsole(environment: environment)
        let workSummary = WorkSummary()
        return CommandContext(
            arguments: arguments,
            environment: environment,
            console: console,
            now: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) },
            uptime: { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) },
            sleep: { try await Task.sleep(for: $0) },
            newID: { UUID().uuidString.lowercased() },
            operatorName: operatorName(),
            host: hostName(),
            interrupts: Interrupts(
                onEnd: {
                    console.close()
                    let left = workSummary.words
                    let words = ["interrupted. Nothing was sent that changes anything.", left?.words]
                    let commandError = CommandError(
                        .interrupted, words.compactMap(\.self).joined(separator: " "), try: left?.attempt)
                    Shell.printError(commandError.withNext(after: arguments), arguments: arguments, console: console)
                    exit(commandError.code.exit)
                },
                onHold: {
                    console.error("note: a request is on its way; waiting for its outcome (a few seconds)\n")
                }),
            workSummary: workSummary, leaveTerminal: { setpgid(0, 0) }, localTime: .system,
            whoActs: { ActingIdentity.live(environment: environment, host: hostName()) })
    }

    /// The login name behind the effective user; `SUDO_USER` beside it when there is one.
    private static func operatorName() -> String {
        let name = getpwuid(geteuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) } ?? "uid \(geteuid())"
        guard let sudo = ProcessInfo.processInfo.environment["SUDO_USER"], !sudo.isEmpty, sudo != name else {
            return name
        }
        return "\(sudo) as \(name)"
    }

    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
