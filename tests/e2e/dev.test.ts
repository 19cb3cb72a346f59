/**
 * What serves a book in development, one after the other: servers of one checkout share the folder in which Astro
 * keeps what it has read (`.astro`), and one would show the pages of the other.
 */
import './dev/mistakes.ts'
import './dev/saves.ts'
