package io.weavz.identity.bench;

import java.util.function.Supplier;

/**
 * What is measured under one name.
 *
 * @param request made anew for each run, as tokens expire
 * @param refused which share of the requests is to be refused
 */
record Route(String name, Target target, Supplier<Request> request, double refused) {}
