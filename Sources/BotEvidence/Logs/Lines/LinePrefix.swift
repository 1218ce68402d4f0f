/// Everything before a message that is a transport's or a time, in whatever order.
enum LinePrefix {
    static func read(_ cursor: inout ByteCursor, label: inout [UInt8]?) -> [LineStamp] {
        var stamps: [LineStamp] = []
        _ = cursor.attempt(number)
        for _ in 0..<10 {
            // Three blanks and more are a message's own.
            if let stamp = cursor.attempt({ stamp(&$0, isFirst: stamps.isEmpty) }) {
                stamps.append(stamp)
                if let name = cursor.attempt(process) { label? += name }
            } else if let name = cursor.attempt({ piece(&$0, isBehindStamp: !stamps.isEmpty) }) {
                label? += name
            } else {
                break
            }
        }
        if !stamps.isEmpty { _ = cursor.accept(" ") || cursor.accept("\t") }
        return stamps
    }

    /// `    42⇥` of `cat -n` and `nl`: six columns at least, and a tab.
    private static func number(_ cursor: inout ByteCursor) -> Bool? {
        let start = cursor.position
        _ = cursor.run { $0 == 0x20 }
        let digits = cursor.run(ByteCursor.isDigit)
        return (1...9).contains(digits.count) && cursor.position - start >= 6 && cursor.accept("\t") ? true : nil
    }

    private static func stamp(_ cursor: inout ByteCursor, isFirst: Bool) -> LineStamp? {
        _ = cursor.accept(" ") || cursor.accept("\t")
        let isBracketed = cursor.accept("[") || cursor.accept("(")
        guard let stamp = cursor.stamp() ?? (isBracketed || isFirst ? cursor.epoch(whole: isBracketed) : nil) else {
            return nil
        }
        if isBracketed { _ = cursor.accept("]") || cursor.accept(")") }
        return stamp
    }

    private static func piece(_ cursor: inout ByteCursor, isBehindStamp: Bool) -> [UInt8]? {
        if isBehindStamp { _ = cursor.accept(" ") || cursor.accept("\t") }
        return cursor.attempt(service) ?? cursor.attempt(priority) ?? cursor.attempt(bracketed)
            ?? cursor.attempt(labels) ?? cursor.attempt(file)
    }

    /// `grinder-1  | `, `grinder_bot.1.x7k@node1    | `
    private static func service(_ cursor: inout ByteCursor) -> [UInt8]? {
        let name = cursor.run { isName($0) || $0 == UInt8(ascii: "|") }
        guard !name.isEmpty, cursor.accept(" ") else { return nil }
        cursor.skipSpaces()
        guard cursor.accept("|") else { return nil }
        _ = cursor.accept(" ")
        return Array(name)
    }

    /// `<134>` of the syslog, and what RFC 5424 puts behind it.
    private static func priority(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard cursor.accept("<"), (1...3).contains(cursor.run(ByteCursor.isDigit).count), cursor.accept(">") else {
            return nil
        }
        _ = cursor.acceptWord("1 ")
        return []
    }

    /// `[pod/grinder-0/grinder] `, `[grinder-0] `, `[12345.678901] ` (since the machine's start, which dates nothing).
    private static func bracketed(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard cursor.accept("[") else { return nil }
        cursor.skipSpaces()
        let name = cursor.run { isName($0) || $0 == UInt8(ascii: " ") }
        guard name.contains(where: { !ByteCursor.isWord($0) || ByteCursor.isDigit($0) }), cursor.accept("]"),
            cursor.accept(" ")
        else { return nil }
        return name.allSatisfy { ByteCursor.isDigit($0) || $0 == UInt8(ascii: ".") } ? [] : Array(name)
    }

    /// `{app="grinder", pod="grinder-0"} ` of logcli.
    private static func labels(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard cursor.accept("{"), let first = cursor.peek, ByteCursor.isWord(first) else { return nil }
        let inside = cursor.run { $0 != UInt8(ascii: "}") && $0 >= 0x20 }
        guard inside.contains(UInt8(ascii: "=")), cursor.accept("}"),
            cursor.peek == nil || cursor.accept(" ")
                || cursor.accept("\t")
        else { return nil }
        return Array(inside)
    }

    /// `logs/grinder.log:12:` of grep; only before what a line may begin with.
    private static func file(_ cursor: inout ByteCursor) -> [UInt8]? {
        let name = cursor.run { isName($0) && $0 != UInt8(ascii: ":") }
        guard !name.isEmpty, cursor.accept(":") else { return nil }
        let isNumber = name.allSatisfy(ByteCursor.isDigit)
        guard isNumber || name.contains(UInt8(ascii: "/")) || name.contains(UInt8(ascii: ".")) else { return nil }
        if !isNumber { _ = cursor.attempt { $0.run(ByteCursor.isDigit).isEmpty || !$0.accept(":") ? nil : true } }
        var ahead = cursor
        let begins =
            ahead.peek == UInt8(ascii: "{") || ahead.peek == UInt8(ascii: "[") || ahead.stamp() != nil
            || ahead.attempt(Formatter.level) != nil
        return begins ? (isNumber ? [] : Array(name)) : nil
    }

    /// What follows a time: ` trader01 grinder[4242]:`, ` app[worker.1]:`, ` stderr F`, ` host app 42 - - `.
    private static func process(_ cursor: inout ByteCursor) -> [UInt8]? {
        cursor.attempt(unit) ?? cursor.attempt(stream) ?? cursor.attempt(structured)
    }

    private static func unit(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard cursor.accept(" ") else { return nil }
        let host = cursor.run { $0 > 0x20 }
        guard !host.isEmpty else { return nil }
        let start = cursor.position
        let isApart = cursor.accept(" ")
        let name = cursor.run { $0 > 0x20 && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: ":") }
        if isApart, !name.isEmpty, cursor.accept("["), !cursor.run(ByteCursor.isDigit).isEmpty, cursor.acceptWord("]:")
        {
            return Array(cursor.bytes[(start - host.count)..<cursor.position])
        }
        // heroku: ` app[worker.1]:`
        guard host.last == UInt8(ascii: ":"), host.dropLast().last == UInt8(ascii: "]"),
            host.contains(UInt8(ascii: "["))
        else { return nil }
        cursor.position = start
        return Array(host)
    }

    /// ` stderr F` of the container runtime interface; ` stderr P` where the rest did not come.
    private static func stream(_ cursor: inout ByteCursor) -> [UInt8]? {
        for word: StaticString in [" stderr F", " stdout F", " stderr P", " stdout P"] where cursor.acceptWord(word) {
            return []
        }
        return nil
    }

    /// RFC 5424: host, application, process, message id, and structured data or `-`.
    private static func structured(_ cursor: inout ByteCursor) -> [UInt8]? {
        let start = cursor.position
        for _ in 0..<4 {
            guard cursor.accept(" "), !cursor.run({ $0 > 0x20 }).isEmpty else { return nil }
        }
        let name = cursor.bytes[start..<cursor.position]
        guard cursor.accept(" ") else { return nil }
        if !cursor.accept("-") {
            guard cursor.peek == UInt8(ascii: "[") else { return nil }
            while cursor.accept("[") {
                _ = cursor.run { $0 != UInt8(ascii: "]") }
                guard cursor.accept("]") else { return nil }
            }
        } else if cursor.peek != UInt8(ascii: " ") {
            return nil
        }
        _ = cursor.acceptWord(" \u{FEFF}")
        return Array(name)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        ByteCursor.isWord(byte) || [".", "-", "/", "@", ":", "#", "+"].contains { byte == UInt8(ascii: $0) }
    }
}
