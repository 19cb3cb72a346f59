/** What every cell has in scope at once: the maths module. */
export * from 'accurate-softmax'
