#include <stdio.h>

int answer(void);

int main(void) {
    printf("C says %d\n", answer());
    return 0;
}
