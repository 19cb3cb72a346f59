/** While a lit symbol is pointed at or has the focus, the page's input of the same name shows itself. */
for (const [begin, end] of [['pointerover', 'pointerout'], ['focusin', 'focusout']]) {
  document.addEventListener(begin, (event) => mark(event.target, true))
  document.addEventListener(end, (event) => mark(event.target, false))
}

function mark(target: EventTarget | null, on: boolean): void {
  const name = (target as Element | null)?.closest?.<HTMLElement>('[data-cell]')?.dataset['cell']
  if (name) document.querySelector(`nb-input[name="${CSS.escape(name)}"]`)?.toggleAttribute('named', on)
}
