// The types only: the library is opened when a compressed log is. Where it is not installed zlib does its work, and where
// its header is not, this builds all the same.
#if __has_include(<isa-l/igzip_lib.h>)
#include <isa-l/igzip_lib.h>
#define ISAL_HEADER_FOUND 1
#else
#include <stdint.h>
#define ISAL_HEADER_FOUND 0
#define ISAL_GZIP 1
#define ISAL_DECOMP_OK 0
#define ISAL_NEED_DICT 6
enum isal_block_state { ISAL_BLOCK_FINISH };
struct inflate_state {
    uint8_t *next_out;
    uint32_t avail_out;
    uint8_t *next_in;
    uint32_t avail_in;
    enum isal_block_state block_state;
    uint32_t crc_flag;
};
#endif
