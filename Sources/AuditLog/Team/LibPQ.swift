import Glibc

/// The system's libpq, loaded when it is first needed: whoever does not push does not need it, nor waits for it.
struct LibPQ: @unchecked Sendable {
    typealias Connection = OpaquePointer
    typealias Answer = OpaquePointer
    typealias Strings = UnsafePointer<UnsafePointer<CChar>?>

    let connect: @convention(c) (Strings?, Strings?, Int32) -> Connection?
    let status: @convention(c) (Connection?) -> Int32
    let errorMessage: @convention(c) (Connection?) -> UnsafePointer<CChar>?
    let finish: @convention(c) (Connection?) -> Void
    let serverVersion: @convention(c) (Connection?) -> Int32
    let setNoticeProcessor:
        @convention(c) (
            Connection?, (@convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void)?,
            UnsafeMutableRawPointer?
        ) -> UnsafeMutableRawPointer?
    let execute:
        @convention(c) (
            Connection?, UnsafePointer<CChar>?, Int32, UnsafePointer<UInt32>?, Strings?,
            UnsafePointer<Int32>?,
            UnsafePointer<Int32>?, Int32
        ) -> Answer?
    let putCopyData: @convention(c) (Connection?, UnsafePointer<CChar>?, Int32) -> Int32
    let putCopyEnd: @convention(c) (Connection?, UnsafePointer<CChar>?) -> Int32
    let nextAnswer: @convention(c) (Connection?) -> Answer?
    let answerStatus: @convention(c) (Answer?) -> Int32
    let answerMessage: @convention(c) (Answer?) -> UnsafePointer<CChar>?
    let errorField: @convention(c) (Answer?, Int32) -> UnsafeMutablePointer<CChar>?
    let rows: @convention(c) (Answer?) -> Int32
    let columns: @convention(c) (Answer?) -> Int32
    let value: @convention(c) (Answer?, Int32, Int32) -> UnsafeMutablePointer<CChar>?
    let isNull: @convention(c) (Answer?, Int32, Int32) -> Int32
    let length: @convention(c) (Answer?, Int32, Int32) -> Int32
    let clear: @convention(c) (Answer?) -> Void

    static let name = "libpq.so.5"

    /// - Parameter name: tests name one that is not there.
    static func load(_ name: String = LibPQ.name) throws(TeamFailure) -> LibPQ {
        guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
            throw TeamFailure(
                .libraryMissing,
                "PostgreSQL's client library \(name) is not on this machine: install the package libpq5")
        }
        func function<F>(_ symbol: String, _: F.Type = F.self) throws(TeamFailure) -> F {
            guard let address = dlsym(library, symbol) else {
                throw TeamFailure(.libraryMissing, "\(name) has no \(symbol): install the package libpq5")
            }
            return unsafeBitCast(address, to: F.self)
        }
        return LibPQ(
            connect: try function("PQconnectdbParams"), status: try function("PQstatus"),
            errorMessage: try function("PQerrorMessage"), finish: try function("PQfinish"),
            serverVersion: try function("PQserverVersion"),
            setNoticeProcessor: try function("PQsetNoticeProcessor"),
            execute: try function("PQexecParams"), putCopyData: try function("PQputCopyData"),
            putCopyEnd: try function("PQputCopyEnd"), nextAnswer: try function("PQgetResult"),
            answerStatus: try function("PQresultStatus"),
            answerMessage: try function("PQresultErrorMessage"),
            errorField: try function("PQresultErrorField"),
            rows: try function("PQntuples"), columns: try function("PQnfields"),
            value: try function("PQgetvalue"),
            isNull: try function("PQgetisnull"), length: try function("PQgetlength"),
            clear: try function("PQclear"))
    }
}
