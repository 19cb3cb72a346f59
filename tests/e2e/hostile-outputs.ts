/** Code of cells that show what no page should have to bear, made at random from a seed; without what a cell shows last. */
export class HostileOutputs {
  #state: number
  /** The cell that shows it: ids begin with its name. */
  #cell = ''
  /** How many values there were. */
  #given = 0

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A value that is hard to show, or code that does something else beside, which may cost all cells their worker: each in turn. */
  value(): string {
    return values[this.#given++ % values.length]
  }

  /** Mulberry32: T. Ettinger's 32-bit generator. */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)]
  }

  /** A count that is small as often as it is large. */
  #count(most: number): number {
    return Math.ceil(most ** this.#random())
  }

  markup(cell: string): string {
    this.#cell = cell
    const parts = Array.from({ length: 1 + this.#below(3) }, () => this.#part())
    const inSvg = this.#random() < 0.6
    const [open, close] = inSvg ? ['<svg viewBox="0 0 600 400">', '</svg>'] : ['<div>', '</div>']
    const type = inSvg ? 'svg' : 'div'
    return `display({ nodeType: 1, localName: '${type}', outerHTML: '${open}' + ${parts.join(' + ')} + '${close}' })`
  }

  /** An expression whose value is markup. */
  #part(): string {
    return this.#pick([
      () => `${this.#leaf()}.repeat(${this.#count(30_000)})`,
      () => this.#nest(),
      () => this.#references(),
      () => this.#attributes(),
      () => `(${this.#leaf()} + ${this.#leaf()}).repeat(${this.#count(5_000)})`,
    ])()
  }

  #leaf(): string {
    const leaf =
      this.#random() < 0.3 ? `<i style="${this.#pick(styles)}">x</i>` : this.#pick(leaves)
    return this.#quote(leaf)
  }

  #quote(markup: string): string {
    return JSON.stringify(markup.replaceAll('CELL', this.#cell))
  }

  #nest(): string {
    const name = this.#pick(wrappers)
    const depth = this.#count(900)
    const [tag] = name.split(' ')
    return `(${this.#quote(`<${name}>`)}.repeat(${depth}) + ${this.#leaf()} + ${JSON.stringify(`</${tag}>`)}.repeat(${depth})).repeat(${this.#count(50)})`
  }

  /** Elements that are drawn where others refer to them, which refer on. */
  #references(): string {
    const [tag, attribute] = this.#pick(referrers)
    const [levels, width] = [1 + this.#below(10), 1 + this.#below(12)]
    const id = `${this.#cell}-r`
    const to = (level: string): string =>
      attribute === 'href' ? `#${id}${level}` : `url(#${id}${level})`
    const user = `<rect width="600" height="400" ${attribute}="${to("' + (k + 1) + '")}"/>`
    return `Array.from({ length: ${levels} }, (_, k) => '<${tag} id="${id}' + k + '">' + ('${user}').repeat(${width}) + '</${tag}>').join('') + '<rect width="600" height="400" ${attribute}="${to('0')}"/>'.repeat(${this.#count(2_000)})`
  }

  #attributes(): string {
    const each = this.#count(300)
    return `('<p ' + Array.from({ length: ${each} }, (_, i) => '${this.#pick(['a', 'data-', 'aria-'])}' + i).join(' ') + '>x</p>').repeat(${this.#count(3_000)})`
  }
}

/** CELL stands for the name of the cell. */
const leaves = [
  '<p>x</p>',
  '<b>',
  '<div>',
  '</div></svg>',
  '<rect width="9" height="9" fill="red"/>',
  '<circle r="9"><animate attributeName="r" values="1;9" dur="1s" repeatCount="indefinite"/></circle>',
  '<text x="9">Z\u0351\u0357\u0300\u0301\u0302\u0303👩‍👩‍👧‍👦नमस्ते</text>',
  '<use href="#CELL-1"/>',
  '<image href="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E" width="9" height="9"/>',
  '<img src="data:image/gif;base64,R0lGODlh////fyH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==">',
  '<img src=x onerror="window.untouched = false">',
  '<p role="alert" aria-live="assertive" aria-owns="text">x</p>',
  '<output>x</output><marquee>x</marquee><progress></progress>',
  '<a href="javascript:window.untouched = false">x</a>',
  '<script>window.untouched = false</script>',
  '<iframe srcdoc="<script>parent.untouched = false</script>"></iframe>',
  '<form action="/x"><input autofocus name="a"><button>x</button></form>',
  '<style>* { display: none }</style>',
  '<table><tr><td colspan="1000" rowspan="60000">x</td></tr></table>',
  '<td>x',
  '<p data-symbol="a b c d e f g" data-drag="T" data-track="0 0 9 9" data-label="x">x</p>',
  '<line x2="600" stroke="red" stroke-dasharray="0.0001"/>',
  '<path d="M0 0L9 9L0 9" stroke-dasharray="1 1" opacity="0.5"/>',
  '<g opacity="0.9"><g opacity="0.9"><rect width="600" height="400"/></g></g>',
  '<filter id="CELL-f"><feTurbulence numOctaves="99"/><feGaussianBlur stdDeviation="99"/></filter>',
  '<rect filter="url(#CELL-f)" width="600" height="400"/>',
  '<canvas width="99999" height="99999"></canvas>',
  '<video controls src="x"><track default src="x"></video><audio controls></audio>',
  '<details open>x',
  '<input type="date"><input type="file"><select><option>x</select><textarea>x</textarea>',
  '<math><mi><mglyph><style><!--</style></mi></math>',
  '<!-- --><![CDATA[x]]><?x?>',
  '<template><p>x</p></template><details open><summary>x</summary>y</details>',
  '<foreignObject width="9" height="9"><p>x</p></foreignObject>',
  '<nb-cell name="p"></nb-cell><nb-input name="T"></nb-input>',
  'lorem ipsum dolor sit amet ',
  '&#x202e;&#x200d;&#xfdfd;',
]

