package io.weavz.identity.it.harness.social;

/** How an endpoint of a provider fails. */
public enum Trouble {
    NONE,
    /** 503 with a page of a load balancer. */
    DOWN,
    /** 429, come back later. */
    TOO_MANY_REQUESTS,
    /** Takes the request and says nothing until the test is over. */
    SILENT,
    /** 200 with something that is no answer. */
    NONSENSE
}
