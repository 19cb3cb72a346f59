declare module 'virtual:notebook-pages' {
  /** The module of a page's cells, by the id that the page carries. */
  export const loadCells: (id: string) => Promise<import('../page/page-cells.ts').PageCells>
  /** In the development server: all of a page is loaded anew from now on. */
  export const renewPages: () => void
}

declare module 'virtual:notebook-programs' {
  /** The page's whole program, for the sandbox. */
  export const loadProgram: (id: string) => Promise<import('../../kernel/program.ts').Program>
  /** The page's code as written, for its types. */
  export const loadSources: (id: string) => Promise<import('../page/page-cells.ts').PageSources>
}
