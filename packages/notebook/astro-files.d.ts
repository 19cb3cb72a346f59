/// <reference types="astro/client" />

/** Astro's components, for the compiler that packs the engine: it reads no `.astro` files. */
declare module '*.astro' {
  const component: (props: Record<string, unknown>) => unknown
  export default component
}
