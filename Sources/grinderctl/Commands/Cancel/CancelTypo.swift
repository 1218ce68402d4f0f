import TriageCore

/// What is not an id as it stands on the command line of a cancel. A slip is explained and never repaired: what is cut
/// out of it in the wrong place names another order.
enum CancelTypo {
    /// - Parameter prefix: of grinder's ids, which hold neither `:` nor `.`; other ids may.
    static func refuse(in arguments: [String], prefix: String) throws(CommandError) {
        for argument in arguments {
            try refuseCopied(argument)
            try refuseFramed(argument, prefix)
            try refuseOther(argument)
        }
    }

    private static func refuseCopied(_ argument: String) throws(CommandError) {
        if argument.unicodeScalars.contains(where: Printable.isUnsafe) {
            // Without the colours of the screen it was copied from; what is left is shown, not used.
            let bare = argument.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "").filter {
                !$0.unicodeScalars.contains(where: Printable.isUnsafe)
            }
            throw slip("\(argument) carries control characters, as a coloured screen does", bare)
        }
        let quotes = "\"`“”‘’«»"
        // One in the middle of a word, as in `it's`, is none around it.
        if argument.contains(where: quotes.contains) || argument.hasPrefix("'") || argument.hasSuffix("'") {
            throw slip(
                "\(argument) is in quotes: give the id without them",
                PastedText.cleaned(argument.filter { !(quotes + "'()[]{}<>").contains($0) }))
        }
        let parts = argument.split { $0.isWhitespace || ",;|".contains($0) }.map(String.init)
        guard parts != [argument] else { return }
        if parts.count == 1 {
            throw slip("\"\(argument)\" has blanks or separators around the id: give the id alone", parts)
        }
        throw slip("\(argument) is not one id but a list: give each id as an argument of its own", parts)
    }

    private static func refuseFramed(_ argument: String, _ prefix: String) throws(CommandError) {
        func isGrinders(_ text: String) -> Bool { ClientOrderIDParts(ClientOrderID(text), prefix: prefix) != nil }
        if let separator = argument.firstIndex(where: { "=:".contains($0) }) {
            let value = String(argument[argument.index(after: separator)...])
            if argument[separator] == "=" || isGrinders(value) {
                throw slip("\(argument) is a field of a log line, not an id", value)
            }
        }
        let brackets = "()[]{}<>"
        let around = brackets + ".:"
        let bare = String(argument.drop { around.contains($0) }.reversed().drop { around.contains($0) }.reversed())
        if argument.contains(where: brackets.contains) || (bare != argument && isGrinders(bare)) {
            throw slip("\(argument) has punctuation around it: give the id alone", bare)
        }
    }

    private static func refuseOther(_ argument: String) throws(CommandError) {
        if argument.count >= 6, argument.allSatisfy({ $0.isASCII && $0.isNumber }) {
            throw CommandError(
                .usage,
                "\(argument) looks like the exchange's order number; cancel takes client order ids. Nothing was sent.",
                try: "grinderctl triage \(argument)")
        }
        // `BTCUSDT_3` is part of an id, `BTCUSDT_261225` a quarterly contract.
        let isPart = argument.contains("_") && argument.wholeMatch(of: /[^_]+_[0-9]{6}/) == nil
        if !isPart, let symbol = PastedText.symbol(typed: argument) {
            throw CommandError(
                .usage, "\(argument) is a symbol; cancel takes client order ids. Nothing was sent.",
                try: "grinderctl triage unexpected --symbol \(symbol)")
        }
    }

    private static func slip(_ what: String, _ ids: String) -> CommandError { slip(what, [ids]) }

    private static func slip(_ what: String, _ ids: [String]) -> CommandError {
        let words = ids.filter { !$0.isEmpty }.map(Printable.shellWord).joined(separator: " ")
        return CommandError(
            .usage, "\(what). Nothing was sent.", try: words.isEmpty ? nil : "grinderctl \(Cancel.name) \(words)")
    }
}
