package io.weavz.identity.it.harness.social;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for the providers' names that lives for one test run; nobody signs it but itself, and who trusts it
 * trusts the providers of this run only.
 *
 * @param tls with the key, for the server; with the certificate as the only trusted one, for clients
 * @param file the certificate as PEM
 */
record Certificate(SSLContext tls, Path file) {
    private static final String PASSWORD = "throw-away";

    static Certificate make(Path folder, Collection<String> hosts) throws IOException {
        Files.createDirectories(folder);
        Path store = folder.resolve("providers.p12");
        Path file = folder.resolve("providers.pem");
        Files.deleteIfExists(store);
        String names = hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(","));
        keytool(
                store,
                List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2", "-dname"),
                List.of("CN=Providers of a test run", "-ext", "san=" + names));
        keytool(store, List.of("-exportcert", "-rfc", "-file"), List.of(file.toString()));
        return new Certificate(context(store), file);
    }

    private static void keytool(Path store, List<String> command, List<String> more) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(command);
        line.addAll(more);
        line.addAll(List.of("-alias", "providers", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes());
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static SSLContext context(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("providers", store.getCertificate("providers"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
