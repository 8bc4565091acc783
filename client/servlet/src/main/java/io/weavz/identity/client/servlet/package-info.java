/** The client before servlets: register {@link io.weavz.identity.client.servlet.CallerFilter} for the paths of the API. */
package io.weavz.identity.client.servlet;
