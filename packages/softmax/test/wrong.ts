/** A value that the types would refuse, as callers in JavaScript may hand it over. */
export const wrong = <T>(value: unknown): T => value as T
