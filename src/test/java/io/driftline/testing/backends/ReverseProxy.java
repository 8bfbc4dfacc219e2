package io.driftline.testing.backends;

import io.driftline.embedded.ChildProcess;
import io.driftline.embedded.Probe;
import io.driftline.embedded.SupervisedProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Debian's proxies, each as its recipe in {@code docs/proxies.md} sets it. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum ReverseProxy {
    NGINX("nginx", "nginx", "-p", "{folder}", "-e", "stderr", "-c", "{file}"),
    NGINX_SIGN_IN("nginx that signs people in", "nginx", "-p", "{folder}", "-e", "stderr", "-c", "{file}"),
    APACHE("Apache", "apache2", "-DFOREGROUND", "-d", "{folder}", "-f", "{file}"),
    CADDY("Caddy", "caddy", "run", "--adapter", "caddyfile", "--config", "{file}"),
    HAPROXY("HAProxy", "haproxy", "-db", "-f", "{file}");

    private static final Path RECIPES = Path.of("docs", "proxies.md");
    private static final Pattern BLOCK = Pattern.compile("```[a-z]+\n(.*?)```", Pattern.DOTALL);
    private static final String GATEWAY = "127.0.0.1:8080";
    private static final int GRACE_SECONDS = 2;

    private final String heading;
    private final List<String> command;

    ReverseProxy(String heading, String... command) {
        this.heading = heading;
        this.command = List.of(command);
    }

    /** A server that hands what comes to {@code 127.0.0.1:port} on to a gateway; it is not yet started. */
    public SupervisedProcess before(int gateway, Vertx vertx, Path folder, int port) throws IOException {
        var recipe = recipe().stream()
                .map(block -> block.replace(GATEWAY, "127.0.0.1:" + gateway))
                .toList();
        var file = Files.writeString(folder.resolve("proxy.conf"), around(recipe, folder, port));
        var program = new ChildProcess.Program(
                name().toLowerCase(Locale.ROOT),
                command.stream()
                        .map(part -> part.replace("{folder}", folder.toString()).replace("{file}", file.toString()))
                        .toList(),
                Map.of("HOME", folder.toString(), "PATH", System.getenv("PATH") + ":/usr/sbin:/sbin"),
                folder,
                folder.resolve("proxy.log"),
                folder.resolve("proxy.pid"),
                GRACE_SECONDS);
        var asked = "GET / HTTP/1.1\r\nHost: nobody\r\nConnection: close\r\n\r\n";
        return new SupervisedProcess(vertx, program, new Probe(port, asked, answer -> answer.startsWith("HTTP/1.")));
    }

    private List<String> recipe() throws IOException {
        var text = Files.readString(RECIPES);
        int start = text.indexOf("\n## " + heading + "\n");
        var blocks = BLOCK.matcher(text.substring(start, text.indexOf("\n## ", start + 1)))
                .results()
                .map(block -> block.group(1))
                .toList();
        if (blocks.stream().noneMatch(block -> block.contains(GATEWAY))) {
            throw new IllegalStateException(RECIPES + " names no gateway at " + GATEWAY + " under " + heading);
        }
        return blocks;
    }

    /** What Debian's own settings have around a recipe, without its ports and folders. */
    private String around(List<String> recipe, Path folder, int port) {
        return switch (this) {
            case NGINX, NGINX_SIGN_IN -> nginx(recipe, port);
            case APACHE -> apache(recipe, folder, port);
            case CADDY ->
                "{\n  admin off\n  auto_https off\n}\nhttp://127.0.0.1:%d {\n%s}\n".formatted(port, recipe.get(0));
            case HAPROXY ->
                """
                    defaults
                        mode http
                        timeout connect 5s
                        timeout client 60s
                        timeout server 10s
                    frontend host
                        bind 127.0.0.1:%d
                    %s
                    %s
                    """
                        .formatted(port, recipe.get(0), recipe.get(1));
        };
    }

    private static String nginx(List<String> recipe, int port) {
        return """
                daemon off;
                %s
                pid nginx.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxied;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    %s
                    server {
                        listen 127.0.0.1:%d;
                        %s
                    }
                }
                """
                .formatted(asRoot() ? "user root;" : "", recipe.get(0), port, recipe.get(1));
    }

    private static String apache(List<String> recipe, Path folder, int port) {
        var modules = Stream.of("mpm_event", "authz_core", "proxy", "proxy_http")
                .map(name -> "LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so\n".formatted(name))
                .collect(Collectors.joining());
        return """
                ServerName 127.0.0.1
                Listen 127.0.0.1:%d
                DefaultRuntimeDir %s
                PidFile apache.pid
                ErrorLog apache.log
                %s
                %s
                %s
                """
                .formatted(port, folder, asRoot() ? "User www-data\nGroup www-data" : "", modules, recipe.get(0));
    }

    private static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
