package dev.rustcross.it;

public final class Hello {

    private Hello() {}
}
