import { createHash } from 'node:crypto'

/**
 * What a page may load and run. It stands in a `<meta>` of every built page; the development server
 * needs Vite's inline styles.
 * @param scripts the texts of the scripts that stand in the page
 */
export function contentSecurityPolicy(scripts: readonly string[]): string {
  const directives = {
    // Whatever is not named below is refused: media, plug-ins, fonts and pictures of
    // other hosts.
    'default-src': "'none'",
    // The site's own files, and the scripts that stand in the page, by their hashes. No other inline
    // script, no eval. Pagefind's WebAssembly needs no 'wasm-unsafe-eval' here: it runs in a worker
    // loaded from a file, and such a worker takes its policy from its own response, not from the
    // page.
    'script-src': ["'self'", ...scripts.map(hashOf)].join(' '),
    // The site's own files, and the styles that the build puts into the page, by their hash
    // (`allowStyle`).
    'style-src': ownStyles,
    // KaTeX places each symbol by a style attribute, and figures and inputs hand numbers to CSS in
    // theirs.
    'style-src-attr': "'unsafe-inline'",
    // Figures made of pixels are data: addresses.
    'img-src': "'self' data:",
    // KaTeX's fonts.
    'font-src': "'self'",
    // The kernel's script is fetched as text, the search index as data.
    'connect-src': "'self'",
    // The web manifest.
    'manifest-src': "'self'",
    // The frame in which cells run; it is sandboxed, and has a policy of its own.
    'frame-src': "'self'",
    // Pagefind's worker.
    'worker-src': "'self'",
    // No `<base>` may bend the page's links.
    'base-uri': "'none'",
    // There is nothing to send anywhere.
    'form-action': "'none'",
  }
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

const ownStyles = "'self'"

/** A built page whose policy allows one more text of styles. */
export function allowStyle(html: string, css: string): string {
  const known = `; style-src ${ownStyles}`
  return html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, (meta) =>
    meta.replace(known, () => `${known} ${hashOf(css)}`),
  )
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
