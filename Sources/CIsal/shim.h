// The types only: the library is opened when a compressed log is, and where it is not installed zlib does its work.
#include <isa-l/igzip_lib.h>
