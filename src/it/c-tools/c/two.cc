// In the common subset, so that the test needs no C++ cross compiler.
#ifdef __cplusplus
extern "C"
#endif
int two(void) { return 2; }
