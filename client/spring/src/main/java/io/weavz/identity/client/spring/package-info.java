/** The client in Spring Security: {@link io.weavz.identity.client.spring.WeavzIdentity} is all that an application names. */
package io.weavz.identity.client.spring;
