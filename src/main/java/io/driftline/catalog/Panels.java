package io.driftline.catalog;

/**
 * What queries can be compared with by name.
 *
 * @param standard the one that {@code references: "panel"} means
 * @param named those that users and operators keep
 */
public record Panels(Panel standard, NamedPanels named) {}
