package io.driftline.domain;

/** Somebody with an account. */
public record User(UserId id, String name, String email, Role role) {}
