package dev.rustcross.it;

final class Native {

    private Native() {}

    static native long gcd(long a, long b);
}
