import Foundation

/// The shapes, by the tool that makes each; none of them was made for the reader that is tested.
extension LogShape {
    static let all = containers + systems + collectors + clouds + terminals + encodings

    static let containers: [LogShape] = [
        LogShape("docker logs") { $0.text },
        LogShape("docker logs --timestamps") { "\($0.iso).123456789Z \($0.text)" },
        LogShape("docker compose logs") { "grinder-1  | \($0.text)" },
        LogShape("docker compose logs, coloured") { "\u{1B}[36mgrinder-1  | \u{1B}[0m\($0.text)" },
        LogShape("docker compose logs --timestamps") { "grinder-1  | \($0.iso).123456789Z \($0.text)" },
        LogShape("docker service logs") { "grinder_bot.1.x7kq2m9d0s1a@node-1    | \($0.text)" },
        LogShape("docker service logs --timestamps") {
            "\($0.iso).123456789Z grinder_bot.1.x7kq2m9d0s1a@node-1    | \($0.text)"
        },
        LogShape("docker json-file") {
            #"{"log":"\#($0.json)\n","stream":"stderr","time":"\#($0.iso).123456789Z"}"#
        },
        LogShape("docker json-file with attrs") {
            #"{"log":"\#($0.json)\n","stream":"stderr","attrs":{"tag":"grinder"},"time":"\#($0.iso).1Z"}"#
        },
        LogShape("docker json-file, escaped by Go") {
            let go = $0.json.replacing("&", with: "\\u0026")
            return #"{"log":"\#(go)\n","stream":"stderr","time":"\#($0.iso).123456789Z"}"#
        },
        LogShape("podman logs --names") { "grinder-bot \($0.text)" },
        LogShape("podman k8s-file") { "\($0.iso).123456789+00:00 stderr F \($0.text)" },
        LogShape("CRI: containerd") { "\($0.iso).123456789Z stderr F \($0.text)" },
        LogShape(whole: "CRI: containerd, partial lines") { lines in
            lines.flatMap { line -> [String] in
                let parts = folded(line.text, width: 97)
                return parts.enumerated().map { index, part in
                    "\(line.iso).12345678\(index)Z stderr \(index == parts.count - 1 ? "F" : "P") \(part)\n"
                }
            }.joined()
        },
        LogShape("kubectl logs --timestamps") { "\($0.iso).123456789Z \($0.text)" },
        LogShape("kubectl logs --prefix") { "[pod/grinder-0/grinder] \($0.text)" },
        LogShape("kubectl logs --prefix --timestamps") {
            "[pod/grinder-0/grinder] \($0.iso).123456789Z \($0.text)"
        },
        LogShape("stern") { "grinder-0 grinder \($0.text)" },
        LogShape("stern -t, coloured") {
            "\u{1B}[36;1mgrinder-0\u{1B}[0m \u{1B}[36mgrinder\u{1B}[0m \($0.iso).1+00:00 \($0.text)"
        },
        LogShape("stern --output json") {
            #"{"message":"\#($0.json)","nodeName":"node-1","namespace":"bots","podName":"grinder-0","containerName":"grinder"}"#
        },
        LogShape("kubetail") { "[grinder-0 grinder] \($0.text)" },
        LogShape("k9s") { "grinder-0 grinder \($0.iso).123456789Z \($0.text)" },
        LogShape("nomad alloc logs through ts -s") { "00:00:0\($0.second) \($0.text)" },
    ]

