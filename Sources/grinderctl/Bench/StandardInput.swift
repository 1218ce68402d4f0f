import BotEvidence
import Glibc

/// The bytes of standard input, for `--logs -`.
enum StandardInput {
    static func chunks() -> LogSearch.Chunks {
        LogSearch.Chunks { continuation in
            var buffer = [UInt8](repeating: 0, count: 64 * 1_024)
            while true {
                let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
                guard count > 0 else { break }
                continuation.yield(Array(buffer.prefix(count)))
            }
            continuation.finish()
        }
    }
}
