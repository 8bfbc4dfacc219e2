package io.driftline.faults.crowd;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Somebody with an account, some tabs, and a word that nobody else may ever hear. */
public final class Person {
    private static final Pattern CANARY = Pattern.compile("canary-[0-9a-f]{16}");

    private final String canary;
    private final String token;
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final Set<String> mentioned = ConcurrentHashMap.newKeySet();
    private final Set<String> foreign = ConcurrentHashMap.newKeySet();
    private volatile String user = "";

    /** A submission that was answered 202. */
    record Accepted(String job, String key, long atMillis) {}

    Person(String canary, String token) {
        this.canary = canary;
        this.token = token;
    }

    public String canary() {
        return canary;
    }

    String token() {
        return token;
    }

    /** Known once a socket has said hello. */
    public String user() {
        return user;
    }

    public List<Ear> ears() {
        return ears;
    }

    void greet(String helloUser) {
        if (!user.isEmpty() && !user.equals(helloUser)) {
            foreign.add("hello to " + helloUser);
        }
        user = helloUser;
    }

    /** Looks for somebody else's word in what came in. */
    public void inspect(String received) {
        var found = CANARY.matcher(received);
        while (found.find()) {
            if (!found.group().equals(canary)) {
                foreign.add(found.group());
            }
        }
    }

    void mentions(String job) {
        mentioned.add(job);
    }

    /** Every job that any socket was told of. */
    public Set<String> mentioned() {
        return new HashSet<>(mentioned);
    }

    public Set<String> foreign() {
        return foreign;
    }

    void accept(Accepted job) {
        accepted.put(job.job(), job);
    }

    public Map<String, Accepted> accepted() {
        return accepted;
    }
}
