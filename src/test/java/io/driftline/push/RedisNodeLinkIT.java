package io.driftline.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.RecordCodec;
import io.driftline.bus.news.Announcement;
import io.driftline.bus.news.UserPresent;
import io.driftline.config.Config;
import io.driftline.identity.UserId;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class RedisNodeLinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Node> nodes = new CopyOnWriteArrayList<>();

    /** What a gateway has of the link: a bus, and what was heard on one user's channel. */
    private static final class Node {
        final Vertx vertx = Vertx.vertx();
        final RedisNodeLink link;
        final List<Announcement> heard = new CopyOnWriteArrayList<>();

        Node(Config config) {
            RecordCodec.register(vertx.eventBus());
            var uri = config.redis().uri().value();
            link = new RedisNodeLink(Redis.createClient(vertx, uri), Redis.createClient(vertx, uri));
            Running.await(vertx.deployVerticle(link));
        }

        void presence(UserId user, boolean here) {
            if (here) {
                Addresses.userChannel(user).consume(vertx.eventBus(), heard::add);
            }
            Addresses.USER_PRESENT.publish(vertx.eventBus(), new UserPresent(user, here));
        }
    }

    private Node node(Config config) {
        var node = new Node(config);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> Running.await(node.vertx.close()));
    }

    @Test
    void carriesAnnouncementsToGatewaysWhereTheUserIsAndBackToNoSender(Config config) {
        var here = node(config);
        var there = node(config);
        var user = UserId.random();
        var other = UserId.random();
        here.presence(user, true);
        there.presence(user, true);
        var event = new Announcement.Event(7, Buffer.buffer("{\"offset\":7}"));
        var progress = new Announcement.Progress("job", Buffer.buffer("{\"progress\":50}"));

        await().untilAsserted(() -> {
            here.link.tell(other, event);
            here.link.tell(user, event);
            assertThat(there.heard).isNotEmpty();
        });
        here.link.tell(user, progress);

        await().untilAsserted(() -> assertThat(there.heard).contains(progress));
        assertThat(there.heard).containsOnly(event, progress);
        assertThat(here.heard).isEmpty();
    }

    @Test
    void hearsNoMoreOfAUserWhoHasLeft(Config config) {
        var here = node(config);
        var there = node(config);
        var left = UserId.random();
        var stays = UserId.random();
        there.presence(left, true);
        there.presence(stays, true);
        var event = new Announcement.Event(1, Buffer.buffer("{}"));
        await().untilAsserted(() -> {
            here.link.tell(left, event);
            assertThat(there.heard).isNotEmpty();
        });
        there.presence(left, false);

        await().untilAsserted(() -> {
            there.heard.clear();
            here.link.tell(left, event);
            here.link.tell(stays, new Announcement.Event(2, Buffer.buffer("{}")));
            await().until(() -> !there.heard.isEmpty());
            assertThat(there.heard)
                    .extracting(told -> ((Announcement.Event) told).offset())
                    .containsOnly(2L);
        });
    }

    @Test
    void asksAgainForWhatRedisRefusedAndLeavesNoConnectionBehind(Config config, Vertx vertx) {
        var redis = Redis.createClient(vertx, config.redis().uri().value());
        var here = node(config);
        var there = node(config);
        var user = UserId.random();
        here.presence(UserId.random(), true);
        int refusals = refusals(redis);
        int connections = connections(redis);
        mayListen(redis, false);
        try {
            there.presence(user, true);
            await().atMost(PATIENCE).until(() -> refusals(redis) >= refusals + 4);
            assertThat(connections(redis)).isLessThanOrEqualTo(connections);
        } finally {
            mayListen(redis, true);
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            here.link.tell(user, new Announcement.Event(1, Buffer.buffer("{}")));
            assertThat(there.heard).isNotEmpty();
        });
        redis.close();
    }

    private static void mayListen(Redis redis, boolean may) {
        Running.await(redis.send(
                Request.cmd(Command.ACL).arg("SETUSER").arg("default").arg(may ? "+subscribe" : "-subscribe")));
    }

    /** How often somebody was not allowed to subscribe. */
    private static int refusals(Redis redis) {
        var known = Pattern.compile("cmdstat_subscribe:.*rejected_calls=(\\d+)").matcher(info(redis, "commandstats"));
        return known.find() ? Integer.parseInt(known.group(1)) : 0;
    }

    private static int connections(Redis redis) {
        var known = Pattern.compile("connected_clients:(\\d+)").matcher(info(redis, "clients"));
        assertThat(known.find()).isTrue();
        return Integer.parseInt(known.group(1));
    }

    private static String info(Redis redis, String section) {
        return Running.await(redis.send(Request.cmd(Command.INFO).arg(section))).toString();
    }
}
