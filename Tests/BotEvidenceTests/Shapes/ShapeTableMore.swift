import Foundation

extension LogShape {
    static let collectors: [LogShape] = [
        LogShape("logcli query") { #"\#($0.iso)Z {app="grinder", pod="grinder-0"} \#($0.text)"# },
        LogShape("logcli query, coloured") {
            "\u{1B}[32m\($0.iso)Z\u{1B}[0m \u{1B}[34m{app=\"grinder\"}\u{1B}[0m \($0.text)"
        },
        LogShape("logcli query -o raw") { $0.text },
        LogShape("logcli query -o jsonl") {
            #"{"labels":{"app":"grinder","pod":"grinder-0"},"line":"\#($0.json)","timestamp":"\#($0.iso).123456789Z"}"#
        },
        LogShape(whole: "Loki query_range") { lines in
            let values = lines.map { #"["\#($0.epoch)123456789","\#($0.json)"]"# }.joined(separator: ",")
            return
                #"{"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"grinder"},"values":[\#(values)]}]}}"#
        },
        LogShape(whole: "Grafana, JSON") { lines in
            let rows = lines.map {
                "  {\n    \"line\": \"\($0.json)\",\n    \"timestamp\": \"\($0.epoch)123456789\",\n"
                    + "    \"date\": \"\($0.iso).123Z\",\n    \"fields\": {\"app\": \"grinder\"}\n  }"
            }
            return "[\n\(rows.joined(separator: ",\n"))\n]\n"
        },
        LogShape(whole: "Grafana, JSON on one line") { lines in
            let rows = lines.map {
                #"{"line":"\#($0.json)","timestamp":"\#($0.epoch)123456789","date":"\#($0.iso).123Z"}"#
            }
            return "[\(rows.joined(separator: ","))]"
        },
        LogShape(whole: "Grafana, CSV") { lines in
            "\"Time\",\"Line\",\"tsNs\",\"id\"\n"
                + lines.map {
                    let line = $0.text.replacing("\"", with: "\"\"")
                    return "\($0.epoch)123,\"\(line)\",\($0.epoch)123456789,\($0.epoch)123456789_ab12\n"
                }.joined()
        },
        LogShape(whole: "Grafana, text") { lines in
            "Common labels: {\"app\":\"grinder\"}\nLine limit: 1000\n\n\n"
                + lines.map { "\($0.epoch)123\t\($0.iso).123Z\t\($0.text)\n" }.joined()
        },
        LogShape("fluent-bit, stdout") {
            #"[0] kube.grinder: [[\#($0.epoch).123456789, {}], {"log"=>"\#($0.json)"}]"#
        },
        LogShape("fluent-bit, JSON lines") {
            #"{"date":\#($0.epoch).123456,"log":"\#($0.json)","stream":"stderr","kubernetes":{"pod_name":"grinder-0"}}"#
        },
        LogShape(whole: "fluent-bit, JSON stream without ends of lines") { lines in
            lines.map {
                #"{"date":\#($0.epoch).123456,"log":"\#($0.json)","stream":"stderr"}"#
            }.joined()
        },
        LogShape("fluentd, out_file") { "\($0.iso)+00:00\tdocker.grinder\t{\"log\":\"\($0.json)\"}" },
        LogShape("vector, JSON") {
            #"{"host":"trader01","message":"\#($0.json)","source_type":"docker_logs","timestamp":"\#($0.iso).123456Z"}"#
        },
        LogShape("filebeat") {
            #"{"@timestamp":"\#($0.iso).123Z","@metadata":{"beat":"filebeat"},"log":{"offset":12,"file":{"path":"/l/g.log"}},"message":"\#($0.json)","host":{"name":"trader01"}}"#
        },
        LogShape("Elasticsearch hit") {
            #"{"_index":"bots-1","_id":"a1","_source":{"@timestamp":"\#($0.iso).123Z","message":"\#($0.json)","host":{"name":"trader01"}}}"#
        },
        LogShape("Datadog API") {
            #"{"id":"AQ1","type":"log","attributes":{"timestamp":"\#($0.iso).123Z","host":"trader01","service":"grinder","message":"\#($0.json)"}}"#
        },
        LogShape("Splunk JSON export") {
            #"{"preview":false,"result":{"_time":"\#($0.iso).123+00:00","host":"trader01","_raw":"\#($0.json)"}}"#
        },
        LogShape("Graylog, GELF") {
            #"{"version":"1.1","host":"trader01","short_message":"\#($0.json)","timestamp":\#($0.epoch).123,"level":6}"#
        },
        LogShape("OpenTelemetry, JSON") {
            #"{"resourceLogs":[{"resource":{},"scopeLogs":[{"logRecords":[{"timeUnixNano":"\#($0.epoch)123456789","body":{"stringValue":"\#($0.json)"}}]}]}]}"#
        },
        LogShape("logfmt by promtail") {
            #"ts=\#($0.iso).123Z level=info stream=stderr msg="\#($0.json)""#
        },
        LogShape("log forwarder, escaped twice") {
            #"{"time":"\#($0.iso)Z","payload":"{\"line\":\"\#(Line.escaped($0.json))\"}"}"#
        },
        LogShape("MessagePack dumped by Python") {
            "('grinder', \($0.epoch), {'log': '\($0.text.replacing("'", with: "\\'"))'})"
        },
    ]

    static let clouds: [LogShape] = [
        LogShape("aws logs tail") { "\($0.iso).123000+00:00 grinder/bot/0123456789abcdef0123 \($0.text)" },
        LogShape("aws logs tail --format short") { "2026-03-08T\($0.clock) \($0.text)" },
        LogShape("aws logs tail --format json") {
            "\($0.iso).123000+00:00 grinder/bot/0123 {\"line\": \"\($0.json)\"}"
        },
        LogShape(whole: "aws logs filter-log-events") { lines in
            let events = lines.map {
                "        {\n            \"logStreamName\": \"grinder/bot/0123\",\n            \"timestamp\": \($0.epoch)123,\n"
                    + "            \"message\": \"\($0.json)\",\n            \"eventId\": \"37\($0.second)\"\n        }"
            }
            return "{\n    \"events\": [\n\(events.joined(separator: ",\n"))\n    ]\n}\n"
        },
        LogShape(whole: "aws logs filter-log-events --output yaml") { lines in
            "events:\n"
                + lines.map {
                    "- eventId: '37\($0.second)'\n  ingestionTime: \($0.epoch)456\n  logStreamName: grinder/bot/0123\n"
                        + "  message: '\($0.text.replacing("'", with: "''"))'\n  timestamp: \($0.epoch)123\n"
                }.joined()
        },
        LogShape("CloudWatch Logs Insights, CSV") {
            "2026-03-08 \($0.clock).123,\"\($0.text.replacing("\"", with: "\"\""))\",grinder/bot/0123"
        },
        LogShape("gcloud logging read (YAML)") {
            "---\ninsertId: a\($0.second)\nlogName: projects/p/logs/grinder\nseverity: INFO\n"
                + "textPayload: '\($0.text.replacing("'", with: "''"))'\ntimestamp: '\($0.iso).123Z'"
        },
        LogShape(whole: "gcloud logging read --format json") { lines in
            let entries = lines.map {
                "  {\n    \"insertId\": \"a\($0.second)\",\n    \"textPayload\": \"\($0.json)\",\n"
                    + "    \"timestamp\": \"\($0.iso).123Z\"\n  }"
            }
            return "[\n\(entries.joined(separator: ",\n"))\n]\n"
        },
        LogShape("gcloud logging read --format value(timestamp,textPayload)") { "\($0.iso).123Z\t\($0.text)" },
        LogShape("Cloud Logging, JSON lines") {
            #"{"insertId":"a","textPayload":"\#($0.json)","timestamp":"\#($0.iso).123Z","resource":{"type":"k8s_container"}}"#
        },
        LogShape("az container logs, az monitor") {
            #"{"TimeGenerated":"\#($0.iso).123Z","LogEntry":"\#($0.json)","Computer":"aks-1"}"#
        },
        LogShape("heroku logs") { "\($0.iso).123456+00:00 app[worker.1]: \($0.text)" },
        LogShape("fly logs") { "\($0.iso)Z app[0123abcd] fra [info]\($0.text)" },
        LogShape("Papertrail") { "Mar 08 \($0.clock) trader01 grinder: \($0.text)" },
        LogShape("Fastly-style proxy with a level of its own") {
            "2026-03-08 \($0.clock),123 INFO shipper: forwarded \($0.text)"
        },
    ]

