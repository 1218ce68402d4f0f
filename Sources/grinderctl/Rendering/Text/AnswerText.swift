import ArgumentParser

/// An answer of lines, as ``Printed`` answers are rows: on a terminal as it stands, and with `--format md` as a block for
/// a ticket.
struct AnswerText {
    /// As it was typed: `audit verify`.
    let command: String
    /// Without colours where it goes into a ticket.
    let text: String

    /// Above so many lines, or where columns are aligned, it is shown as it stands.
    private static let mostListed = 12

    func ticket(signature: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        let commands = lines.compactMap(Self.command)
        let told = lines.filter { Self.command($0) == nil }
        var parts: [String] = []
        let isPlain = told.count <= Self.mostListed && !told.contains { $0.contains("  ") || $0.isEmpty }
        if isPlain, let first = told.first {
            parts.append("**\(MarkdownText.escaped(command))** \(MarkdownText.escaped(first))")
            let rest = told.dropFirst().map { "- " + MarkdownText.escaped($0) }
            if !rest.isEmpty { parts.append(rest.joined(separator: "\n")) }
        } else {
            parts.append("**\(MarkdownText.escaped(command))**")
            if !told.isEmpty { parts.append(Self.fenced(told, as: "text")) }
        }
        if !commands.isEmpty { parts.append(Self.fenced(commands, as: "sh")) }
        parts.append(MarkdownText.escaped(signature))
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// Of a line that says what to type next.
    private static func command(_ line: String) -> String? {
        let words = line.trimmed
        for lead in ["next: ", "try: "] where words.hasPrefix(lead + "grinderctl ") {
            return String(words.dropFirst(lead.count))
        }
        return nil
    }

    /// In a fence longer than any run of backticks within.
    private static func fenced(_ lines: [String], as kind: String) -> String {
        let runs = lines.flatMap { $0.split { $0 != "`" }.map(\.count) }
        let fence = String(repeating: "`", count: max(3, (runs.max() ?? 0) + 1))
        return ([fence + kind] + lines + [fence]).joined(separator: "\n")
    }
}

/// A command whose answer is for a program, a file or a stream: it has no ``AnswerText`` and no `--format`.
protocol Formatless: ToolCommand {}

extension AuditExport: Formatless {}
extension AuditHead: Formatless {}
extension ConfigInit: Formatless {}
extension ConfigSchema: Formatless {}
extension Help: Formatless {}
extension Listen: Formatless {}
extension RunbookExport: Formatless {}
extension RunbookShow: Formatless {}
extension SandboxServe: Formatless {}
extension StreamWatch: Formatless {}

extension ToolCommand {
    /// Prints an answer of lines in the form that was asked for.
    func printAnswer(_ text: String, at context: CommandContext) {
        guard shared.style == .markdown else { return context.console.output(text) }
        context.console.output(AnswerText(command: Self.name, text: text).ticket(signature: context.signature))
    }

    /// A block for a ticket was asked for beside another form.
    func refuseTicket(beside flag: String, when isGiven: Bool) throws(CommandError) {
        guard isGiven, shared.style == .markdown else { return }
        throw CommandError(.usage, "use only one of \(flag) and --format md")
    }
}

extension CommandContext {
    /// Who asked, and when: `grinderctl, 2026-03-08T12:00:00.000Z by ada on oncall-1`
    var signature: String { "grinderctl, \(now()) by \(operatorName) on \(host)" }
}

/// The help of a command as the argument parser writes it, less the flags that do nothing for it.
enum HelpText {
    /// - Parameter type: the command it is about.
    static func mended(_ text: String, of type: any ParsableCommand.Type) -> String {
        guard type is any Formatless.Type else { return text }
        var lines: [Substring] = []
        var isLeftOut = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("  --format ") {
                isLeftOut = true
                continue
            }
            // What its description goes on with stands further in.
            if isLeftOut, line.hasPrefix("          ") { continue }
            isLeftOut = false
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}
