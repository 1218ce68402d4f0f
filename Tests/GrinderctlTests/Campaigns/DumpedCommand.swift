import OperatorStage
import TestSupport

/// A command as `--experimental-dump-help` lists it, and lines of it that somebody could type.
struct DumpedCommand: Sendable {
    struct Argument: Sendable {
        let isFlag: Bool
        let isPositional: Bool
        let isOptional: Bool
        let isRepeating: Bool
        /// `execute`; of a positional argument its name for people.
        let name: String
        let value: String
        let values: [String]
    }

    /// `stream reconnect`
    let path: String
    let arguments: [Argument]

    static func leaves(_ dump: [String: Any]) -> [DumpedCommand] {
        guard let root = dump["command"] as? [String: Any] else { return [] }
        return leaves(of: root, path: [])
    }

    private static func leaves(of command: [String: Any], path: [String]) -> [DumpedCommand] {
        let children = command["subcommands"] as? [[String: Any]] ?? []
        let own = DumpedCommand(
            path: path.joined(separator: " "), arguments: (command["arguments"] as? [[String: Any]] ?? []).map(argument)
        )
        let below = children.flatMap { child in
            leaves(of: child, path: path + [child["commandName"] as? String ?? "?"])
        }
        // A command that has others below it can be typed by itself, too.
        return (path.isEmpty ? [] : [own]) + below
    }

    private static func argument(_ dump: [String: Any]) -> Argument {
        let names = (dump["names"] as? [[String: Any]] ?? []).compactMap { name in
            name["kind"] as? String == "long" ? name["name"] as? String : nil
        }
        let value = dump["valueName"] as? String ?? ""
        return Argument(
            isFlag: dump["kind"] as? String == "flag", isPositional: dump["kind"] as? String == "positional",
            isOptional: dump["isOptional"] as? Bool ?? true, isRepeating: dump["isRepeating"] as? Bool ?? false,
            name: names.first ?? value, value: value, values: dump["allValues"] as? [String] ?? [])
    }

    func without(_ names: Set<String>) -> DumpedCommand {
        DumpedCommand(path: path, arguments: arguments.filter { !names.contains($0.name) })
    }

    /// The flag that is never typed here.
    private static let acting = "execute"

    func words(_ dice: inout SeededGenerator, _ world: NoOpTests.World) -> [String] {
        var words = path.split(separator: " ").map(String.init)
        var positional: [String] = []
        let most = Int.random(in: 0...6, using: &dice)
        var flags = arguments.filter { !$0.isPositional && $0.name != Self.acting }.shuffled(using: &dice).prefix(most)
        // What leads furthest is asked for often.
        flags += arguments.filter { ["answer", "reason", "confirm"].contains($0.name) && dice.chance(400) }
        for flag in flags where !words.contains("--\(flag.name)") {
            words.append("--\(flag.name)")
            if !flag.isFlag { words.append(Self.value(flag, path, &dice, world)) }
        }
        for argument in arguments where argument.isPositional {
            guard !argument.isOptional || dice.chance(700) else { continue }
            for _ in 0..<(argument.isRepeating ? Int.random(in: 1...3, using: &dice) : 1) {
                positional.append(Self.value(argument, path, &dice, world))
            }
        }
        return words + positional
    }

    private static let ids = [
        States.orphanID, States.secondID, States.ethID, States.botsID, States.personsID, States.stopID,
        States.filledID, States.unknownID,
    ]

    private static func value(
        _ argument: Argument, _ path: String, _ dice: inout SeededGenerator, _ world: NoOpTests.World
    ) -> String {
        // What is written is written into the stage's folder.
        if path == "runbook export", argument.isPositional { return world.folder + "/copies" }
        let isWritten = ["out", "anchor", "audit-db"].contains(argument.name)
        if !isWritten, dice.chance(30) { return dice.pick(["", "--", "0", "nonsense", "💥", "--execute=false"]) }
        if !argument.values.isEmpty { return dice.pick(argument.values) }
        switch argument.name {
        // Nothing here speaks to anything but the stage.
        case "env": return dice.pick(["sandbox", "sandbox", "paper"])
        case "base-url", "ws-url": return dice.pick(["http://127.0.0.1:9", "ws://127.0.0.1:9"])
        case "prometheus", "alertmanager", "health", "metrics": return dice.pick(world.addresses)
        case "from", "to": return "postgres://nobody@127.0.0.1:9/none"
        case "config": return world.config
        case "out", "anchor": return world.folder + "/out-\(dice.next() % 1_000)"
        case "confirm": return dice.pick(ids + ["reset", "reconnect", "BTCUSDT", "2"])
        case "answer": return dice.pick(["instance-stopped=yes", "restart=yes", "instance-stopped=no"])
        case "for", "since", "until", "interval", "grace": return dice.pick(["1s", "2h", "2026-03-08T00:00:00Z"])
        default: break
        }
        switch argument.value.uppercased() {
        case "CID", "ID", "TEXT", "WHAT": return dice.pick(ids + ["BTCUSDT", "because"])
        case "S", "SYMBOL", "CID|SYMBOL": return dice.pick(["BTCUSDT", "ETHUSDT", "NOPEUSDT"])
        case "N", "USDT", "PORT", "MS": return dice.pick(["1", "5", "100", "0", "-3"])
        case let value where value.contains("FILE") || value.contains("PATH") || value.contains("GLOB"):
            return dice.pick(world.files)
        case let value where value.contains("URL"): return dice.pick(world.addresses)
        default: return dice.pick(["x", "long", "BTCUSDT", "1", "md", "orphaned"])
        }
    }
}
