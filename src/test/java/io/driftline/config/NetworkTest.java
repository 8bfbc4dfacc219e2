package io.driftline.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.0.0, true",
        "10.1.0.0/16, 10.1.255.255, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.1.0.0/16, 10.0.255.255, false",
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.6, false",
        "10.0.0.4/31, 10.0.0.5, true",
        "10.0.0.4/31, 10.0.0.6, false",
        "128.0.0.0/1, 200.0.0.1, true",
        "128.0.0.0/1, 127.0.0.1, false",
        "0.0.0.0/8, 0.1.2.3, true",
        "fd00:1::/64, fd00:1:0:0:ffff::1, true",
        "fd00:1::/64, fd00:1:0:1::, false",
        "fd00::7, FD00:0:0::0007, true",
        "fe80::/10, fe80::1%eth0, true",
        "fd00::/8, 10.0.0.7, false",
        "10.0.0.0/8, nonsense, false",
        "10.0.0.0/8, ::ffff:10.0.0.7, false"
    })
    void hasTheAddressesThatBeginWithItsBits(String network, String address, boolean contained) {
        assertThat(Network.parse(network).orElseThrow().contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.lab",
                "10.0.0",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "/8",
                "0.0.0.0/0",
                "::/0",
                "10.0.0.7/8",
                "fd00::1/64",
                "10.0.0.0/8/8",
                "[fd00::7]"
            })
    void isNothingElse(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
