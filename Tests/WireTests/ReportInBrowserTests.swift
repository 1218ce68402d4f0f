import Foundation
import OperatorStage
import Testing

/// The page as a browser shows it: Chromium without a window. `make test-packages` brings it.
@Suite struct ReportInBrowserTests {
    private static let hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"

    /// A page around the page, whose script measures what that one, which may run none, looks like.
    private static func measuring(_ file: String, width: Int) -> String {
        """
        <!DOCTYPE html><html><body><iframe id="f" src="file://\(file)" width="\(width)" height="900"></iframe>
        <pre id="measured"></pre><script>
        document.getElementById('f').onload = function () {
            var page = this.contentDocument, root = page.documentElement, heading = page.querySelector('h2');
            document.getElementById('measured').textContent = 'MEASURED ' + JSON.stringify({
                title: page.title, width: root.clientWidth, needed: root.scrollWidth,
                styled: this.contentWindow.getComputedStyle(heading).borderBottomWidth,
                drawing: page.querySelector('svg').getBoundingClientRect().height > 100,
                label: this.contentWindow.getComputedStyle(page.querySelector('svg .label')).display,
                colour: this.contentWindow.getComputedStyle(page.body).backgroundColor}) + ' END';
        };
        </script></body></html>
        """
    }

    private func browse(_ stage: OperatorStage, _ url: String, more: [String] = []) async throws -> ChildProcess.Ended {
        let profile = stage.folder + "/profile-" + UUID().uuidString
        let words = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--allow-file-access-from-files", "--user-data-dir=\(profile)",
            "--enable-logging=stderr", "--virtual-time-budget=5000", "--dump-dom",
        ]
        return try await ChildProcess.start(
            words + more + [url], environment: ["HOME": stage.folder, "PATH": "/usr/bin:/bin"], folder: stage.folder,
            program: "/usr/bin/chromium"
        ).end()
    }

    @Test func `a hostile case runs no script, fits narrow and wide screens, is styled, and knows the dark`()
        async throws
    {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            try #require(FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium"), "make test-packages")
            _ = try await stage.run(["incident", "open", "INC-1", "--title", Self.hostile])
            let attached: [String: String?] = ["GRINDERCTL_INCIDENT": "INC-1"]
            _ = try await stage.run(["triage", "unexpected", Orphans.first], with: attached)
            _ = try await stage.run(Orphans.cancel, with: attached)
            let file = stage.folder + "/report.html"
            #expect(try await stage.run(["audit", "report", "INC-1", "--out", file]).exit == 0)
            var colours: [String] = []
            for (width, scheme) in [(360, 1), (1_280, 1), (1_280, 0)] {
                let harness = stage.folder + "/harness-\(width)-\(scheme).html"
                try Self.measuring(file, width: width).write(toFile: harness, atomically: false, encoding: .utf8)
                let shown = try await browse(
                    stage, "file://" + harness, more: ["--blink-settings=preferredColorScheme=\(scheme)"])
                let match = try #require(
                    shown.outputText.firstMatch(of: /MEASURED (\{.*\}) END/), "\(shown.errorText.suffix(2_000))")
                let text = String(match.1).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                let measured = try #require(
                    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
                #expect(measured["title"] as? String == "INC-1: " + Self.hostile)
                #expect(measured["width"] as? Int == measured["needed"] as? Int)
                #expect(measured["styled"] as? String == "2px")
                #expect(measured["drawing"] as? Bool == true)
                #expect(measured["label"] as? String == (width < 700 ? "none" : "block"))
                colours.append(measured["colour"] as? String ?? "")
                // The policy stopped nothing, because there was nothing to stop.
                #expect(!shown.errorText.contains("Content Security Policy"))
            }
            #expect(colours[1] == "rgb(255, 255, 255)")
            #expect(colours[2] == "rgb(20, 23, 26)")
        }
    }
}
