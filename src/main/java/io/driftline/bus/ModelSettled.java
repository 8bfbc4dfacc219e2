package io.driftline.bus;

/**
 * Answer to {@link SettleModel}.
 *
 * @param conflict whether the repository holds other files under the version's name
 */
public record ModelSettled(boolean conflict) {}
