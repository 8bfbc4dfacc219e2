package io.driftline.bus;

import org.jspecify.annotations.Nullable;

/** An answer on its way back: the value, or the failure as it was thrown. */
record Reply(@Nullable Object value, @Nullable Throwable failure) {}
