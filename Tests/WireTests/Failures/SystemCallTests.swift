import AuditLog
import ExchangeSandbox
import Foundation
import OperatorStage
import TestSupport
import Testing

/// The nth system call on the audit log's files fails, in every command that acts: nothing leaves without its intent,
/// nothing is sent twice, and what is left is settled once the disk is well.
@Suite struct SystemCallTests {
    /// Fails one call, counted over those on the log's files, as a disk would.
    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/mman.h>
        #include <sys/types.h>
        #include <unistd.h>

        static int nth(const char *call, const char *path) {
            static __thread int inside;
            static int count;
            const char *wanted = getenv("FAIL_CALL"), *place = getenv("FAIL_NTH"), *from = getenv("FAIL_FROM");
            if (!wanted || !place || inside || strcmp(wanted, call) || !path || !strstr(path, "audit.db")) return 0;
            inside = 1;
            int now = __sync_add_and_fetch(&count, 1);
            int hit = from ? now >= atoi(place) : now == atoi(place);
            const char *told = getenv("FAIL_TOLD");
            if (hit && told) { int fd = creat(told, 0600); if (fd >= 0) close(fd); }
            inside = 0;
            return hit;
        }

        static const char *of(int fd, char *room) {
            char link[40];
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            ssize_t n = readlink(link, room, 4095);
            room[n < 0 ? 0 : n] = 0;
            return room;
        }

        static int code(void) { const char *e = getenv("FAIL_ERRNO"); return e ? atoi(e) : EIO; }
        #define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
        #define ON_FD(name, fd) char room[4096]; if (nth(name, of(fd, room))) { errno = code(); return -1; }

