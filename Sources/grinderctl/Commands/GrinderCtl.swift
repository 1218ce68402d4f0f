import ArgumentParser

struct GrinderCtl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grinderctl",
        abstract: "Investigate and settle reconcile mismatches between grinder and Binance USD-M futures.",
        version: "0.1",
        subcommands: [T.self]
    )
    @OptionGroup var options: SharedOptions
}
struct T: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [U.self])
    @OptionGroup var options: SharedOptions
}
struct U: ParsableCommand {
    @OptionGroup var options: SharedOptions
    @Argument var id: String?
    mutating func run() { print(options.env as Any, options.json, options.health, id as Any) }
}
struct SharedOptions: ParsableArguments {
    @Option var env: String?
    @Flag var json = false
    @Option var health: [String] = []
}
