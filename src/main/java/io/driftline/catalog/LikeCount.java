package io.driftline.catalog;

/** A model's likes, and whether one of them is the caller's. */
public record LikeCount(int likes, boolean liked) {}