        ssize_t write(int fd, const void *b, size_t n) { REAL(write); ON_FD("write", fd) return real(fd, b, n); }
        ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { REAL(pwrite); ON_FD("write", fd) return real(fd, b, n, o); }
        ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) {
            REAL(pwrite64); ON_FD("write", fd) return real(fd, b, n, o);
        }
        int fsync(int fd) { REAL(fsync); ON_FD("fsync", fd) return real(fd); }
        int fdatasync(int fd) { REAL(fdatasync); ON_FD("fsync", fd) return real(fd); }
        int ftruncate(int fd, off_t n) { REAL(ftruncate); ON_FD("truncate", fd) return real(fd, n); }
        int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); ON_FD("truncate", fd) return real(fd, n); }
        int fallocate(int fd, int m, off_t o, off_t n) { REAL(fallocate); ON_FD("truncate", fd) return real(fd, m, o, n); }
        int posix_fallocate64(int fd, off64_t o, off64_t n) {
            REAL(posix_fallocate64);
            char room[4096];
            if (nth("truncate", of(fd, room))) return code();
            return real(fd, o, n);
        }
        int fcntl(int fd, int c, ...) {
            REAL(fcntl);
            va_list l; va_start(l, c); void *a = va_arg(l, void *); va_end(l);
            if (c == F_SETLK || c == F_SETLKW) { ON_FD("lock", fd) }
            return real(fd, c, a);
        }
        int fcntl64(int fd, int c, ...) {
            REAL(fcntl64);
            va_list l; va_start(l, c); void *a = va_arg(l, void *); va_end(l);
            if (c == F_SETLK || c == F_SETLKW) { ON_FD("lock", fd) }
            return real(fd, c, a);
        }
        int open(const char *p, int f, ...) {
            REAL(open);
            va_list l; va_start(l, f); int m = va_arg(l, int); va_end(l);
            if (nth("open", p)) { errno = code(); return -1; }
            return real(p, f, m);
        }
        int open64(const char *p, int f, ...) {
            REAL(open64);
            va_list l; va_start(l, f); int m = va_arg(l, int); va_end(l);
            if (nth("open", p)) { errno = code(); return -1; }
            return real(p, f, m);
        }
        void *mmap(void *a, size_t n, int p, int f, int fd, off_t o) {
            REAL(mmap);
            char room[4096];
            if (fd >= 0 && nth("mmap", of(fd, room))) { errno = code(); return MAP_FAILED; }
            return real(a, n, p, f, fd, o);
        }
        void *mmap64(void *a, size_t n, int p, int f, int fd, off64_t o) {
            REAL(mmap64);
            char room[4096];
            if (fd >= 0 && nth("mmap", of(fd, room))) { errno = code(); return MAP_FAILED; }
            return real(a, n, p, f, fd, o);
        }
        """#

    struct Fault: Sendable, CustomTestStringConvertible {
        let deed: Int
        let call: String
        let nth: Int
        /// The disk stays broken.
        let lasts: Bool
        let errno: Int32
        var testDescription: String { "\(SystemCallTests.deeds[deed].name), \(call) \(nth)\(lasts ? " on" : "")" }
    }

    static let deeds = [
        (name: "cancel", words: KillAccount.cancel(Array(KillAccount.orders.prefix(2)))),
        (name: "flatten", words: KillAccount.flatten),
        (name: "reset", words: KillAccount.reset + ["--answer", "instance-stopped=yes"]),
        (name: "audit resolve", words: ["audit", "resolve", "--json"]),
        (
            name: "stream reconnect",
            words: ["stream", "reconnect", "--execute", "--confirm", "reconnect", "--reason", "blind", "--json"]
        ),
    ]

    private static let calls: [(name: String, most: Int, errno: Int32)] = [
        ("write", 60, ENOSPC), ("fsync", 30, EIO), ("open", 16, EACCES), ("lock", 60, EIO), ("mmap", 4, ENOMEM),
        ("truncate", 8, ENOSPC),
    ]

    /// All of them, or always the same few.
    private static var faults: [Fault] {
        var all: [Fault] = []
        for deed in deeds.indices {
            for call in calls {
                let most = deeds[deed].name == "reset" ? call.most * 3 : call.most
                for nth in stride(from: 1, through: most, by: deeds[deed].name == "reset" ? 3 : 1) {
                    for lasts in [false, true] {
                        all.append(Fault(deed: deed, call: call.name, nth: nth, lasts: lasts, errno: call.errno))
                    }
                }
            }
        }
        guard !Campaign.isWhole else { return all }
        var dice = SeededGenerator(seed: 20_260_308, "system calls")
        return (0..<14).map { _ in dice.pick(all) }
    }

    @Test func `a system call that fails, anywhere on the way, costs no order`() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-calls-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let library = try await PreloadedLibrary.build(Self.source, in: folder)
        var wrong: [String] = []
        var hit = 0
        let faults = Self.faults
        try await withThrowingTaskGroup(of: (Fault, Bool, [String]).self) { group in
            var begun = 0
            func begin() {
                guard begun < faults.count else { return }
                let fault = faults[begun]
                begun += 1
                group.addTask {
                    let (wasHit, complaints) = try await Self.play(fault, library)
                    return (fault, wasHit, complaints)
                }
            }
            for _ in 0..<(Campaign.isWhole ? 24 : 6) { begin() }
            for try await (fault, wasHit, complaints) in group {
                if wasHit { hit += 1 }
                if !complaints.isEmpty { wrong.append("\(fault): \(complaints.joined(separator: "\n  "))") }
                begin()
            }
        }
        Campaign.printSummary("failing system calls", cases: faults.count, failures: wrong.count, ["hit": hit])
        #expect(hit > faults.count / 4, "\(hit)")
        #expect(wrong.isEmpty, "\(wrong.count) of \(faults.count):\n\(wrong.prefix(4).joined(separator: "\n\n"))")
    }

    private static func play(_ fault: Fault, _ library: String) async throws -> (Bool, [String]) {
        let witness = KillWitness()
        // To extend a listenKey changes no order and has no intent.
        @Sendable func changesOrders(_ request: SeenRequest) -> Bool { request.path != "/fapi/v1/listenKey" }
        return try await OperatorStage.setAtOnce(
            state: KillAccount.state, beforeMutation: { if changesOrders($0) { witness.arrived($0) } }
        ) { stage async throws in
            witness.watch(log: stage.auditPath)
            let restarts = deeds[fault.deed].name == "stream reconnect"
            let instance = restarts ? try StoppableInstance(stage) : nil
            let calm: [String: String?] = instance?.environment ?? ["GRINDERCTL_HEALTH": nil]
            if deeds[fault.deed].name == "audit resolve" {
                // Something to settle: killed with its request on the way.
                let child = try stage.start(KillAccount.cancel([KillAccount.orders[0]]), with: calm)
                witness.expect(child, .arrival(1))
                _ = await child.end()
                witness.expect(nil)
            } else {
                // A log that exists; its creation fails elsewhere.
                _ = try await stage.run(["incident", "open", "INC-1", "--title", "disk"], with: calm)
            }
            let told = stage.folder + "/hit"
            var broken = calm
            broken["LD_PRELOAD"] = library
            broken["FAIL_CALL"] = fault.call
            broken["FAIL_NTH"] = String(fault.nth)
            broken["FAIL_ERRNO"] = String(fault.errno)
            broken["FAIL_TOLD"] = told
            if fault.lasts { broken["FAIL_FROM"] = "1" }
            let before = stage.exchange.mutatingRequests().filter(changesOrders).count
            let ended = try await stage.run(deeds[fault.deed].words, with: broken)
            var complaints = witness.complaints
            let sent = stage.exchange.mutatingRequests().filter(changesOrders).count - before
            let code = ended.exit
            if ![0, 1, 3, 5, 65, 69, 74, 75].contains(code) {
                complaints.append("exit \(code): \(ended.outputText)\(ended.errorText)")
            }
            if code == 74, sent > 0 { complaints.append("74, and yet \(sent) sent: \(ended.errorText)") }
            if sent > 0, ended.errorText.contains("Nothing was sent") {
                complaints.append("\(sent) sent, and yet: \(ended.errorText)")
            }
            if let instance, instance.wasStopped {
                let plans = try KillLog.open(stage.auditPath).entries(matching: EntryFilter(kinds: [.actionPlanned]))
                if plans.isEmpty { complaints.append("stopped without a plan in the log") }
                if ended.errorText.contains("Nothing was stopped") { complaints.append("stopped: \(ended.errorText)") }
            }
            if instance?.runs == false { complaints.append("left stopped, exit \(code): \(ended.errorText)") }
            complaints += try await settle(stage, deeds[fault.deed].words, calm, ends: restarts ? 1 : 0)
            return (FileManager.default.fileExists(atPath: told), complaints)
        }
    }

    /// The disk is well again: what is open is settled, the same command ends the work, nothing was done twice. A
    /// reconnect ends 1: no bot has made a listenKey, so no event comes.
    private static func settle(
        _ stage: OperatorStage, _ words: [String], _ calm: [String: String?], ends exit: Int32
    ) async throws -> [String] {
        var complaints: [String] = []
        let settled = try await stage.run(["audit", "resolve", "--json"], with: calm)
        if settled.exit != 0 { complaints.append("resolve ended \(settled.exit): \(settled.errorText)") }
        let again = try await stage.run(words, with: calm)
        // On a machine that is busy the exchange answers too late for the clock's gate: then nothing is sent, and what was
        // done before stands.
        let isTooLate = again.exit == 3 && again.outputText.contains("refused by clock-skew: nothing was sent")
        if again.exit != exit, !isTooLate {
            complaints.append("again, exit \(again.exit): \(again.outputText)\(again.errorText)")
        }
        let done = stage.exchange.mutatingRequests().filter { $0.status == 200 }.map(KillWitness.subject)
        if Set(done).count != done.count { complaints.append("done twice: \(done)") }
        let log = try KillLog.open(stage.auditPath)
        if try !log.verify().ok { complaints.append("the chain: \(try log.verify())") }
        if try !log.openIntents().isEmpty { complaints.append("an intent stays open") }
        complaints += try PhaseModel().objections(to: log.entries())
        return complaints
    }
}
