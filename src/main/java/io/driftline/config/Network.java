package io.driftline.config;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that begin with the same bits, as CIDR writes them: {@code 10.1.0.0/16}, {@code fd00:1::/64}. An address
 * alone is a network of one.
 *
 * @param bits 32 or 128, those of an address of its family
 * @param first the lowest address
 * @param prefix how many bits they share; at least one, for nobody means everybody
 */
public record Network(int bits, BigInteger first, int prefix) {
    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/([0-9]{1,3}))?");

    /** Empty if the text is no address and no network, or has bits behind those of its network. */
    public static Optional<Network> parse(String text) {
        var form = FORM.matcher(text);
        byte @Nullable [] bytes = form.matches() ? NetUtil.createByteArrayFromIpAddressString(form.group(1)) : null;
        if (bytes == null) {
            return Optional.empty();
        }
        int bits = bytes.length * Byte.SIZE;
        int prefix = form.group(2) == null ? bits : Integer.parseInt(form.group(2));
        var network = new Network(bits, new BigInteger(1, bytes), prefix);
        return prefix >= 1 && prefix <= bits && network.isWhole() ? Optional.of(network) : Optional.empty();
    }

    /** Whether it has this address of its own family, from whatever link; false of what is no address. */
    public boolean contains(String address) {
        int link = address.indexOf('%');
        byte @Nullable [] bytes =
                NetUtil.createByteArrayFromIpAddressString(link < 0 ? address : address.substring(0, link));
        return bytes != null
                && bytes.length * Byte.SIZE == bits
                && new BigInteger(1, bytes).xor(first).bitLength() <= bits - prefix;
    }

    private boolean isWhole() {
        return first.equals(BigInteger.ZERO) || first.getLowestSetBit() >= bits - prefix;
    }
}
