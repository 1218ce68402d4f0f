/// Who is told how far the logs have been read.
///
/// A class: the optimised build has no metadata for a task-local closure, and crashes.
package final class LogProgress: Sendable {
    @TaskLocal package static var current: LogProgress?

    /// Given the source's name and the bytes read since the last call, compressed where the file is.
    let onRead: @Sendable (_ source: String, _ bytes: Int) -> Void

    package init(onRead: @escaping @Sendable (_ source: String, _ bytes: Int) -> Void) { self.onRead = onRead }
}
