package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.journey.ActiveOrganization;
import io.weavz.identity.keycloak.journey.Finding;
import io.weavz.identity.keycloak.journey.RequestHeaders;
import io.weavz.identity.keycloak.journey.SessionCookies;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/** The sessions of a person: which one this is, which others there are, and their end. */
final class SessionRoutes {

    /** Older sessions show no others: better-auth's freshAge. */
    private static final Duration FRESH = Duration.ofDays(1);

    /** Sessions slide and end by themselves, so they are looked at often. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final AuthCall call;
    private Optional<UserSessionModel> slid = Optional.empty();

    SessionRoutes(AuthCall call) {
        this.call = call;
    }

    /** {@code {session, user}}, or {@code null} for anything but a live session. */
    Response current() {
        if (!call.realm().isEnabled()) {
            // The session lives on, and is good again when the realm is.
            return AuthAnswer.json(call, null);
        }
        Optional<String> handle = signedHandle();
        Optional<Shown> remembered = (handle.isEmpty()
                        ? call.current().map(this::shown)
                        : call.journey().recall("get-session", handle.get(), Shown.class, this::found))
                .filter(shown -> call.journey().now().isBefore(shown.expiresAt()));
        AuthAnswer answer = AuthAnswer.ok(call);
        if (remembered.isEmpty()) {
            return (handle.isPresent() ? answer.signedOut() : answer).body(null);
        }
        // The look-up may have let the session slide: then the browser keeps the cookie longer too.
        slid.ifPresent(answer::signedIn);
        return answer.json(remembered.get().json());
    }

    /** An answer, and until when it is one. */
    private record Shown(String json, Instant expiresAt) {}

    private Finding<Shown> found() {
        Optional<SignedIn> who = call.current();
        Set<String> subjects = who.stream()
                .flatMap(signedIn -> Stream.concat(
                        Stream.of(signedIn.user().getId()),
                        signedIn.standing().memberships().stream()
                                .map(membership -> membership.organization().id())))
                .collect(Collectors.toSet());
        return new Finding<>(
                who.map(this::shown), subjects, call.journey().now().plus(REMEMBERED));
    }

    private Shown shown(SignedIn who) {
        int now = (int) call.journey().now().getEpochSecond();
        boolean slides =
                who.session().getLastSessionRefresh() == now && who.session().getStarted() != now;
        slid = slides && signedHandle().isPresent() ? Optional.of(who.session()) : Optional.empty();
        return new Shown(
                Json.write(object("session", view(who), "user", AuthUser.of(who.user()))),
                call.sessions().expiry(who.session()));
    }

    /** The session of a cookie that was set here, good or dead, if no other credential stands beside it. */
    private Optional<String> signedHandle() {
        List<String> cookies = SessionCookies.of(call.keycloak()).sessionTokens(RequestHeaders.of(call.headers()));
        return cookies.size() == 1 && call.headers().getHeaderString(HttpHeaders.AUTHORIZATION) == null
                ? SessionSigner.shapeOf(cookies.get(0)).flatMap(call.journey().sessionSigner()::handle)
                : Optional.empty();
    }

    private AuthSession view(SignedIn who) {
        return AuthSession.of(
                who.session(),
                call.sessions(),
                who.active().map(membership -> membership.organization().id()));
    }

    Response list() {
        SignedIn who = call.signedIn();
        Instant started = Instant.ofEpochSecond(who.session().getStarted());
        if (started.plus(FRESH).isBefore(call.journey().now())) {
            throw AuthProblem.of(AuthError.SESSION_NOT_FRESH);
        }
        List<AuthSession> sessions = call.sessions()
                .ofUser(who.user())
                .map(session -> AuthSession.of(
                        session,
                        call.sessions(),
                        ActiveOrganization.chosen(session)
                                .flatMap(who::membership)
                                .map(membership -> membership.organization().id())))
                .toList();
        return AuthAnswer.json(call, sessions);
    }

    /** Ends one of the person's own sessions; a token of somebody else's changes nothing and shows nothing. */
    Response revoke(JsonBody body) {
        SignedIn who = call.signedIn();
        String token = body.text("token", 255);
        end(who, session -> session.getId().equals(token));
        return AuthAnswer.json(call, object("status", true));
    }

    Response revokeAll() {
        end(call.signedIn(), session -> true);
        return AuthAnswer.ok(call).signedOut().body(object("status", true));
    }

    Response revokeOthers() {
        SignedIn who = call.signedIn();
        end(who, session -> !session.getId().equals(who.session().getId()));
        return AuthAnswer.json(call, object("status", true));
    }

    private void end(SignedIn who, Predicate<UserSessionModel> which) {
        call.sessions().ofUser(who.user()).filter(which).toList().forEach(this::end);
    }

    /** Ends the session in Keycloak too, and with it every client of the realm. */
    void end(UserSessionModel session) {
        new EventBuilder(
                        call.realm(),
                        call.keycloak(),
                        call.keycloak().getContext().getConnection())
                .event(EventType.LOGOUT)
                .client(LoginStart.CLIENT)
                .user(session.getUser())
                .session(session)
                .success();
        AuthenticationManager.backchannelLogout(call.keycloak(), session, true);
    }

    Response signOut() {
        ownSession().ifPresent(session -> {
            end(session);
            AuthenticationManager.expireIdentityCookie(call.keycloak());
        });
        return AuthAnswer.ok(call).signedOut().body(object("success", true));
    }

    /** By its cookie also where the person stands for nothing, as in a realm that is switched off. */
    private Optional<UserSessionModel> ownSession() {
        return signedHandle()
                .flatMap(call.sessions()::find)
                .or(() -> call.current().map(SignedIn::session));
    }
}
