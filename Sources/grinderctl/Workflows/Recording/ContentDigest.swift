import Crypto
import TriageCore

/// SHA-256 as lower-case hex.
enum ContentDigest {
    static func sha256(_ bytes: some Sequence<UInt8>) -> String { SHA256.hash(data: Array(bytes)).hexadecimal }
}
