import { marksWith, readMark } from '../figure/marks.ts'

/**
 * What bears the same name belongs together: a lit symbol, the input that sets it, and the marks of figures that show it.
 * While one of them is pointed at or has the focus, all are marked `named`.
 */
const members = ['[data-cell]', marksWith('symbols'), 'nb-input'] as const
let named: readonly string[] = []

for (const begin of ['pointerover', 'focusin'])
  document.addEventListener(begin, ({ target }) => setNamed(namesOf(target)))
document.addEventListener('focusout', () => setNamed([]))
document.documentElement.addEventListener('pointerleave', () => setNamed([]))

function namesOf(target: EventTarget | null): readonly string[] {
  const member =
    target instanceof Element ? target.closest<HTMLElement | SVGElement>(members.join()) : null
  return member ? ownNames(member) : []
}

/** A mark may show a symbol that chapters name differently, and so have several names. */
function ownNames(member: HTMLElement | SVGElement): readonly string[] {
  const { cell } = member.dataset
  if (cell !== undefined) return splitNames(cell)
  return readMark(member).symbols ?? splitNames(member.getAttribute('name') ?? '')
}

function splitNames(names: string): string[] {
  return names.split(/\s+/).filter(Boolean)
}

function setNamed(names: readonly string[]): void {
  if (names.join() === named.join()) return
  for (const member of document.querySelectorAll('[named]')) member.removeAttribute('named')
  named = names
  markNamed(document)
}

/** Marks the members within `root`, such as a figure that has just been drawn anew while its input is dragged. */
export function markNamed(root: ParentNode): void {
  if (named.length === 0) return
  for (const member of root.querySelectorAll<HTMLElement | SVGElement>(members.join())) {
    if (ownNames(member).some((name) => named.includes(name))) member.setAttribute('named', '')
  }
}
