// Valgrind's client requests are macros; Swift needs functions.
#include <stddef.h>

void ct_poison(void *start, size_t count);
void ct_release(void *start, size_t count);
unsigned ct_errors(void);
int ct_is_secret(const void *start, size_t count);
int ct_is_watched(void);
