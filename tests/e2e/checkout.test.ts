/**
 * What serves a book in development, or builds one while other tests run: one after the other, since all that runs in
 * one checkout shares the folder in which Astro keeps what it has read (`.astro`), and would show the pages of another
 * book.
 */
import './checkout/mistakes.ts'
import './checkout/saves.ts'
import './checkout/told.ts'
import './checkout/twice.ts'
