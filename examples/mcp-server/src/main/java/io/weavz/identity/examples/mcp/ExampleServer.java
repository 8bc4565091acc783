package io.weavz.identity.examples.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * An MCP server by the official SDK behind the identity service: Streamable HTTP at {@code /mcp}, HTTP+SSE at {@code
 * /sse}. It takes its port and the places of the service from the environment.
 */
public final class ExampleServer implements AutoCloseable {

    private static final McpSchema.ServerCapabilities CAPABILITIES =
            McpSchema.ServerCapabilities.builder().tools(false).build();

    private final Tomcat tomcat = new Tomcat();

    private ExampleServer() {}

    public static void main(String[] arguments) throws Exception {
        Introspection introspection = new Introspection(
                URI.create(System.getenv("INTROSPECTION_URL")),
                System.getenv("CLIENT_ID"),
                System.getenv("CLIENT_SECRET"),
                System.getenv("MCP_ENDPOINT"));
        ExampleServer server = start(Integer.parseInt(System.getenv("PORT")), introspection);
        System.out.println("http://127.0.0.1:" + server.port());
        server.tomcat.getServer().await();
    }

    /** @param port 0 for a free one */
    static ExampleServer start(int port, Introspection introspection) throws Exception {
        ExampleServer server = new ExampleServer();
        Path work = Files.createTempDirectory("mcp-server");
        server.tomcat.setBaseDir(work.toString());
        server.tomcat.setPort(port);
        server.tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = server.tomcat.addContext("", work.toString());
        guard(context, introspection);
        serve(context, "/mcp", streamable());
        serve(context, "/sse", sse());
        context.addServletMappingDecoded("/messages", "/sse");
        server.tomcat.start();
        return server;
    }

    private static void guard(Context context, Introspection introspection) {
        FilterDef filter = new FilterDef();
        filter.setFilterName("bearer");
        filter.setFilter(new BearerFilter(introspection));
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("bearer");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
    }

    private static void serve(Context context, String path, Servlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
        wrapper.setAsyncSupported(true);
        context.addServletMappingDecoded(path, path);
    }

    private static Servlet streamable() {
        HttpServletStatelessServerTransport transport = HttpServletStatelessServerTransport.builder()
                .messageEndpoint("/mcp")
                .contextExtractor(ListConnections::context)
                .build();
        McpServer.sync(transport)
                .serverInfo("example", "1")
                .capabilities(CAPABILITIES)
                .toolCall(ListConnections.TOOL, (context, request) -> ListConnections.call(context))
                .build();
        return transport;
    }

    private static Servlet sse() {
        HttpServletSseServerTransportProvider transport = HttpServletSseServerTransportProvider.builder()
                .sseEndpoint("/sse")
                .messageEndpoint("/messages")
                .contextExtractor(ListConnections::context)
                .build();
        McpServer.sync(transport)
                .serverInfo("example", "1")
                .capabilities(CAPABILITIES)
                .toolCall(
                        ListConnections.TOOL, (exchange, request) -> ListConnections.call(exchange.transportContext()))
                .build();
        return transport;
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
