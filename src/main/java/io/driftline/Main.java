package io.driftline;

/** placeholder */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
