import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a session costs the server: CPU and database connections per request, of a constant route, of get-session and of
 * verify by the cookie. The routes take turns in every round, so that noise of the machine falls on all of them.
 *
 * <p>{@code java bench/Sessions.java BASE_URL [ROUNDS [REQUESTS]]}, on the machine of a server that ./dev run started.
 */
public final class Sessions {
    private static final int CONNECTIONS = 16;
    private static final long TICKS_PER_SECOND = 100;
    private static final boolean WRK = Files.isExecutable(Path.of("/usr/bin/wrk"));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final long server;
    private final String metrics;

    private Sessions(String base) throws IOException {
        this.base = base;
        URI uri = URI.create(base);
        this.server = serverAt(uri.getPort());
        this.metrics = "http://" + uri.getHost() + ":" + managementPort() + "/metrics";
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int requests = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4000;
        new Sessions(arguments[0].replaceAll("/+$", "")).run(rounds, requests);
    }

    private void run(int rounds, int requests) throws Exception {
        String cookie = signUp();
        Map<String, HttpRequest> routes = new LinkedHashMap<>();
        routes.put("constant route of the realm (/health)", get("/health").build());
        routes.put("constant route of /api/auth (/ok)", get("/api/auth/ok").build());
        routes.put("get-session by cookie", get("/api/auth/get-session").header("Cookie", cookie).build());
        routes.put(
                "verify by cookie",
                get("/api/v1/verify")
                        .header("Cookie", cookie)
                        .header("X-Forwarded-Method", "GET")
                        .build());
        for (HttpRequest route : routes.values()) {
            load(route, requests);
        }
        Map<String, List<double[]>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, HttpRequest> route : routes.entrySet()) {
                figures.computeIfAbsent(route.getKey(), name -> new ArrayList<>())
                        .add(measure(route.getValue(), requests));
            }
        }
        System.out.println("| route | server CPU a request, median | least | database connections a request |");
        System.out.println("|---|---|---|---|");
        figures.forEach((name, rows) -> System.out.printf(
                "| %s | %.0f µs | %.0f µs | %.4f |%n", name, median(rows, 0), least(rows), median(rows, 1)));
    }

    private double[] measure(HttpRequest request, int requests) throws Exception {
        double cpu = cpuMicros();
        double connections = connections();
        double done = WRK ? wrk(request) : load(request, requests);
        return new double[] {(cpuMicros() - cpu) / done, (connections() - connections) / done};
    }

    /** wrk takes less of the shared processors than a client on the JVM does; it is used where it is installed. */
    private static double wrk(HttpRequest request) throws Exception {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d5s"));
        request.headers().map().forEach((name, values) -> command.addAll(List.of("-H", name + ": " + values.get(0))));
        command.add(request.uri().toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        Matcher matcher = Pattern.compile("(\\d+) requests in").matcher(output);
        if (process.waitFor() != 0 || !matcher.find() || output.contains("Non-2xx")) {
            throw new IllegalStateException(output);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private double load(HttpRequest request, int requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                work.add(() -> {
                    for (int j = 0; j < requests / CONNECTIONS; j++) {
                        int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode();
                        if (status != 200) {
                            throw new IllegalStateException(request.uri() + " answered " + status);
                        }
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
            return requests;
        } finally {
            threads.shutdown();
        }
    }

    private String signUp() throws Exception {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> in = post(
                "/api/auth/sign-up/email",
                "{\"name\":\"Bench\",\"email\":\"" + id + "@example.test\",\"password\":\"" + id + "!\"}",
                "");
        String cookie = in.headers().allValues("Set-Cookie").stream()
                .filter(header -> header.contains("session_token="))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(in.body()))
                .split(";")[0];
        post("/api/auth/organization/create", "{\"name\":\"Bench\",\"slug\":\"b-" + id + "\"}", cookie);
        // What was read while something changed is not remembered.
        Thread.sleep(1000);
        return cookie;
    }

    private HttpResponse<String> post(String path, String json, String cookie) throws Exception {
        URI uri = URI.create(base);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header("Origin", uri.getScheme() + "://" + uri.getAuthority())
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    /** User and system time of the server's process. */
    private double cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(server), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1e6 / TICKS_PER_SECOND;
    }

    /** How often a connection was taken from the pool: without one there is no SQL. */
    private double connections() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(metrics)).build(), HttpResponse.BodyHandlers.ofString());
        Matcher matcher = Pattern.compile("(?m)^agroal_acquire_count_total\\{[^}]*} ([0-9.E]+)$")
                .matcher(answer.body());
        double sum = 0;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1));
        }
        return sum;
    }

    private static double median(List<double[]> rows, int column) {
        double[] sorted = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double least(List<double[]> rows) {
        return rows.stream().mapToDouble(row -> row[0]).min().orElseThrow();
    }

    private static long serverAt(int port) {
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes
                    .filter(process -> commandLine(process.pid()).contains("--http-port=" + port))
                    .filter(process -> commandLine(process.pid()).contains("kc.script.pid"))
                    .map(ProcessHandle::pid)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No server of this machine listens on " + port));
        }
    }

    private String managementPort() {
        Matcher matcher = Pattern.compile("--http-management-port=(\\d+)").matcher(commandLine(server));
        return matcher.find() ? matcher.group(1) : "9000";
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
