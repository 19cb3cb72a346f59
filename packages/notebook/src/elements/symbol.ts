import { marksWith, readMarkTexts } from '../figure/marks.ts'

/**
 * Highlights what belongs to one name: a coloured symbol in a formula, the input that sets it, and
 * the marks of figures that show it. While one of them is pointed at or focused,
 * all of them have the attribute `named`.
 */
const members = ['[data-cell]', marksWith('symbols'), 'nb-input'] as const
let named: readonly string[] = []

document.addEventListener('focusin', ({ target }) => setNamed(namesOf(target as Element)))
document.addEventListener('focusout', () => setNamed([]))
document.addEventListener('pointerover', ({ target }) => setPointed(namesOf(target as Element)))
document.documentElement.addEventListener('pointerleave', () => setPointed([]))

/** What has the focus stays named below a pointer that rests while the page scrolls. */
function setPointed(names: readonly string[]): void {
  setNamed(names.length > 0 ? names : namesOf(document.activeElement?.closest(':focus-visible')))
}

function namesOf(target: Element | null | undefined): readonly string[] {
  const member = target?.closest<HTMLElement | SVGElement>(members.join())
  return member ? ownNames(member) : []
}

/** A mark may list several names, since chapters name the same symbol differently. */
function ownNames(member: HTMLElement | SVGElement): readonly string[] {
  const { cell } = member.dataset
  if (cell !== undefined) return splitNames(cell)
  return readMarkTexts(member).symbols ?? splitNames(member.getAttribute('name') ?? '')
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

/**
 * Highlights the members within `root`, such as a figure that was just redrawn while its input is
 * dragged.
 */
export function markNamed(root: ParentNode): void {
  if (named.length === 0) return
  // A cell may have written long lists: each name is looked up, and not compared with every other.
  const wanted = new Set(named)
  for (const member of root.querySelectorAll<HTMLElement | SVGElement>(members.join())) {
    if (ownNames(member).some((name) => wanted.has(name))) member.setAttribute('named', '')
  }
}
