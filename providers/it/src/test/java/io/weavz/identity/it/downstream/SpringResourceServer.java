package io.weavz.identity.it.downstream;

import io.weavz.identity.it.harness.Http;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimAccessor;
import org.springframework.security.oauth2.jwt.JwtClaimAccessor;
import org.springframework.security.web.FilterChainProxy;

/** An application with Spring Security's own resource server; it answers who Spring thinks is calling. */
final class SpringResourceServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();

    /** @param configuration a {@code @Configuration} with the chain of filters */
    SpringResourceServer(Path folder, Class<?> configuration, Consumer<AnnotationConfigApplicationContext> beans) {
        beans.accept(application);
        application.register(configuration);
        application.refresh();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        FilterDef filter = new FilterDef();
        filter.setFilterName("security");
        filter.setFilter(application.getBean(FilterChainProxy.class));
        context.addFilterDef(filter);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("security");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
        Tomcat.addServlet(context, "who", new Who());
        context.addServletMappingDecoded("/", "who");
        tomcat.getConnector();
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new AssertionError(e);
        }
    }

    Http get() {
        return Http.get("http://localhost:" + tomcat.getConnector().getLocalPort() + "/");
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new AssertionError(e);
        }
        application.close();
    }

    private static final class Who extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Authentication who = SecurityContextHolder.getContext().getAuthentication();
            response.getWriter()
                    .print(who.getName() + " " + organization(who.getPrincipal()) + " " + who.getAuthorities());
        }

        private static String organization(Object principal) {
            return principal instanceof JwtClaimAccessor token
                    ? token.getClaimAsString("org_id")
                    : ((OAuth2TokenIntrospectionClaimAccessor) principal).getClaimAsString("org_id");
        }
    }
}