const styles = [
  'position: fixed; inset: 0; z-index: 99999',
  'position: absolute; will-change: transform',
  'box-shadow: 0 0 900px red, 0 0 900px red, 0 0 900px red, 0 0 900px red, 0 0 900px red',
  'filter: blur(99px)',
  'backdrop-filter: blur(99px); mix-blend-mode: multiply',
  'animation: x 1s infinite; transition: all 9s',
  'transform: perspective(9px) rotateX(9deg)',
  'columns: 999; float: left',
  'display: grid; grid-template-columns: repeat(9999, 1px)',
  'width: 1e9px; height: 1e9px; font-size: 1e6px',
  'background: image-set(\\"http://127.0.0.1:9/x\\" 1x); cursor: url(http://127.0.0.1:9/x), auto',
  '--a: var(--b) var(--b); --b: var(--c) var(--c)',
  'display: flex',
  'opacity: 0.5; text-shadow: 0 0 99px red',
]

const wrappers = [
  'b',
  'div',
  'span',
  'table',
  'div style="display: flex"',
  'div style="display: grid"',
  'div style="opacity: 0.9"',
  'g opacity="0.9"',
  'svg',
  'blockquote',
  'details open',
  'mask id="CELL-m" mask="url(#CELL-m)"',
  'a href="#x"',
]

/** What is drawn by reference, and by which attribute. */
const referrers = [
  ['mask', 'mask'],
  ['clipPath', 'clip-path'],
  ['pattern', 'fill'],
  ['pattern', 'stroke'],
  ['marker', 'marker-start'],
  ['filter', 'filter'],
  ['linearGradient', 'fill'],
  ['symbol', 'href'],
] as const

const unsafe = `const top = ((x) => x).constructor('return this')()`

/** Values that are hard to show, and code that does something else beside. */
const values: readonly string[] = [
  `display('x'.repeat(2 ** 28))`,
  `for (let i = 0; i < 300; i++) display('👩‍👩‍👧‍👦नमस्ते '.repeat(1500))`,
  `for (let i = 0; i < 100; i++) display(Array.from({ length: 50 }, (_, j) => Object.fromEntries(Array.from({ length: 50 }, (_, k) => ['c' + k, 'x'.repeat(2000)]))))`,
  `display(new Array(2 ** 32 - 1))`,
  `display(new Proxy({}, { ownKeys() { throw new Error('no keys') } }))`,
  `display({ get a() { throw new Error('no value') } })`,
  `display(Array.from({ length: 1e5 }, (_, i) => ({ ['k' + i]: i })))`,
  `let deep = 0\nfor (let i = 0; i < 1e5; i++) deep = [deep]\ndisplay(deep)`,
  `let twice = [1]\nfor (let i = 0; i < 60; i++) twice = [twice, twice]\ndisplay(twice)`,
  `const circle = {}\ncircle.self = circle\ndisplay(circle)`,
  `display(7n ** 200000n)`,
  `display(new Float64Array(5e6))`,
  `display(new Map(Array.from({ length: 1e5 }, (_, i) => [i, new Set([i])])))`,
  `display(Object.assign(() => {}, { toString: 1 }))`,
  `for (let i = 0; i < 1e4; i++) display(i)`,
  `throw new Proxy({}, {})`,
  `throw { get message() { throw 1 } }`,
  `setTimeout(() => { throw new Error('late') })\nawait new Promise((done) => setTimeout(done, 20))`,
  `Promise.reject(new Error('nobody'))\nawait new Promise((done) => setTimeout(done, 20))`,
  `${unsafe}\nObject.defineProperty(top.Map.prototype, 'get', { value: () => undefined, configurable: true })`,
  `${unsafe}\nObject.defineProperty(top.Array.prototype, 'map', { value: () => { throw new Error('mine') }, configurable: true })`,
  `${unsafe}\nObject.defineProperty(top.Object.prototype, 'then', { value: (done) => done(1), configurable: true })`,
  `${unsafe}\ntop.MessagePort.prototype.postMessage = () => {}`,
  `${unsafe}\nfor (let i = 0; i < 99; i++) new top.Worker('x')`,
  `${unsafe}\nnew top.OffscreenCanvas(9, 9).getContext('webgl2')`,
  `${unsafe}\nawait top.fetch('http://127.0.0.1:9/')`,
  `const recur = () => recur()\nrecur()`,
  `display({ nodeType: 1, localName: 'div', get outerHTML() { throw new Error('no markup') } })`,
  `display({ nodeType: 1, localName: 'div', outerHTML: 7 })`,
  `display({ nodeType: 1, outerHTML: '' })`,
]
