package io.driftline.testing.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that reads only when it is told to, and answers neither pings nor closes. */
public final class RawSocket implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    public RawSocket(int port, String path) throws IOException {
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4 * 1024));
        write(String.join(
                        "\r\n",
                        "GET " + path + " HTTP/1.1",
                        "Host: 127.0.0.1:" + port,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII));
        skipAnswer();
    }

    /** Up to the empty line. */
    private void skipAnswer() throws IOException {
        int ends = 0;
        while (ends < 2) {
            int next = in.readUnsignedByte();
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
        }
    }

    /** A frame from the server; a close frame has its code. */
    public record Frame(@Nullable JsonObject text, int closeCode) {}

    /** The next text or close frame, or nothing if the server has cut the line. */
    public @Nullable Frame read() {
        try {
            while (true) {
                int code = in.readUnsignedByte() & 15;
                byte[] content = in.readNBytes(length());
                if (code == TEXT) {
                    return new Frame(new JsonObject(new String(content, StandardCharsets.UTF_8)), 0);
                }
                if (code == CLOSE) {
                    return new Frame(null, Buffer.buffer(content).getUnsignedShort(0));
                }
            }
        } catch (EOFException | SocketException cut) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        if (length == 126) {
            return in.readUnsignedShort();
        }
        return length == 127 ? Math.toIntExact(in.readLong()) : length;
    }

    /** Masked with zeros, which the protocol allows. */
    public void send(String text) {
        frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A frame of this first byte, masked with zeros; at most 125 bytes of content. */
    public void frame(int first, byte... content) {
        byte[] frame = new byte[content.length + 6];
        frame[0] = (byte) first;
        frame[1] = (byte) (0x80 | content.length);
        System.arraycopy(content, 0, frame, 6, content.length);
        write(frame);
    }

    private void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
