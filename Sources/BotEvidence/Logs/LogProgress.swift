/// Who is told how far the logs have been read.
package enum LogProgress {
    /// Given the source's name and the bytes read since the last call, compressed where the file is.
    @TaskLocal package static var onRead: (@Sendable (_ source: String, _ bytes: Int) -> Void)?
}
