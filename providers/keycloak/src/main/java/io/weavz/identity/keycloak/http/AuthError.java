package io.weavz.identity.keycloak.http;

/**
 * The catalogue of errors of {@code /api/auth}: the status, and the text beside the name in {@code code}, as better-auth's
 * clients read them. The page docs/errors.md lists each of them.
 */
public enum AuthError {
    UNAUTHORIZED(401, "Unauthorized"),
    BAD_REQUEST(400, "Invalid JSON in request body"),
    VALIDATION_ERROR(400, "A field of the request is not valid"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
    PAYLOAD_TOO_LARGE(413, "The body is longer than 64 kB"),
    REALM_DISABLED(403, "Realm not enabled"),
    INTERNAL_SERVER_ERROR(500, "The service failed to answer"),
    SERVICE_UNAVAILABLE(503, "The service cannot answer now"),

    MISSING_OR_NULL_ORIGIN(403, "Missing or null Origin"),
    INVALID_ORIGIN(403, "Invalid origin"),
    CROSS_SITE_NAVIGATION_LOGIN_BLOCKED(403, "Cross-site navigation login blocked"),
    INVALID_CALLBACK_URL(403, "Invalid callbackURL"),
    INVALID_REDIRECT_URL(403, "Invalid redirectURL"),
    INVALID_ERROR_CALLBACK_URL(403, "Invalid errorCallbackURL"),
    INVALID_NEW_USER_CALLBACK_URL(403, "Invalid newUserCallbackURL"),

    INVALID_EMAIL_OR_PASSWORD(401, "Invalid email or password"),
    INVALID_EMAIL(400, "Invalid email"),
    INVALID_PASSWORD(400, "Invalid password"),
    EMAIL_NOT_VERIFIED(403, "Email not verified"),
    EMAIL_PASSWORD_DISABLED(400, "Email and password is not enabled"),
    EMAIL_PASSWORD_SIGN_UP_DISABLED(400, "Email and password sign up is not enabled"),
    USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL(422, "User already exists. Use another email."),
    PASSWORD_TOO_SHORT(400, "Password too short"),
    PASSWORD_TOO_LONG(400, "Password too long"),
    PASSWORD_REFUSED(400, "The password does not fit the rules for passwords"),
    PROVIDER_NOT_FOUND(404, "Provider not found"),
    ID_TOKEN_NOT_SUPPORTED(404, "id_token not supported"),
    SESSION_NOT_FRESH(403, "Session is not fresh"),
    EMAIL_CAN_NOT_BE_UPDATED(400, "Email can not be updated"),
    CREDENTIAL_ACCOUNT_NOT_FOUND(400, "Credential account not found"),
    RESET_PASSWORD_DISABLED(400, "Reset password isn't enabled"),
    INVALID_TOKEN(400, "Invalid token"),
    /** In {@code code} it is INVALID_TOKEN too, with another status: so does better-auth at verify-email. */
    INVALID_LINK(401, "Invalid token"),
    TOKEN_EXPIRED(401, "Token expired"),
    EMAIL_MISMATCH(400, "Email mismatch"),
    EMAIL_ALREADY_VERIFIED(400, "Email is already verified"),
    SOCIAL_ACCOUNT_ALREADY_LINKED(409, "Social account already linked"),
    ACCOUNT_NOT_FOUND(400, "Account not found"),
    FAILED_TO_UNLINK_LAST_ACCOUNT(400, "You can't unlink your last account"),

    ORGANIZATION_ALREADY_EXISTS(400, "Organization already exists"),
    ORGANIZATION_SLUG_ALREADY_TAKEN(400, "Organization slug already taken"),
    ORGANIZATION_NOT_FOUND(400, "Organization not found"),
    NO_ACTIVE_ORGANIZATION(400, "No active organization"),
    USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION(403, "User is not a member of the organization"),
    YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_ORGANIZATION(403, "You are not allowed to update this organization"),
    YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_ORGANIZATION(403, "You are not allowed to delete this organization"),
    YOU_HAVE_REACHED_THE_MAXIMUM_NUMBER_OF_ORGANIZATIONS(403, "You have reached the maximum number of organizations"),
    MEMBER_NOT_FOUND(400, "Member not found"),
    ROLE_NOT_FOUND(400, "Role not found"),
    YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER(403, "You are not allowed to update this member"),
    YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_MEMBER(401, "You are not allowed to delete this member"),
    YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER(400, "You cannot leave the organization as the only owner"),
    YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER(400, "You cannot leave the organization without an owner"),
    ORGANIZATION_MEMBERSHIP_LIMIT_REACHED(403, "Organization membership limit reached"),
    USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION(400, "User is already invited to this organization"),
    USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION(400, "User is already a member of this organization"),
    YOU_ARE_NOT_ALLOWED_TO_INVITE_USERS_TO_THIS_ORGANIZATION(
            403, "You are not allowed to invite users to this organization"),
    YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE(403, "You are not allowed to invite a user with this role"),
    YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION(403, "You are not allowed to cancel this invitation"),
    INVITATION_LIMIT_REACHED(403, "Invitation limit reached"),
    INVITATION_NOT_FOUND(400, "Invitation not found"),
    YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION(403, "You are not the recipient of the invitation"),
    EMAIL_VERIFICATION_REQUIRED_FOR_INVITATION(
            403, "Email verification required to view or list invitations for the session email"),

    UNAUTHORIZED_SESSION(401, "Unauthorized or invalid session"),
    USER_NOT_MEMBER_OF_ORGANIZATION(403, "You are not a member of the organization that owns this API key"),
    INSUFFICIENT_API_KEY_PERMISSIONS(403, "You do not have permission to manage the API keys of this organization"),
    ORGANIZATION_ID_REQUIRED(400, "Organization ID is required"),
    SERVER_ONLY_PROPERTY(400, "The property can only be set from the server"),
    INVALID_NAME_LENGTH(400, "The name must have 1 to 32 characters"),
    INVALID_PREFIX(400, "Keys have the prefix wvz_ and no other"),
    INVALID_METADATA_TYPE(400, "metadata must be an object or undefined"),
    EXPIRES_IN_IS_TOO_SMALL(400, "The expiry is less than one day away"),
    EXPIRES_IN_IS_TOO_LARGE(400, "The expiry is more than 365 days away"),
    NO_VALUES_TO_UPDATE(400, "No values to update"),
    API_KEY_LIMIT_REACHED(403, "The plan of the organization allows no more API keys"),
    KEY_NOT_FOUND(404, "API Key not found");

    private final int status;
    private final String text;

    AuthError(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** The word in {@code code}. */
    public String code() {
        return this == INVALID_LINK ? INVALID_TOKEN.name() : name();
    }

    public int status() {
        return status;
    }

    public String text() {
        return text;
    }
}
