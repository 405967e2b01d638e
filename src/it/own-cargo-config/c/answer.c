#include <string.h>

int answer(const char *question) {
    return strlen(question) == 8 ? 42 : 0;
}
