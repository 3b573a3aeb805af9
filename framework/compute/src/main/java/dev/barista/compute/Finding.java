package dev.barista.compute;

/**
 * What a provider found of one thing that it needs or can use.
 *
 * @param subject names the thing, for people: {@code guest kit}
 */
public record Finding(String subject, Availability availability) {}
