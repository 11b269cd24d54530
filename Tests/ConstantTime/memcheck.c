#include "memcheck.h"
#include <valgrind/memcheck.h>

void ct_poison(void *start, size_t count) { VALGRIND_MAKE_MEM_UNDEFINED(start, count); }
void ct_release(void *start, size_t count) { VALGRIND_MAKE_MEM_DEFINED(start, count); }
unsigned ct_errors(void) { return VALGRIND_COUNT_ERRORS; }
int ct_is_watched(void) { return RUNNING_ON_VALGRIND; }

// Asks for the shadow bits, which reports nothing.
int ct_is_secret(const void *start, size_t count) {
    unsigned char bits[64];
    if (count > sizeof bits || VALGRIND_GET_VBITS(start, bits, count) != 1) return -1;
    for (size_t place = 0; place < count; place++)
        if (bits[place]) return 1;
    return 0;
}
