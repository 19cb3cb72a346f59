/** The button of what the reader changed; all that stands behind it is loaded then. */
export function offerChanges(): void {
  document.querySelector('[data-changes-button]')?.addEventListener('click', () => {
    void import('../elements/changes/dialog.ts').then(
      ({ openChanges }) => openChanges(),
      // Without a connection; the next press tries again.
      () => {},
    )
  })
  document.querySelector('[data-starts]')?.addEventListener('click', ({ target }) => {
    const { cells } = (target as HTMLElement).dataset
    if (cells !== undefined)
      void import('../elements/changes/starts.ts').then(
        ({ start }) => start(JSON.parse(cells) as string[]),
        () => {},
      )
  })
}
