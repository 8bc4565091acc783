/**
 * Who is calling, for services of the JVM: a {@link io.weavz.identity.client.Verifier} makes a {@link
 * io.weavz.identity.client.Verdict} of a request. {@link io.weavz.identity.client.DoorVerifier} asks the service, {@link
 * io.weavz.identity.client.JwtVerifier} needs only its published keys. JDK only.
 */
package io.weavz.identity.client;
