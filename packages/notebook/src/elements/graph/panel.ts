import styles from '../../styles/graph.css?inline'
import { fill } from '../../strings/fill.ts'
import { button, make } from '../changes/make.ts'
import { dialogHeader } from '../changes/modal.ts'
import { words } from '../words.ts'
import { drawRails } from './draw-rails.ts'
import { readGraph, type PageNode } from './read-graph.ts'
import { findFeeds, walk, type WalkKey } from './walk.ts'

const sheet = new CSSStyleSheet()
sheet.replaceSync(styles)
document.adoptedStyleSheets.push(sheet)

/** Attributes of cells that tell of a change; so do cells and outputs that come and go. */
const watched = ['state', 'unrun', 'edited', 'late', 'own']
const walkKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']

let panel: GraphPanel | undefined

/**
 * Shows the graph of the page's cells beside the page, and keeps it up to date until it is closed.
 * @param key of the node that has the focus first
 */
export function openGraph(key?: string): void {
  panel ??= new GraphPanel()
  void panel.open(key)
}

class GraphPanel {
  readonly #dialog = make('dialog', 'dialog graph')
  readonly #list = make('ul', 'graph-list')
  readonly #drawing = make('div', 'graph-rails')
  readonly #observer = new MutationObserver((changes) => this.#onChange(changes))
  #nodes: PageNode[] = []
  /** What is drawn, as text. */
  #drawn = ''
  /** The key of the node that has the focus, or had it last. */
  #current: string | undefined
  /** The rows that were left along lines. */
  #path: number[] = []
  #opener: Element | null = null
  #isDue = false

