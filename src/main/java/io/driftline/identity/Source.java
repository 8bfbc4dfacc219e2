package io.driftline.identity;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a request comes from, as coarse as address owners are: an IPv4 /24 or an IPv6 /64. */
public record Source(String network) {
    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 8;

    public static Source of(String address) {
        var zone = address.indexOf('%');
        var bytes = NetUtil.createByteArrayFromIpAddressString(zone < 0 ? address : address.substring(0, zone));
        if (bytes == null) {
            return new Source("unknown");
        }
        int kept = bytes.length == 4 ? IPV4_BYTES : IPV6_BYTES;
        return new Source(HexFormat.of().formatHex(Arrays.copyOf(bytes, kept)));
    }
}
