package io.driftline.jobs;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was used last, so many of it; the rest is forgotten. */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final float LOAD = 0.75f;

    private final int most;

    public RecentlyUsed(int most) {
        super(16, LOAD, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
