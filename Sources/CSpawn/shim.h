#include <spawn.h>

/* glibc 2.34; its header hides it from a compiler that asks for plain POSIX. */
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

/* Of _GNU_SOURCE. */
extern int pipe2(int ends[2], int flags);
