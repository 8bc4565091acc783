package io.weavz.identity.keycloak.sessions;

import jakarta.ws.rs.core.HttpHeaders;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address that a request is counted for. Only what the configured proxies have added to {@code X-Forwarded-For} is
 * believed: each adds at the end, so what a client put there itself stands further left.
 */
final class ClientAddress {

    /** Only literals: nothing that a client writes is ever looked up in the DNS. */
    private static final Pattern IP = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final int BYTES_OF_A_SITE = 8;

    private ClientAddress() {}

    /**
     * @param peer the address of the other end of the connection
     * @param hops how many proxies stand before the server
     */
    static String of(String peer, HttpHeaders headers, int hops) {
        List<String> forwarded = new ArrayList<>();
        for (String header :
                Optional.ofNullable(headers.getRequestHeader("X-Forwarded-For")).orElse(List.of())) {
            forwarded.addAll(Arrays.asList(header.split(",")));
        }
        String address = hops > 0 && forwarded.size() >= hops
                ? forwarded.get(forwarded.size() - hops).strip()
                : peer;
        return bucket(address).or(() -> bucket(peer)).orElse(peer);
    }

    /** A household has a whole IPv6 prefix of 64 bits, so that is what is counted. */
    private static Optional<String> bucket(String address) {
        if (!IP.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return Optional.of(
                    parsed instanceof Inet6Address
                            ? HexFormat.of().formatHex(parsed.getAddress(), 0, BYTES_OF_A_SITE)
                            : parsed.getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
