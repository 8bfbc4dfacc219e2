package io.driftline.staging;

import java.util.Arrays;

/** The pairs that a user named, by record numbers, in their order. */
final class PairNumbers {
    private int[] numbers = new int[64];
    private int count;

    /** Adds one number: of the first record of a pair, then of its second. */
    void add(int number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = number;
    }

    int pairs() {
        return count / 2;
    }

    boolean is(int place, int recordA, int recordB) {
        return numbers[2 * place] == recordA && numbers[2 * place + 1] == recordB;
    }
}
