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
import io.vertx.redis.client.Redis;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class RedisNodeLinkIT {
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
}