  constructor() {
    const { title, keys } = words.graph
    const help = make('p', 'quiet', [keys])
    help.id = 'graph-keys'
    this.#list.setAttribute('aria-describedby', help.id)
    this.#list.setAttribute('aria-label', title)
    this.#drawing.setAttribute('aria-hidden', 'true')
    this.#dialog.setAttribute('aria-label', title)
    this.#dialog.append(
      dialogHeader(title, () => this.#close()),
      help,
      make('div', 'graph-page', [this.#drawing, this.#list]),
    )
    this.#list.addEventListener('keydown', (event) => this.#onKey(event))
    this.#list.addEventListener('focusin', ({ target }) => this.#onFocus(target as HTMLElement))
    this.#dialog.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#close())
    document.body.append(this.#dialog)
  }

  async open(key: string | undefined): Promise<void> {
    this.#opener = document.activeElement
    if (!this.#dialog.open) this.#dialog.show()
    this.#current = key ?? this.#current
    this.#observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: watched,
    })
    await this.#draw()
    this.#focus(Math.max(0, this.#at))
  }

  #close(): void {
    this.#observer.disconnect()
    this.#dialog.close()
    if (this.#opener instanceof HTMLElement) this.#opener.focus()
  }

  get #at(): number {
    return this.#nodes.findIndex(({ key }) => key === this.#current)
  }

  #onChange(changes: readonly MutationRecord[]): void {
    if (this.#isDue || !changes.some(isOfCells)) return
    this.#isDue = true
    requestAnimationFrame(() => {
      this.#isDue = false
      void this.#draw()
    })
  }

  async #draw(): Promise<void> {
    const nodes = await readGraph()
    const drawn = JSON.stringify(nodes.map(({ key, needs, state }) => [key, needs, state]))
    // Elements may be others than before, but are of the same names.
    this.#nodes = nodes
    if (drawn === this.#drawn) return
    this.#drawn = drawn
    const hadFocus = this.#list.contains(document.activeElement)
    this.#path = []
    const feeds = findFeeds(nodes).map((rows) => rows.map((row) => nodes[row]))
    this.#drawing.replaceChildren(drawRails(nodes))
    this.#list.replaceChildren(
      ...(nodes.length > 0
        ? nodes.map((node, row) => this.#toRow(node, feeds[row] ?? []))
        : [make('li', 'quiet', [words.graph.none])]),
    )
    const at = Math.max(0, this.#at)
    this.#markRow(at)
    if (hadFocus) this.#focus(at)
  }

  #toRow(node: PageNode, feeds: readonly PageNode[]): HTMLElement {
    const { states } = words.graph
    const state = node.state && states[node.state]
    const row = button('', () => this.#go(node), 'graph-node')
    row.append(
      make('span', 'graph-name', [node.name]),
      ...(state === undefined ? [] : [make('span', 'graph-state', [state])]),
    )
    row.tabIndex = -1
    row.dataset['kind'] = node.kind
    if (node.state) row.dataset['state'] = node.state
    row.setAttribute('aria-label', this.#describe(node, feeds))
    return make('li', '', [row])
  }

  /** A node in words: its name, how it stands, whom it needs and whom it feeds. */
  #describe(node: PageNode, feeds: readonly PageNode[]): string {
    const { needs, feeds: feeding, states } = words.graph
    const needed = this.#nodes.filter(({ key }) => node.needs.includes(key))
    return [
      nameOf(node),
      ...(node.state ? [states[node.state]] : []),
      ...(needed.length > 0 ? [fill(needs, { names: needed.map(nameOf).join(', ') })] : []),
      ...(feeds.length > 0 ? [fill(feeding, { names: feeds.map(nameOf).join(', ') })] : []),
    ].join('; ')
  }

  #onKey(event: KeyboardEvent): void {
    if (!walkKeys.includes(event.key)) return
    event.preventDefault()
    const from = Math.max(0, this.#at)
    const to = walk(this.#nodes, from, event.key as WalkKey, this.#path)
    if (to === from) return
    const isAlong = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    const isBack = isAlong && this.#path.at(-1) === to
    this.#path = !isAlong ? [] : isBack ? this.#path.slice(0, -1) : [...this.#path, from]
    this.#focus(to)
  }

  #focus(row: number): void {
    this.#list.querySelectorAll<HTMLElement>('.graph-node')[row]?.focus()
  }

  #onFocus(target: HTMLElement): void {
    const rows = [...this.#list.querySelectorAll<HTMLElement>('.graph-node')]
    this.#markRow(rows.indexOf(target))
  }

  /** One row is reached by Tab: it and its lines are lit, and whom it needs and feeds. */
  #markRow(at: number): void {
    const node = this.#nodes[at]
    if (!node) return
    this.#current = node.key
    const rows = this.#list.querySelectorAll<HTMLElement>('.graph-node')
    for (const [row, shown] of rows.entries()) {
      shown.tabIndex = row === at ? 0 : -1
      const other = this.#nodes[row]
      shown.toggleAttribute('data-need', other !== undefined && node.needs.includes(other.key))
      shown.toggleAttribute('data-feed', other?.needs.includes(node.key) ?? false)
    }
    for (const line of this.#drawing.querySelectorAll<SVGElement>('path')) {
      line.toggleAttribute('data-need', line.dataset['to'] === String(at))
      line.toggleAttribute('data-feed', line.dataset['from'] === String(at))
    }
  }

  /** Leads to a node's place in the page, where the keyboard goes on. */
  #go({ element, kind }: PageNode): void {
    if (innerWidth < 800) this.#close()
    for (let at = element.parentElement; at; at = at.parentElement)
      if (at instanceof HTMLDetailsElement) at.open = true
    const first = kind === 'input' ? 'input' : ':scope > .code > summary'
    element.scrollIntoView({ block: 'center' })
    element.querySelector<HTMLElement>(first)?.focus({ preventScroll: true })
  }
}

function isOfCells({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (type === 'attributes') return target instanceof Element && target.matches('nb-cell, nb-input')
  return [...addedNodes, ...removedNodes].some(
    (it) => it instanceof Element && it.matches('nb-cell, nb-input, .drawn'),
  )
}

function nameOf({ kind, name }: Pick<PageNode, 'kind' | 'name'>): string {
  return fill(words.graph[kind], { name })
}
