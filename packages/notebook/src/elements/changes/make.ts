import styles from '../../styles/changes.css?inline'

// No page is drawn with these rules: they come with what they are for.
const sheet = new CSSStyleSheet()
sheet.replaceSync(styles)
document.adoptedStyleSheets.push(sheet)

/** An element with a class and what stands in it; text is text, never markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children)
  return element
}

/** A button that does something when it is pressed. */
export function button(text: string, act: () => void, className = ''): HTMLButtonElement {
  const element = make('button', className, [text])
  element.type = 'button'
  element.addEventListener('click', act)
  return element
}

/** The code of the page that all of its cells are found in: outputs may hold what looks like one. */
export function findAll<T extends HTMLElement>(tag: string): T[] {
  return [...document.querySelectorAll<T>(tag)].filter((it) => !it.closest('.output'))
}
