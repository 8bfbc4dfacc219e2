package io.driftline.input.bytes;

import io.driftline.sequences.FaultKind;
import io.driftline.words.ReadingWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tukaani.xz.MemoryLimitException;

/** Opens what is packed: gzip, of several members too, zip and xz, one in another but no deeper. Nothing goes to a disk. */
public final class Unpacker {
    private static final int DEEPEST = 2;

    private final Room room;

    public Unpacker(Room room) {
        this.room = room;
    }

    /**
     * A file as it lay in another.
     *
     * @param path within its archive; empty if it was in none
     * @param container what it was packed with, such as {@code zip+gzip}; empty if it was not
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Item(String path, String container, byte[] bytes) {}

    /** What comes out of a file, the file itself if it is not packed. */
    public List<Item> open(byte[] bytes) throws Unreadable {
        List<Item> items = new ArrayList<>();
        open(new Item("", "", bytes), 0, items);
        return items;
    }

    private void open(Item item, int depth, List<Item> into) throws Unreadable {
        var packing = Packing.of(item.bytes());
        if (packing == Packing.NONE) {
            into.add(item);
            return;
        }
        if (depth == DEEPEST) {
            throw new Unreadable(FaultKind.PACKING, ReadingWords.TWICE_PACKED.message());
        }
        var container = item.container().isEmpty() ? packing.label() : item.container() + "+" + packing.label();
        if (packing == Packing.ZIP) {
            for (var entry : new ZipEntries(room).of(item.bytes())) {
                open(new Item(joined(item.path(), entry.name()), container, entry.bytes()), depth + 1, into);
            }
        } else {
            open(new Item(item.path(), container, unpack(packing, item.bytes())), depth + 1, into);
        }
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private byte[] unpack(Packing packing, byte[] bytes) throws Unreadable {
        try (var in = packing == Packing.GZIP ? new GzipMembers(bytes, room) : new XzStreams(bytes, room)) {
            return room.read(in);
        } catch (MemoryLimitException large) {
            throw new Unreadable(FaultKind.PACKING, ReadingWords.XZ_MEMORY.message());
        } catch (IOException broken) {
            throw new Unreadable(FaultKind.PACKING, ReadingWords.CUT_OFF.message(packing.label()));
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private enum Packing {
        NONE(""),
        GZIP("gzip", 0x1f, 0x8b),
        ZIP("zip", 'P', 'K', 3, 4),
        XZ("xz", 0xFD, '7', 'z', 'X', 'Z', 0);

        private final String label;
        private final int[] magic;

        Packing(String label, int... magic) {
            this.label = label;
            this.magic = magic;
        }

        String label() {
            return label;
        }

        static Packing of(byte[] bytes) {
            for (Packing packing : List.of(GZIP, ZIP, XZ)) {
                if (packing.begins(bytes)) {
                    return packing;
                }
            }
            return NONE;
        }

        private boolean begins(byte[] bytes) {
            for (int i = 0; i < magic.length; i++) {
                if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
