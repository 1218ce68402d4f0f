import AuditLog
import Foundation
import GRDB
import Testing

@testable import grinderctl

@Suite struct CaseReportTests {
    private static let elements: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "article", "footer",
        "figure", "figcaption", "h1", "h2", "h3", "p", "ul", "li", "a", "dl", "div", "dt", "dd", "table", "caption",
        "thead", "tbody", "tr", "th", "td", "pre", "code", "strong", "span", "svg", "desc", "g", "line", "text",
        "circle", "rect", "polygon", "details", "summary",
    ]
    private static let attributes: Set<String> = [
        "lang", "data-made-by", "charset", "http-equiv", "content", "name", "id", "aria-labelledby", "aria-label",
        "href", "class", "role", "scope", "data-column", "height", "width", "xmlns", "x", "y", "x1", "y1", "x2", "y2",
        "cx", "cy", "r", "points", "font-weight",
    ]

    @Test func `a hostile case is a well-formed page of known elements that names nothing outside itself`()
        async throws
    {
        try await Stage.set { stage async throws in
            try await HostileCase.play(stage)
            let answer = await stage.run(["audit", "report", "INC-1"])
            #expect(answer.exit == 0)
            let page = ParsedPage(answer.output)
            #expect(page.failure == nil)
            #expect(Set(page.elements.map(\.name)).subtracting(Self.elements).isEmpty)
            #expect(Set(page.elements.flatMap { $0.attributes.keys }).subtracting(Self.attributes).isEmpty)
            #expect(page.all("a").allSatisfy { $0.attributes["href"]?.hasPrefix("#") == true })
            let style = page.texts["style"]?.first ?? ""
            #expect(style.contains("prefers-color-scheme"))
            for word in ["url(", "@import", "expression", "http"] { #expect(!style.contains(word)) }
            let policy = page.all("meta").compactMap { $0.attributes["content"] }.first { $0.contains("default-src") }
            #expect(policy?.hasPrefix("default-src 'none'; style-src 'sha256-") == true)
            #expect(policy?.contains("unsafe") == false)
            // What was written is there to read.
            for text in [HostileCase.script, "onerror=\"document.title", "](http://evil.example)"] {
                #expect(page.text.contains(text))
            }
            #expect(page.text.contains("a\\u{202e}b\\u{1b}[31mc"))
            #expect(!answer.output.unicodeScalars.contains { $0 != "\n" && Printable.isUnsafe($0) })
        }
    }

    @Test func `ids are unique, tables have captions and scopes, the drawing a text alternative`() async throws {
        try await Stage.set { stage async throws in
            try await HostileCase.play(stage)
            let page = ParsedPage(await stage.run(["audit", "report", "INC-1"]).output)
            let ids = page.elements.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count)
            let named = page.elements.compactMap { $0.attributes["aria-labelledby"] }.flatMap {
                $0.split(separator: " ")
            }
            #expect(named.allSatisfy { ids.contains(String($0)) })
            #expect(page.all("a").allSatisfy { ids.contains(String($0.attributes["href"]?.dropFirst() ?? "")) })
            #expect(page.all("caption").count == page.all("table").count)
            #expect(page.all("th").allSatisfy { $0.attributes["scope"] == "col" })
            #expect(page.all("svg").map { $0.attributes["role"] } == ["img"])
            // Colour is never the only signal: whatever has a tone has a word, or a shape of its lane.
            let badges = page.texts["span"] ?? []
            #expect(!badges.isEmpty && badges.allSatisfy { !$0.isEmpty })
        }
    }

    @Test func `it tells who did what, why, on which evidence, by which gates, and what was read back`() async throws {
        try await Stage.set { stage async throws in
            try await HostileCase.play(stage)
            let head = await stage.run(["audit", "head"]).output.trimmed
            for format in ["html", "md"] {
                let raw = await stage.run(["audit", "report", "INC-1", "--format", format]).output
                let text = format == "html" ? ParsedPage(raw).text : raw.replacing("\\", with: "")
                for word in [
                    States.orphanID, "orphaned", "ada on oncall-1", "no-fresh-triage", "confirmation-mismatch",
                    "stale-plan", "read again, unchanged", "DELETE /fapi/v1/order", "CANCELED", "GET /fapi/v1/order",
                    "grinder.log:1", "grinderctl audit verify --head \(head)", "triage unexpected", "INC-1",
                    "executedQty 0", "intent durable, then sent",
                ] { #expect(text.contains(word), "\(format): \(word)") }
            }
        }
    }

    @Test func `Markdown holds no markup of others: no tag, no link, and every row has its cells`() async throws {
        try await Stage.set { stage async throws in
            try await HostileCase.play(stage)
            let text = await stage.run(["audit", "report", "INC-1", "--format", "md"]).output
            let outside = text.replacing(/(`+)[^`].*?[^`]?\1(?!`)/, with: "CODE").replacing(/\\./, with: "")
            let tags = outside.matches(of: /<[a-zA-Z\/!][^>]*>/).map { String($0.output) }
            #expect(tags == ["<!-- made by grinderctl -->"])
            #expect(outside.firstMatch(of: /\]\(/) == nil)
            #expect(outside.firstMatch(of: /https?:\/\//) == nil)
            var columns: Int?
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                guard line.hasPrefix("|") else {
                    columns = nil
                    continue
                }
                let cells = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" } - 1
                #expect(cells == columns ?? cells, "\(line)")
                columns = cells
            }
        }
    }

    @Test func `the same case at the same moment is the same page, byte for byte`() async throws {
        try await Stage.set { stage async throws in
            try await HostileCase.play(stage)
            func page() async -> String {
                await stage.run(["audit", "report", "INC-1"]).output.replacing(/Made [0-9TZ:.-]+ by/, with: "Made by")
            }
            let first = await page()
            #expect(await page() == first)
        }
    }

    @Test func `an investigation brings the triage it stands on, and what settled it later`() async throws {
        try await Stage.set(faults: ["-1007@DELETE:/fapi/v1/order*1"]) { stage async throws in
            _ = await stage.triage(States.orphanID)
            let cancel = await stage.run(Stage.cancel(States.orphanID))
            #expect(cancel.exit == 5)
            let id = try #require(cancel.json["audit"]["investigation"].text)
            let before = ParsedPage(await stage.run(["audit", "report", id]).output)
            #expect(before.text.contains("is not known: grinderctl audit resolve"))
            #expect(before.text.contains("What is left"))
            #expect(before.text.contains("related: not attached, but stood on"))
            #expect(before.text.contains("orphaned"))
            stage.clock.advance(20_000)
            _ = await stage.run(["audit", "resolve"])
            let after = ParsedPage(await stage.run(["audit", "report", id]).output)
            #expect(!after.text.contains("is not known"))
            #expect(after.text.contains("settled later"))
        }
    }

    @Test func `a report is written for its owner alone, replaces a report and nothing else`() async throws {
        try await Stage.set { stage async throws in
            try await HostileCase.play(stage, cancelling: false)
            let path = stage.folder + "/inc-1.html"
            for _ in 1...2 {
                let answer = await stage.run(["audit", "report", "INC-1", "--out", path])
                #expect(answer.exit == 0)
                #expect(answer.output.isEmpty)
            }
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let beside = try FileManager.default.contentsOfDirectory(atPath: stage.folder)
            #expect(!beside.contains { $0.hasSuffix(".tmp") })
            let before = FileManager.default.contents(atPath: stage.auditPath)
            for foreign in [stage.auditPath, try stage.write("mine", to: "notes.txt"), stage.folder] {
                let answer = await stage.run(["audit", "report", "INC-1", "--out", foreign])
                #expect(answer.exit == 64)
                #expect(answer.error.contains("isn't a grinderctl report"))
            }
            #expect(FileManager.default.contents(atPath: stage.auditPath) == before)
            let markdown = await stage.run(["audit", "report", "INC-1", "--out", stage.folder + "/a.md", "--json"])
            #expect(markdown.json["format"].text == "md")
            #expect(markdown.json["text"] == .null)
            #expect(await stage.run(["audit", "report", "INC-1", "--out", "/nowhere/a.html"]).exit == 66)
        }
    }

    @Test func `an unknown case, an unknown format, and a log that was tampered with`() async throws {
        try await Stage.set { stage async throws in
            try await HostileCase.play(stage, cancelling: false)
            #expect(await stage.run(["audit", "report", "INC-2"]).exit == 66)
            #expect(await stage.run(["audit", "report"]).exit == 64)
            #expect(await stage.run(["audit", "report", "INC-1", "--format", "pdf"]).exit == 64)
            let queue = try DatabaseQueue(path: stage.auditPath)
            try await queue.writeWithoutTransaction { db in
                let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                for row in rows { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
                try db.execute(sql: "UPDATE entries SET operator = 'eve' WHERE seq = 2")
                for row in rows { try db.execute(sql: row["sql"]) }
            }
            try queue.close()
            let answer = await stage.run(["audit", "report", "INC-1"])
            #expect(answer.exit == 1)
            #expect(ParsedPage(answer.output).text.contains("This audit log was tampered with. seq 2"))
        }
    }
}
