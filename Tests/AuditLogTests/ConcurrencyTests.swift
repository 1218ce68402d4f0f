import AuditLog
import Foundation
import Synchronization
import Testing

struct ConcurrencyTests {
    @Test func `20 connections that create and append at once keep one gapless chain`() throws {
        let log = try TemporaryLog()
        let failures = Mutex<[String]>([])
        let group = DispatchGroup()
        for writer in 1...20 {
            group.enter()
            Thread.detachNewThread {
                defer { group.leave() }
                do {
                    var left = 5
                    while left > 0 {
                        do {
                            let store = try log.open()
                            while left > 0 {
                                _ = try store.append([draft(writer), draft(left)])
                                left -= 1
                            }
                        } catch let failure as AuditFailure where failure.kind == .busy {
                            // As below.
                        }
                    }
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        group.wait()
        #expect(failures.withLock { $0 } == [])
        let verification = try log.open(.read).verify()
        #expect(verification.entries == 200)
        #expect(verification.ok, "\(verification)")
    }

    @Test func `20 processes that create and append at once keep one gapless chain`() async throws {
        let log = try TemporaryLog()
        let path = log.path
        await withTaskGroup { group in
            for _ in 1...20 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String] in
                        var left = 3
                        while left > 0 {
                            do {
                                let store = try appendingStore(at: path)
                                while left > 0 {
                                    _ = try store.append(draft(left))
                                    left -= 1
                                }
                            } catch let failure as AuditFailure where failure.kind == .busy {
                                // On a busy machine its turn comes later; the entry was not written.
                            }
                        }
                    }
                }
            }
        }
        let verification = try log.open(.read).verify()
        #expect(verification.entries == 60)
        #expect(verification.ok, "\(verification)")
    }

    @Test func `a process that dies without closing leaves every entry it was told of`() async throws {
        let log = try TemporaryLog()
        let path = log.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try appendingStore(at: path)
            for number in 1...3 { _ = try store.append(draft(number)) }
            kill(getpid(), SIGKILL)
        }
        #expect(try log.names().contains("audit.db-wal"))
        #expect(try log.open(.read).verify().entries == 3)
        #expect(try log.open().append(draft(4)).seq == 4)
        #expect(try log.open(.read).verify().ok)
    }

    @Test func `a reader sees whole transactions while another connection writes`() throws {
        let log = try TemporaryLog()
        let writer = try log.open()
        let reader = try log.open(.read)
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            for number in 1...50 { _ = try? writer.append([draft(number), draft(number)]) }
            done.signal()
        }
        var counts: [Int] = []
        repeat {
            let verification = try reader.verify()
            #expect(verification.ok)
            counts.append(verification.entries)
        } while done.wait(timeout: .now()) == .timedOut
        #expect(counts.allSatisfy { $0.isMultiple(of: 2) })
        #expect(counts == counts.sorted())
        #expect(try reader.entries().count == 100)
    }
}

private func appendingStore(at path: String) throws -> AuditStore {
    try AuditStore.open(
        path: path, access: .append, identity: AuditIdentity(operator: "ada", host: "h", environment: "sandbox"),
        now: { "2026-03-08T12:00:00.000Z" })
}
