/** The book's own figures, apart from Plot and all of D3, which weigh much more and which few cells need. */
export * from '../figures/index.ts'
