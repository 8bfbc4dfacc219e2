package io.driftline.identity;

/** Somebody with an account. */
public record User(UserId id, String name, String email, Role role) {}
