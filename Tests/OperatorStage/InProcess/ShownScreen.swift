/// What a command shows on a terminal of 24 rows and 80 columns, as an operator reads and copies it.
package struct ShownScreen: Sendable {
    package let rows: [String]
    package let exit: Int32

    package init(_ answer: CommandAnswer) {
        self.init(output: answer.output, exit: answer.exit)
    }

    package init(output: String, exit: Int32) {
        var rows = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if rows.last?.isEmpty == true { rows.removeLast() }
        self.rows = rows
        self.exit = exit
    }

    /// The last rows that are commands, as words of a shell.
    package var commands: [[String]] {
        rows.reversed().prefix { $0.hasPrefix("grinderctl ") }.reversed().map { Array(Self.shellWords($0).dropFirst()) }
    }

    /// What does not fit or stands where it should not, a sentence each; empty when all is well.
    package func faults(rows limit: Int = 24, columns: Int = 80) -> [String] {
        var found: [String] = []
        if rows.count > limit { found.append("\(rows.count) rows") }
        for row in rows.dropLast(commands.count) {
            if row.count > columns { found.append("\(row.count) columns: \(row)") }
            if row.hasPrefix("grinderctl ") { found.append("a command above the last rows: \(row)") }
            if row.hasSuffix(" ") { found.append("ends with a space: \(row)") }
        }
        for word in ["--without-triage", "--while-running", "ALLOW_MAINNET_TRADE", "instance-stopped=yes", "HOST"]
        where commands.contains(where: { $0.contains { $0.contains(word) } }) {
            found.append("the command carries \(word)")
        }
        if exit != 0, rows.contains(where: { $0.contains("nothing to do") }), rows.first?.contains(" of ") != true {
            found.append("nothing to do, and exit \(exit)")
        }
        return found
    }

    /// As its reader types it: with a reason of their own, and the fact they have seen.
    package static func filled(_ words: [String]) -> [String] {
        words.map { word in
            switch word {
            case "…": "left behind"
            case "instance-stopped=…": "instance-stopped=yes"
            default: word
            }
        }
    }

    /// Words between blanks, `'…'` as one.
    package static func shellWords(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        var isEscaped = false
        for character in line {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "'" {
                isQuoted.toggle()
                word = word ?? ""
            } else if character == "\\", !isQuoted {
                isEscaped = true
            } else if character == " ", !isQuoted {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
