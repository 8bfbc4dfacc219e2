package io.driftline.bus;

/** Command: have the worker that keeps an examined version publish it, or throw it away. */
public record SettleModel(String worker, String ticket, boolean publish) {
    /**
     * Answer to {@link SettleModel}.
     *
     * @param conflict whether the repository holds other files under the version's name
     */
    public record Settled(boolean conflict) {}
}