    static let systems: [LogShape] = [
        LogShape("journalctl (short)") { "Mar 08 \($0.clock) trader01 grinder[4242]: \($0.text)" },
        LogShape("journalctl -o short-precise") { "Mar 08 \($0.clock).123456 trader01 grinder[4242]: \($0.text)" },
        LogShape("journalctl -o short-full") { "Sun 2026-03-08 \($0.clock) UTC trader01 grinder[4242]: \($0.text)" },
        LogShape("journalctl -o short-iso") { "\($0.iso)+0000 trader01 grinder[4242]: \($0.text)" },
        LogShape("journalctl -o short-iso-precise") { "\($0.iso).123456+0000 trader01 grinder[4242]: \($0.text)" },
        LogShape("journalctl -o short-unix") { "\($0.epoch).123456 trader01 grinder[4242]: \($0.text)" },
        LogShape("journalctl -o short-monotonic") { "[12345.67890\($0.second)] trader01 grinder[4242]: \($0.text)" },
        LogShape("journalctl -o with-unit") {
            "Sun 2026-03-08 \($0.clock) UTC trader01 grinder.service[4242]: \($0.text)"
        },
        LogShape("journalctl -o cat") { $0.text },
        LogShape("journalctl --no-hostname") { "Mar 08 \($0.clock) grinder[4242]: \($0.text)" },
        LogShape("journalctl -o json") {
            #"{"__CURSOR":"s=1;i=\#($0.second)","__REALTIME_TIMESTAMP":"\#($0.epoch)123456","_HOSTNAME":"trader01","_PID":"4242","PRIORITY":"6","MESSAGE":"\#($0.json)","SYSLOG_IDENTIFIER":"grinder"}"#
        },
        LogShape("journalctl -o json, MESSAGE as bytes") {
            let bytes = $0.text.utf8.map(String.init).joined(separator: ",")
            return #"{"__REALTIME_TIMESTAMP":"\#($0.epoch)123456","_PID":"4242","MESSAGE":[\#(bytes)],"PRIORITY":"6"}"#
        },
        LogShape("journalctl -o json-sse") {
            #"data: {"__REALTIME_TIMESTAMP":"\#($0.epoch)123456","_PID":"4242","MESSAGE":"\#($0.json)"}"# + "\n"
        },
        LogShape("journalctl -o json-seq") {
            "\u{1E}" + #"{"__REALTIME_TIMESTAMP":"\#($0.epoch)123456","_PID":"4242","MESSAGE":"\#($0.json)"}"#
        },
        LogShape("journalctl -o json-pretty") {
            "{\n\t\"__REALTIME_TIMESTAMP\" : \"\($0.epoch)123456\",\n\t\"_PID\" : \"4242\",\n"
                + "\t\"MESSAGE\" : \"\($0.json)\",\n\t\"PRIORITY\" : \"6\"\n}"
        },
        LogShape("journalctl -o export") {
            "__CURSOR=s=1;i=\($0.second)\n__REALTIME_TIMESTAMP=\($0.epoch)123456\n_PID=4242\nMESSAGE=\($0.text)\nPRIORITY=6\n"
        },
        LogShape("syslog file, RFC 3164") { "Mar  8 \($0.clock) trader01 grinder[4242]: \($0.text)" },
        LogShape("syslog file without a process id") { "Mar  8 \($0.clock) trader01 grinder: \($0.text)" },
        LogShape("syslog wire, RFC 3164") { "<14>Mar  8 \($0.clock) trader01 grinder[4242]: \($0.text)" },
        LogShape("syslog wire, RFC 5424") { "<14>1 \($0.iso).123456Z trader01 grinder 4242 - - \($0.text)" },
        LogShape("syslog wire, RFC 5424 with structured data and a mark") {
            "<14>1 \($0.iso).123Z trader01 grinder 4242 ID47 [meta sequenceId=\"\($0.second)\"] \u{FEFF}\($0.text)"
        },
        LogShape("rsyslog, ISO format") { "\($0.iso).123456+00:00 trader01 grinder[4242]: \($0.text)" },
        LogShape("logger -s") { "<13>Mar  8 \($0.clock) operator: \($0.text)" },
        LogShape("supervisord, its own log") {
            "2026-03-08 \($0.clock),123 DEBG 'grinder' stderr output:\n\($0.text)"
        },
        LogShape("supervisorctl tail through ts") { "Mar 08 \($0.clock) \($0.text)" },
        LogShape("svlogd -tt (runit)") { "2026-03-08_\($0.clock).12345 \($0.text)" },
        LogShape("svlogd -ttt (runit)") { "2026-03-08T\($0.clock).12345 \($0.text)" },
        LogShape("multilog t, s6-log (TAI64N)") {
            "@\(String(UInt64(1 << 62) + 10 + UInt64($0.epoch), radix: 16))075bcd15 \($0.text)"
        },
        LogShape("tai64nlocal") { "2026-03-08 \($0.clock).123456789 \($0.text)" },
        LogShape("ts '%FT%TZ'") { "\($0.iso)Z \($0.text)" },
        LogShape("ts '[%Y-%m-%d %H:%M:%S]'") { "[2026-03-08 \($0.clock)] \($0.text)" },
        LogShape("pm2 logs") { "0|grinder  | \($0.text)" },
        LogShape("foreman, honcho") { "\($0.clock) grinder.1 | \($0.text)" },
    ]
}
