import ArgumentParser
import Binance
import Glibc

/// The words behind the program's name, as they were typed.
enum TypedArguments {
    /// The kernel's copy counts where it holds more: the runtime looks for its arguments beside the environment, and finds
    /// none where a preloaded library has moved that before the start. A command that was typed is never taken for none.
    static var ofThisProcess: [String] {
        typed(runtimes: CommandLine.arguments, kernels: words(ofKernelRecord: kernelRecord()))
    }

    /// Of the two, each with the program's name in front.
    static func typed(runtimes: [String], kernels: [String]) -> [String] {
        Array((kernels.count > runtimes.count ? kernels : runtimes).dropFirst())
    }

    /// Words that end with a NUL each.
    static func words(ofKernelRecord bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static func kernelRecord() -> [UInt8] {
        let descriptor = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var record: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return record }
            record += part[..<count]
        }
    }

    /// A key or secret that stands anywhere among the words is refused before any of them is repeated.
    static func refuseSecrets(in words: [String], environment: [String: String]) throws(CommandError) {
        guard let place = place(ofSecretIn: words, environment: environment) else { return }
        throw CommandError(
            .usage,
            "word \(place + 1) after grinderctl contains the API key or secret. Nothing was asked, sent or recorded. It may "
                + "are now in the shell's history.", try: "grinderctl help environment")
    }

    private static func place(ofSecretIn words: [String], environment: [String: String]) -> Int? {
        let named = ["BINANCE_API_KEY", "BINANCE_API_SECRET", "BINANCE_SECRET_KEY"].compactMap {
            environment[$0]?.trimmed
        }
        if let place = place(of: named, in: words) { return place }
        // Files are opened only where a word looks like what they would hold.
        guard words.contains(where: looksLikeKey) else { return nil }
        if let place = place(of: CredentialReader(environment: environment, section: nil).atHand, in: words) {
            return place
        }
        let shared = SharedOptions.configuration(named: words)
        guard let reader = try? SettingsReader(shared, environment: environment) else { return nil }
        return place(of: reader.credentials.atHand, in: words)
    }

    /// Shorter ones could be part of any word.
    private static let shortest = 8

    private static func place(of secrets: [String], in words: [String]) -> Int? {
        let secrets = secrets.filter { $0.utf8.count >= shortest }
        guard !secrets.isEmpty else { return nil }
        return words.firstIndex { word in secrets.contains { word.contains($0) } }
    }

    /// Sixteen letters and digits in a row: Binance's keys have 64, no word of this tool's has.
    private static func looksLikeKey(_ word: String) -> Bool {
        var run = 0
        for byte in word.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "="):
                run += 1
                if run >= 16 { return true }
            default: run = 0
            }
        }
        return false
    }
}

extension SharedOptions {
    /// As far as they name the configuration, of words that need not be a command.
    fileprivate static func configuration(named words: [String]) -> SharedOptions {
        var flags: [String] = []
        for (index, word) in words.enumerated() {
            for name in ["--config", "--env"] {
                if word == name, index + 1 < words.count { flags += [name, words[index + 1]] }
                if word.hasPrefix(name + "=") { flags.append(word) }
            }
        }
        let parsed = (try? SharedOptions.parse(flags)) ?? (try? SharedOptions.parse([]))
        return parsed ?? SharedOptions()
    }
}