    static let terminals: [LogShape] = [
        LogShape("grep -H") { "logs/grinder.log:\($0.text)" },
        LogShape("grep -Hn") { "logs/grinder.log:\(100 + $0.second):\($0.text)" },
        LogShape("grep -n, rg -n") { "\(100 + $0.second):\($0.text)" },
        LogShape("grep -B (context lines)") { "grinder.log-\(100 + $0.second)-\($0.text)" },
        LogShape("grep -H -C, without numbers") { "logs/grinder.log-\($0.text)" },
        LogShape("rg --json") {
            #"{"type":"match","data":{"path":{"text":"grinder.log"},"lines":{"text":"\#($0.json)\n"},"line_number":\#($0.second)}}"#
        },
        LogShape("grep --color=always") {
            $0.text.replacing("POST", with: "\u{1B}[01;31m\u{1B}[KPOST\u{1B}[m\u{1B}[K")
        },
        LogShape("ccze, lnav, coloured words") {
            $0.text.split(separator: " ", omittingEmptySubsequences: false).map { "\u{1B}[1;32m\($0)\u{1B}[0m" }
                .joined(separator: " ")
        },
        LogShape("less without -R") { "ESC[32m\($0.text)ESC[0m" },
        LogShape("cat -v of a coloured log") { "^[[32m\($0.text)^[[0m" },
        LogShape("cat -n, nl") { "     \($0.second)\t\($0.text)" },
        LogShape("cat -A") { "\($0.text)$" },
        LogShape("tail -f of several files") { $0.text },
        LogShape("a chat's quote") { "> \($0.text)" },
        LogShape("a page in HTML") {
            let text = $0.text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            return "<span class=\"line\">\(text)</span>"
        },
        LogShape("a shell's printf %q") {
            "$'\($0.text.replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#).replacing("\"", with: #"\""#))'"
        },
        LogShape("a URL's parameter") {
            "/ingest?line="
                + ($0.text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        },
        LogShape("a Python list") { "['\($0.text.replacing("'", with: "\\'"))']" },
        LogShape("a CSV of a spreadsheet") { "\($0.second),grinder,\"\($0.text.replacing("\"", with: "\"\""))\",ok" },
        LogShape(whole: "fold -w 80") { lines in
            lines.flatMap { folded($0.text, width: 80) }.map { $0 + "\n" }.joined()
        },
    ]

    static let encodings: [LogShape] = [
        LogShape(whole: "a byte order mark") { "\u{FEFF}" + plain($0) },
        LogShape(whole: "CRLF") { plain($0).replacing("\n", with: "\r\n") },
        LogShape(whole: "a terminal's CR CR LF") { plain($0).replacing("\n", with: "\r\r\n") },
        LogShape(whole: "carriage returns alone") { plain($0).replacing("\n", with: "\r") },
        LogShape(bytes: "zeros before the first line (copytruncate)") {
            Array(repeating: 0, count: 100_000) + Array(plain($0).utf8)
        },
        LogShape(bytes: "zeros before every line") { lines in
            lines.flatMap { Array(repeating: 0, count: 700) + Array(($0.text + "\n").utf8) }
        },
        LogShape(bytes: "UTF-16, little end first, with a mark (PowerShell)") {
            utf16(plain($0), isBig: false, mark: true)
        },
        LogShape(bytes: "UTF-16, big end first, with a mark") { utf16(plain($0), isBig: true, mark: true) },
        LogShape(bytes: "UTF-16, little end first") { utf16(plain($0), isBig: false, mark: false) },
        LogShape(bytes: "UTF-16, big end first") { utf16(plain($0), isBig: true, mark: false) },
        LogShape(bytes: "UTF-16 appended to UTF-8 (PowerShell >>)") {
            Array("2026-03-08 11:59:00,000 INFO start of the log\n".utf8)
                + utf16(plain($0), isBig: false, mark: false)
        },
        LogShape("over 64 KiB before the line") { String(repeating: "x", count: 70_000) + " " + $0.text },
        LogShape("over 64 KiB behind the line") { $0.text + " " + String(repeating: "x", count: 70_000) },
        LogShape(whole: "docker json-file, split at 16 KiB within the id, both streams in one file") { lines in
            lines.map { line in
                let end = { (stream: String) in #"","stream":"\#(stream)","time":"\#(line.iso).1Z"}"# + "\n" }
                let parts = parts(line.text, at: [25])
                guard parts.count == 2 else { return #"{"log":"\#(line.json)\n"# + end("stderr") }
                return #"{"log":"\#(String(repeating: "y", count: 16_384)) \#(Line.escaped(parts[0]))"# + end("stderr")
                    + #"{"log":"GRINDER TRADING LOOP running\n"# + end("stdout")
                    + #"{"log":"\#(Line.escaped(parts[1]))\n"# + end("stderr")
            }.joined()
        },
        LogShape(whole: "docker json-file, split at 16 KiB") { lines in
            lines.map { line in
                let end = #"","stream":"stderr","time":"\#(line.iso).1Z"}"# + "\n"
                return #"{"log":""# + String(repeating: "y", count: 16_384) + end
                    + #"{"log":" "# + line.json + #"\n"# + end
            }.joined()
        },
    ]
}
